import { systemClock } from '@arauto/clock';
import { describeCoordinationContract } from '@arauto/coordination/contract';
import { MemoryBoard, memoryCoordination } from './memory-leases';

describeCoordinationContract(
  'memory',
  () => {
    const board = new MemoryBoard(systemClock);
    const troubles: unknown[] = [];
    return Promise.resolve({
      open: (instance, clock) =>
        Promise.resolve(memoryCoordination(board, instance, clock, (error) => troubles.push(error))),
      remove: () => {
        expect(troubles).toEqual([]);
        return Promise.resolve();
      },
    });
  },
  { manyProcesses: true },
);

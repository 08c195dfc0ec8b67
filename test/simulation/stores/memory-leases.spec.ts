import { systemClock } from '@arauto/clock';
import { StoredLeases } from '@arauto/coordination';
import { describeCoordinationContract } from '@arauto/coordination/contract';
import { MemoryBoard, MemoryLeaseStore, MemoryNotices } from './memory-leases';

describeCoordinationContract(
  'memory',
  () => {
    const board = new MemoryBoard(systemClock);
    const troubles: unknown[] = [];
    return Promise.resolve({
      open: (instance, clock) => {
        const store = new MemoryLeaseStore(board, instance);
        const leases = new StoredLeases(store, instance, clock, (error) => troubles.push(error));
        return Promise.resolve({ leases, notices: new MemoryNotices(board, instance) });
      },
      remove: () => {
        expect(troubles).toEqual([]);
        return Promise.resolve();
      },
    });
  },
  { manyProcesses: true },
);

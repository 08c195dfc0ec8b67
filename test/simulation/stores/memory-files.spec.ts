import { systemClock } from '@arauto/clock';
import { describeContactFilesContract, describeKeptFilesContract } from '@arauto/contact-files/contract';
import { memoryContactFiles, MemoryFiles, MemoryFolder } from './memory-files';

describeKeptFilesContract('memory', () => {
  const folder = new MemoryFolder();
  return Promise.resolve({
    open: () => Promise.resolve(new MemoryFiles(folder, systemClock)),
    count: () => Promise.resolve(folder.files.size),
    remove: () => Promise.resolve(),
  });
});

describeContactFilesContract(
  'memory',
  () => {
    const folder = new MemoryFolder();
    return Promise.resolve({
      open: (limits) => Promise.resolve(memoryContactFiles(folder, systemClock, limits)),
      count: () => Promise.resolve(folder.files.size),
      // Whoever dies while it receives leaves nothing: only whole files lie there.
      dieWhileReceiving: () => Promise.resolve(),
      fillUp: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    });
  },
  { runsOutOfRoom: false },
);

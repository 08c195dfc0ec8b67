import { systemClock } from '@arauto/clock';
import { describeEventStoreContract } from '@arauto/event-store/contract';
import { MemoryEventStore, MemoryLog } from './memory-event-store';

describeEventStoreContract(
  'memory',
  () => {
    const log = new MemoryLog();
    const open = () => new MemoryEventStore(log, systemClock);
    let store = open();
    return Promise.resolve({
      store,
      reopen: async () => {
        await store.close();
        return (store = open());
      },
      dispose: () => store.close(),
    });
  },
  { exactAny: true, writers: 2000, breaksOff: false, isInMemory: true },
);

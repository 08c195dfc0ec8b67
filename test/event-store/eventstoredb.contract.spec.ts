import { systemClock } from '@arauto/clock';
import { describeEventStoreContract } from '@arauto/event-store/contract';
import { openEventStoreDB } from '@arauto/event-store/eventstoredb';

const connectionString = process.env['ARAUTO_TEST_EVENTSTOREDB'];

describeEventStoreContract(
  'EventStoreDB',
  () => {
    const open = () => openEventStoreDB({ connectionString: connectionString!, clock: systemClock });
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
  { exactAny: false, writers: 10_000 },
);

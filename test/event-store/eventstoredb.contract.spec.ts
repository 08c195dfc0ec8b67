import { systemClock } from '@arauto/clock';
import { describeEventStoreContract } from '@arauto/event-store/contract';
import { openEventStoreDB } from '@arauto/event-store/eventstoredb';
import { EventStoreDBDouble } from '../eventstoredb-double';

const server = process.env['ARAUTO_TEST_EVENTSTOREDB'];

describeEventStoreContract(
  server ? `EventStoreDB (${server.replace(/\/\/.*@/, '//')})` : 'A double of EventStoreDB',
  async () => {
    const double = server ? undefined : await EventStoreDBDouble.start();
    const connectionString = server ?? double!.connectionString;
    const open = () => openEventStoreDB({ connectionString, clock: systemClock });
    let store = open();
    return {
      store,
      breakOff: () => double?.dropSubscriptions('unavailable'),
      reopen: async () => {
        await store.close();
        return (store = open());
      },
      dispose: async () => {
        await store.close();
        await double?.stop();
      },
    };
  },
  { exactAny: false, writers: 10_000, breaksOff: !server },
);

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { describeEventStoreContract } from '../contract';
import { anEvent, aStream, events, idsOf } from '../contract/builders';
import { openSqliteEventStore } from './event-store';

describe.each(['inline', 'thread'] as const)('with commits %s', (commits) => {
  describeEventStoreContract(
    'SQLite',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'arauto-events-'));
      const open = () => openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock, commits });
      let store = open();
      return {
        store,
        reopen: async () => {
          await store.close();
          return (store = open());
        },
        dispose: async () => {
          await store.close();
          rmSync(folder, { recursive: true });
        },
      };
    },
    { exactAny: true, writers: 10_000, breaksOff: false },
  );

  describe('repeats within one group', () => {
    const folder = mkdtempSync(join(tmpdir(), 'arauto-group-'));
    const store = openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock, commits });

    afterAll(async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    });

    it.each(['noStream', 'any'] as const)('are answered like later ones, at %s', async (expected) => {
      const stream = aStream();
      const batch = events(2);
      const [first, again, prefix, longer] = await Promise.allSettled([
        store.append(stream, batch, { expected }),
        store.append(stream, batch, { expected }),
        store.append(stream, batch.slice(0, 1), { expected }),
        store.append(stream, [...batch, anEvent()], { expected }),
      ]);
      expect(first).toMatchObject({ value: { revision: 1 } });
      expect(again).toEqual(first);
      expect(prefix).toMatchObject({ value: { revision: 0 } });
      expect(longer).toMatchObject({ reason: { name: 'WrongExpectedRevision', actual: 1 } });
      expect(await idsOf(store, stream)).toEqual(batch.map(({ id }) => id));
    });
  });
});

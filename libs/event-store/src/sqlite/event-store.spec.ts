import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { describeEventStoreContract } from '../contract';
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
    { exactAny: true, writers: 10_000 },
  );
});

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Views } from '@arauto/application';
import { systemClock } from '@arauto/clock';
import type { EventStore } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import type { Vault } from '@arauto/privacy';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import { openSqliteViewReader } from '@arauto/read-models/sqlite';
import { acquireLock } from '@arauto/sqlite';
import type { Configuration } from '../../../config/configuration';
import type { Log } from './log';
import { closeToOthers } from './private-data';
import { ProjectorThread } from './projector/projector-thread';

/** The embedded stores, open. */
export interface Stores {
  readonly events: EventStore;
  readonly vault: Vault;
  readonly views: Views;
  readonly projector: ProjectorThread;
  close(): Promise<void>;
}

/**
 * Opens the stores of one data folder, for this process alone.
 * @throws LockTaken when another engine has the folder; SqliteError with a sentence of its own
 */
export async function openStores(configuration: Configuration, log: Log): Promise<Stores> {
  const { dataDirectory, eventStore, viewStore, vault: vaultPath, files } = configuration;
  for (const folder of [dataDirectory, dirname(eventStore), dirname(viewStore), dirname(vaultPath), files]) {
    // They hold personal data: what is made here is for this user alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  closeToOthers(configuration, (facts, message) => log.warn(facts, message));
  const lock = acquireLock(join(dataDirectory, 'lock.db'), 'arauto', Date.now());
  let projector: ProjectorThread | undefined;
  const onCommit = () => projector?.grown();
  const events = openSqliteEventStore({ path: eventStore, clock: systemClock, commits: 'thread', onCommit });
  await events.head();
  const folder = dirname(viewStore);
  const started = new ProjectorThread({ log: eventStore, views: folder }, systemClock, (facts, message) =>
    log.error(facts, message),
  );
  projector = started;
  const [vault] = await Promise.all([openSqliteVault(vaultPath), started.ready]);
  const operational = openSqliteViewReader({ folder, group: 'operational' });
  const reporting = openSqliteViewReader({ folder, group: 'reporting' });
  return {
    events,
    vault,
    views: {
      operational,
      reporting,
      reached: (group, position, timeoutMs) => started.progress(group).reached(position, timeoutMs),
    },
    projector: started,
    close: async () => {
      await started.stop();
      await Promise.all([operational.close(), reporting.close()]);
      await vault.close();
      await events.close();
      lock.release();
    },
  };
}

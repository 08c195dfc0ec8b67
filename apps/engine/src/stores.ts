import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Views } from '@arauto/application';
import type { Clock } from '@arauto/clock';
import type { Vault } from '@arauto/privacy';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import type { Group } from '@arauto/read-models';
import { openSqliteViewReader, type SqliteViewReader } from '@arauto/read-models/sqlite';
import { acquireLock, type Lock } from '@arauto/sqlite';
import type { Configuration } from '../../../config/configuration';
import type { Log } from './log';
import { type EventLog, openEventLog } from './event-log';
import { closeToOthers } from './private-data';
import { inThreads } from './projector/projector-thread';
import { Projectors } from './projector/projectors';

/** What everything stands on, open. */
export interface Stores extends EventLog {
  readonly vault: Vault;
  readonly views: Views;
  readonly projector: Pick<Projectors, 'progress' | 'status' | 'rebuild'>;
  close(): Promise<void>;
}

/**
 * Makes the data folder, if it is not there, and takes it for this process alone.
 * @throws LockTaken when another engine has it; the system's error
 */
export function takeFolder(configuration: Configuration, log: Log, clock: Clock): Lock {
  const { dataDirectory, eventStore, viewStore, vault, files } = configuration;
  for (const folder of [dataDirectory, dirname(eventStore), dirname(viewStore), dirname(vault), files]) {
    // They hold personal data: what is made here is for this user alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  closeToOthers(configuration, (facts, message) => log.warn(facts, message));
  return acquireLock(join(dataDirectory, 'lock.db'), 'arauto', clock.now());
}

/**
 * Opens the embedded stores of a data folder that this process has taken, with threads for whatever would hold up who serves and sends.
 * @throws SqliteError, ProjectorNotStarted with a sentence of their own. Nothing is left open then
 */
export async function openStores(configuration: Configuration, log: Log, clock: Clock): Promise<Stores> {
  const undo: (() => unknown)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return { ...(await openAll(configuration, log, clock, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param undo takes a step for each thing that was opened, to be taken in reverse order */
async function openAll(
  { eventStore, viewStore, vault: vaultPath }: Configuration,
  log: Log,
  clock: Clock,
  undo: (() => unknown)[],
): Promise<Omit<Stores, 'close'>> {
  let projector: Projectors | undefined;
  const onCommit = () => projector?.grown();
  const eventLog = openEventLog(eventStore, clock, onCommit);
  const { events, search } = eventLog;
  undo.push(() => events.close());
  undo.push(() => search.close());
  await events.head();
  const folder = dirname(viewStore);
  const opening = openSqliteVault(vaultPath);
  undo.push(() =>
    opening.then(
      (vault) => vault.close(),
      () => undefined,
    ),
  );
  const readers = new Map<Group, SqliteViewReader>();
  const started = new Projectors(
    inThreads({ log: eventStore, views: folder }),
    clock,
    (facts, message) => log.error(facts, message),
    (group) => void readers.get(group)?.reopen(),
  );
  projector = started;
  undo.push(() => started.stop());
  const [vault] = await Promise.all([opening, started.ready]);
  const readerOf = (group: Group) => {
    const reader = openSqliteViewReader({ folder, group, onDamage: () => started.remake(group) });
    readers.set(group, reader);
    undo.push(() => reader.close());
    return reader;
  };
  return {
    ...eventLog,
    vault,
    views: {
      operational: readerOf('operational'),
      reporting: readerOf('reporting'),
      reached: (group, position, timeoutMs) => started.progress(group).reached(position, timeoutMs),
    },
    projector: started,
  };
}

import { join } from 'node:path';
import type { Clock } from '@arauto/clock';
import { storedVersions } from '@arauto/domain';
import { searchLog, storeBehindDoor } from '@arauto/event-store';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import type { Group } from '@arauto/read-models';
import { openSqliteViewReader } from '@arauto/read-models/sqlite';
import { openEventLogReader } from '../event-log';
import { GroupProjector } from '../projector/group-projector';
import type { ProjectorFiles } from '../projector/projector-thread';
import { type BeginProjector, Projectors } from '../projector/projectors';
import type { Stores } from '../stores';

/**
 * The embedded stores of a folder without a thread: whatever they do is done by the caller's thread and its clock, in an order that a
 * repeat repeats.
 * @param onTrouble told of what the projectors cannot do
 * @param begins when the projectors begin to read the log; their files are open before
 */
export async function openInlineStores(
  folder: string,
  clock: Clock,
  onTrouble: (facts: Readonly<Record<string, unknown>>, message: string) => void,
  begins: Promise<void> = Promise.resolve(),
): Promise<Stores> {
  const files = { log: join(folder, 'events.db'), views: folder };
  const stored = openSqliteEventStore({ path: files.log, clock, onCommit: () => projector.grown() });
  const events = storeBehindDoor(stored, storedVersions);
  const readerOf = (group: Group) =>
    openSqliteViewReader({ folder, group, inline: true, onDamage: () => projector.remake(group) });
  const readers = { operational: readerOf('operational'), reporting: readerOf('reporting') };
  const projector = new Projectors(
    inline(files, clock, begins),
    clock,
    onTrouble,
    (group) => void readers[group].reopen(),
  );
  await projector.ready;
  const vault = await openSqliteVault(join(folder, 'vault.db'), { inline: true });
  return {
    events,
    stored,
    search: { search: (search) => searchLog(stored, clock, search), close: () => Promise.resolve() },
    vault,
    views: {
      ...readers,
      reached: (group, position, timeoutMs) => projector.progress(group).reached(position, timeoutMs),
    },
    projector,
    async close() {
      await Promise.all([readers.operational.close(), readers.reporting.close()]);
      await projector.stop();
      await vault.close();
      await events.close();
    },
  };
}

function inline({ log, views }: ProjectorFiles, clock: Clock, begins: Promise<void>): BeginProjector {
  return (group, heard) => {
    const reader = openEventLogReader(log, clock);
    const { subscribe } = reader;
    reader.subscribe = async function* (options) {
      await begins;
      yield* subscribe.call(reader, options);
    };
    const projector = new GroupProjector({ reader, views, group, clock }, heard);
    return { send: (message) => projector.hear(message), stop: () => projector.stop() };
  };
}

import { join } from 'node:path';
import type { Clock } from '@arauto/clock';
import type { ContactFiles } from '@arauto/contact-files';
import { searchLog } from '@arauto/event-store';
import { openSqliteEventReader, openSqliteEventStore } from '@arauto/event-store/sqlite';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import type { Group } from '@arauto/read-models';
import { openSqliteViewReader, openSqliteViewWriterAtHead } from '@arauto/read-models/sqlite';
import { openFolderOfFiles } from '../files/folder-of-files';
import { GroupProjector } from '../projector/group-projector';
import { viewsOf } from '../projector/projections';
import { type BeginProjector, Projectors } from '../projector/projectors';
import { eventLog, eventLogReader } from '../stores/event-log';
import type { StoreKind } from '../stores/store-kind';
import type { Stores } from '../stores/stores';

/**
 * The embedded stores of a folder without a thread: whatever they do is done by the caller's thread and its clock, in an order that a
 * repeat repeats.
 * @param onTrouble told of what the projectors cannot do
 * @param begins when the projectors begin to read the log; their files are open before
 */
export async function openInlineStores(
  folder: string,
  clock: Clock,
  files: ContactFiles,
  onTrouble: (facts: Readonly<Record<string, unknown>>, message: string) => void,
  begins: Promise<void> = Promise.resolve(),
): Promise<Stores> {
  const path = join(folder, 'events.db');
  const stored = openSqliteEventStore({ path, clock, onCommit: () => projector.grown() });
  const log = eventLog(stored, {
    search: (search) => searchLog(stored, clock, search),
    close: () => Promise.resolve(),
  });
  const readerOf = (group: Group) =>
    openSqliteViewReader({ folder, group, inline: true, onDamage: () => projector.remake(group) });
  const readers = { operational: readerOf('operational'), reporting: readerOf('reporting') };
  const projector = new Projectors(
    inline(folder, path, clock, begins),
    1,
    clock,
    onTrouble,
    (group) => void readers[group].reopen(),
  );
  await projector.ready;
  const vault = await openSqliteVault(join(folder, 'vault.db'), { inline: true });
  return {
    ...log,
    vault,
    files,
    exportFiles: await openFolderOfFiles(join(folder, 'exports')),
    views: {
      ...readers,
      reached: (group, position, timeoutMs) => projector.progress(group).reached(position, timeoutMs),
    },
    projector,
    amongOthers: undefined,
    async close() {
      await Promise.all([readers.operational.close(), readers.reporting.close()]);
      await projector.stop();
      await vault.close();
      await log.events.close();
    },
  };
}

function inline(folder: string, log: string, clock: Clock, begins: Promise<void>): BeginProjector {
  const stores: Pick<StoreKind, 'lanes' | 'openViewWriter'> = {
    lanes: 1,
    openViewWriter: (group, options) =>
      openSqliteViewWriterAtHead({ folder, group, views: viewsOf(group), ...options }),
  };
  return ({ group, lane }, heard) => {
    const stored = openSqliteEventReader(log, { clock });
    const reader = eventLogReader(stored, stored);
    const { subscribe } = reader;
    reader.subscribe = async function* (options) {
      await begins;
      yield* subscribe.call(reader, options);
    };
    const projector = new GroupProjector({ reader, stores, group, lane, clock }, heard);
    return { send: (message) => projector.hear(message), stop: () => projector.stop() };
  };
}

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '@arauto/clock';
import { openSqliteEventReader, openSqliteEventSearch, openSqliteEventStore } from '@arauto/event-store/sqlite';
import { openSqliteVault } from '@arauto/privacy/sqlite';
import { openSqliteViewReader, openSqliteViewWriterAtHead } from '@arauto/read-models/sqlite';
import { acquireLock, type Lock } from '@arauto/sqlite';
import type { EmbeddedPlaces } from '../../../../config/store-places';
import { openContactFiles } from '../files/contact-files';
import { FolderOfFiles, openFolderOfFiles } from '../files/folder-of-files';
import type { Log } from '../log';
import { viewsOf } from '../projector/projections';
import { eventLog, eventLogReader } from './event-log';
import { closeToOthers } from './private-data';
import type { StoreKind } from './store-kind';

/**
 * Makes the data folder, if it is not there, and takes it for this process alone.
 * @throws LockTaken when another engine has it; the system's error
 */
export function takeFolder(dataDirectory: string, places: EmbeddedPlaces, log: Log, clock: Clock): Lock {
  const { eventStore, viewStore, vault, files, exports } = places;
  for (const folder of [dataDirectory, dirname(eventStore), dirname(viewStore), dirname(vault), files, exports]) {
    // They hold personal data: what is made here is for this user alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  closeToOthers({ ...places, dataDirectory }, (facts, message) => log.warn(facts, message));
  return acquireLock(join(dataDirectory, 'lock.db'), 'arauto', clock.now());
}

/** SQLite, with threads for whatever would hold up who serves and sends. What cannot be opened throws SqliteError. */
export function embeddedStores({ eventStore, viewStore, vault, files, exports }: EmbeddedPlaces): StoreKind {
  const folder = dirname(viewStore);
  return {
    lanes: 1,
    openLog: async (clock, onCommit) => {
      const stored = openSqliteEventStore({ path: eventStore, clock, commits: 'thread', onCommit });
      return eventLog(stored, openSqliteEventSearch(eventStore));
    },
    openLogReader: async (clock) => {
      const reader = openSqliteEventReader(eventStore, { clock });
      return eventLogReader(reader, reader);
    },
    openVault: (_, readOnly = false) => openSqliteVault(vault, { readOnly }),
    openFiles: (_, limits) => openContactFiles(files, limits),
    openExportFiles: async (_, sweeps) => (sweeps ? openFolderOfFiles(exports) : new FolderOfFiles(exports)),
    // They lie in one folder with it.
    claimViews: () => Promise.resolve(),
    openViewWriter: (group, options) =>
      openSqliteViewWriterAtHead({ folder, group, views: viewsOf(group), ...options }),
    openViewReader: async (group, here, onDamage) => openSqliteViewReader({ folder, group, inline: here, onDamage }),
    openAmongOthers: () => Promise.resolve(undefined),
    close: () => Promise.resolve(),
  };
}

import type { Clock } from '@arauto/clock';
import { StoredLeases } from '@arauto/coordination';
import { type AppendFailure, type AppendResult, type EventStore, resubscribe, searchLog } from '@arauto/event-store';
import type { Group } from '@arauto/read-models';
import { viewsOf } from '../../../apps/engine/src/projector/projections';
import { eventLog, eventLogReader } from '../../../apps/engine/src/stores/event-log';
import type { StoreKind } from '../../../apps/engine/src/stores/store-kind';
import { type Faces, KINDS } from '../faces';
import type { Process } from '../process';
import { MemoryEventStore, MemoryLog } from './memory-event-store';
import { memoryContactFiles, MemoryFiles, MemoryFolder } from './memory-files';
import { MemoryBoard, MemoryLeaseStore, MemoryNotices } from './memory-leases';
import { MemoryVault, MemoryVaultDisk } from './memory-vault';
import { MemoryViewDisk } from './memory-views/disk';
import { openMemoryViewReader } from './memory-views/reader';
import { openMemoryViewWriter } from './memory-views/writer';

/** What is durable, as long as a world lasts. */
export class Disks {
  readonly log = new MemoryLog();
  readonly vault = new MemoryVaultDisk();
  readonly files = new MemoryFolder();
  readonly exports = new MemoryFolder();
  readonly views: Readonly<Record<Group, MemoryViewDisk>>;
  readonly board: MemoryBoard;

  /** @param clock of the stores themselves */
  constructor(
    readonly clock: Clock,
    /** In how many parts the views of a group are kept up with the log. */
    readonly lanes: number,
    /** Whether several processes share them. */
    readonly areShared: boolean,
  ) {
    this.board = new MemoryBoard(clock);
    this.views = { operational: new MemoryViewDisk('operational'), reporting: new MemoryViewDisk('reporting') };
  }
}

/** How the stores of a world are opened by one process, through its faces. */
export function memoryStores(disks: Disks, faces: Faces, { name, clock }: Process): StoreKind {
  const logOf = (stored: MemoryEventStore): EventStore => faceOfLog(faces, stored, clock);
  return {
    lanes: disks.lanes,
    openLog: () => {
      const stored = logOf(new MemoryEventStore(disks.log, disks.clock));
      const search = { search: (asked: Parameters<typeof searchLog>[2]) => searchLog(stored, clock, asked) };
      return Promise.resolve(eventLog(stored, { ...search, close: () => Promise.resolve() }));
    },
    openLogReader: () => {
      const stored = logOf(new MemoryEventStore(disks.log, disks.clock));
      return Promise.resolve(eventLogReader(stored, { notify: () => undefined, close: () => stored.close() }));
    },
    openVault: () => Promise.resolve(faces.of(KINDS.vault, new MemoryVault(disks.vault))),
    openFiles: (_, limits) =>
      Promise.resolve(faces.of(KINDS.files, memoryContactFiles(disks.files, disks.clock, limits))),
    openExportFiles: () => Promise.resolve(faces.of(KINDS.files, new MemoryFiles(disks.exports, disks.clock))),
    claimViews: () => Promise.resolve(),
    openViewWriter: async (group, options) =>
      faces.of(
        KINDS.writer,
        await openMemoryViewWriter({ disk: disks.views[group], views: viewsOf(group), clock, ...options }),
      ),
    openViewReader: (group) => {
      const reader = faces.of(KINDS.reader, openMemoryViewReader(disks.views[group], viewsOf(group)));
      const open = { reopen: () => Promise.resolve(), close: () => Promise.resolve() };
      return Promise.resolve(Object.assign(Object.create(reader) as typeof reader, open));
    },
    openAmongOthers: (_, onTrouble) => {
      if (!disks.areShared) return Promise.resolve(undefined);
      const store = faces.of(KINDS.leases, new MemoryLeaseStore(disks.board, name));
      const leases = new StoredLeases(store, name, clock, onTrouble);
      const notices = faces.of(KINDS.notices, new MemoryNotices(disks.board, name));
      const log = logOf(new MemoryEventStore(disks.log, disks.clock));
      return Promise.resolve({ leases, notices, log, close: () => leases.close() });
    },
    close: () => Promise.resolve(),
  };
}

/** A log as its adapters give it: items of one append go their own ways, and subscriptions are begun again by themselves. */
function faceOfLog(faces: Faces, stored: MemoryEventStore, clock: Clock): EventStore {
  const face = faces.of(KINDS.log, stored);
  return {
    append: (stream, events, options) => face.append(stream, events, options),
    appendMany: (items) =>
      Promise.all(
        items.map(({ stream, events, expected }) =>
          face.append(stream, events, { expected }).then(
            (ok): AppendResult => ({ ok }),
            (error: AppendFailure): AppendResult => ({ error }),
          ),
        ),
      ),
    readStream: (stream, options) => face.readStream(stream, options),
    readAll: (options) => face.readAll(options),
    head: () => face.head(),
    close: () => stored.close(),
    subscribe: (options) => {
      const open = (after: string, signal: AbortSignal) => face.subscribe({ ...options, after, signal });
      return resubscribe({ open, clock, isOver: () => false, head: () => face.head() }, options);
    },
  };
}

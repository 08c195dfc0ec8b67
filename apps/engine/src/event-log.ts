import type { Clock } from '@arauto/clock';
import { storedVersions } from '@arauto/domain';
import {
  type EventReader,
  type EventSearch,
  type EventStore,
  type Position,
  readerBehindDoor,
  storeBehindDoor,
} from '@arauto/event-store';
import {
  openSqliteEventReader,
  openSqliteEventSearch,
  openSqliteEventStore,
  type SqliteEventReader,
} from '@arauto/event-store/sqlite';

/** The log, open. Nothing else opens one, so that whoever reads or writes it does so through its door. */
export interface EventLog {
  readonly events: EventStore;
  /** Beside the door, for auditors: every event as it is stored, in the version it was written in. */
  readonly stored: Pick<EventReader, 'readStream'>;
  /** Beside the door as well: it looks for what auditors ask for. */
  readonly search: EventSearch;
}

/** @throws SqliteError when the file cannot be opened */
export function openEventLog(path: string, clock: Clock, onCommit: (head: Position) => void): EventLog {
  const stored = openSqliteEventStore({ path, clock, commits: 'thread', onCommit });
  return { events: storeBehindDoor(stored, storedVersions), stored, search: openSqliteEventSearch(path) };
}

/** The log for a thread of its own: it is told when the log has grown. */
export type EventLogReader = SqliteEventReader;

/** @throws SqliteError when there is no log at `path` or it cannot be read */
export function openEventLogReader(path: string, clock: Clock): EventLogReader {
  const stored = openSqliteEventReader(path, { clock });
  const { notify, close } = stored;
  return { ...readerBehindDoor(stored, storedVersions), notify, close };
}

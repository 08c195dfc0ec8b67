import { storedVersions } from '@arauto/domain';
import {
  type EventReader,
  type EventSearch,
  type EventStore,
  readerBehindDoor,
  storeBehindDoor,
} from '@arauto/event-store';

/** The log, open. Nothing else opens one, so that whoever reads or writes it does so through its door. */
export interface EventLog {
  readonly events: EventStore;
  /** Beside the door, for auditors and for moving it: every event as it is stored, in the version it was written in. */
  readonly stored: Pick<EventReader, 'readStream' | 'readAll'>;
  /** Beside the door as well: it looks for what auditors ask for. */
  readonly search: EventSearch;
}

/** The log for a thread of its own. */
export interface EventLogReader extends EventReader {
  /** Beside the door, for auditors. */
  readonly stored: Pick<EventReader, 'readAll'>;
  /** The log has grown: of one that is told so by itself, nothing. */
  notify(): void;
  close(): void | Promise<void>;
}

export function eventLog(stored: EventStore, search: EventSearch): EventLog {
  return { events: storeBehindDoor(stored, storedVersions), stored, search };
}

/** @param own what the reader has beside reading. Nothing else of it is taken: it may be the stored reader itself */
export function eventLogReader(stored: EventReader, own: Pick<EventLogReader, 'notify' | 'close'>): EventLogReader {
  const { notify, close } = { notify: () => own.notify(), close: () => own.close() };
  return { ...readerBehindDoor(stored, storedVersions), stored, notify, close };
}

import type { Clock } from '@arauto/clock';
import { openDatabase, type Statement } from '@arauto/sqlite';
import { type EventReader, type Position, Unavailable } from '../port';
import { resubscribe } from '../resubscribe';
import { Wake } from '../wake';
import { follow, readPages } from './log-pages';
import { LogReader } from './log-reader';
import { toPosition } from './position';
import { readSlice } from './stream-slice';

export interface SqliteEventReader extends EventReader {
  /** To be called when the log has grown, for instance on a message from the thread that writes. */
  notify(): void;
  close(): void;
}

/** How long a reader that nobody notifies may be behind. */
const POLL_MS = 250;

/**
 * Opens a log for reading only, beside its writer: in another worker thread or process. Subscriptions go on when `notify` is
 * called, and look by themselves every `pollMs` milliseconds.
 * @throws SqliteError when there is no log at `path` or it cannot be read
 */
export function openSqliteEventReader(
  path: string,
  { clock, pollMs = POLL_MS }: { clock: Clock; pollMs?: number | undefined },
): SqliteEventReader {
  const database = openDatabase(path, { readOnly: true, pageCacheBytes: 16 * 1024 * 1024 });
  const dataVersion = database.prepare('PRAGMA data_version');
  const reader = new LogReader(database);
  const wake = new Wake();
  const closing = new AbortController();
  const source = () => {
    if (closing.signal.aborted) throw new Unavailable('the reader of the event log is closed');
    return reader;
  };
  void poll(dataVersion, wake, clock, pollMs, closing.signal);
  return {
    readStream: (stream, { from, direction = 'forwards', limit = Infinity } = {}) =>
      new Promise((resolve) => resolve(readSlice(source, stream, from, direction, limit))),
    readAll: (options = {}) => readPages(source, clock, options),
    subscribe: (options) => {
      const open = (after: Position, signal: AbortSignal) => follow(source, wake, clock, { ...options, after, signal });
      return resubscribe({ open, clock, isOver: () => closing.signal.aborted }, options);
    },
    head: () => new Promise((resolve) => resolve(toPosition(source().head()))),
    notify: () => wake.notify(),
    close: () => {
      closing.abort();
      wake.notify();
      database.close();
    },
  };
}

/** `data_version` changes when another connection has committed, and costs no read of the log. */
async function poll(version: Statement, wake: Wake, clock: Clock, pollMs: number, signal: AbortSignal): Promise<void> {
  let seen = version.row()?.[0];
  for (;;) {
    await clock.sleep(pollMs, signal);
    if (signal.aborted) return;
    const now = version.row()?.[0];
    if (now !== seen) wake.notify();
    seen = now;
  }
}

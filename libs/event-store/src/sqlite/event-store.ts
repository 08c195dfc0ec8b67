import type { Clock } from '@arauto/clock';
import {
  type AppendItem,
  type AppendResult,
  type Appended,
  type EventReader,
  type EventStore,
  type Expected,
  type NewEvent,
  type Position,
  type StreamSlice,
  TooLarge,
  Unavailable,
} from '../port';
import { serialise } from '../serialise';
import { atEndOfTurn } from '../turn';
import { Wake } from '../wake';
import { type Answer, GroupCommit } from './group-commit';
import { follow, readPages } from './log-pages';
import type { LogReader } from './log-reader';
import type { PendingAppend } from './log-writer';
import type { Open } from './open-log';
import { toPosition } from './position';
import { readSlice } from './stream-slice';

export interface SqliteEventStoreOptions {
  /** The file; its folder must exist. */
  readonly path: string;
  /** Stamps the events. */
  readonly clock: Clock;
  /** Called after each commit, in the same turn: wakes readers in other threads. */
  readonly onCommit?: ((head: Position) => void) | undefined;
  /** How the database is opened, for tests with faults. */
  readonly open?: Open | undefined;
}

/**
 * Opens (or makes) an event log in one SQLite file, for one process: take the folder's lock first.
 * All appends of one turn of the event loop are one durable transaction; each succeeds or fails alone.
 * @throws SqliteError when the file cannot be opened
 */
export function openSqliteEventStore(options: SqliteEventStoreOptions): EventStore {
  return new SqliteEventStore(options);
}

interface Waiting extends PendingAppend {
  readonly answer: (answer: Answer) => void;
}

class SqliteEventStore implements EventStore {
  private readonly commits: GroupCommit;
  private readonly wake = new Wake();
  private waiting: Waiting[] = [];
  private closed = false;

  constructor(private readonly options: SqliteEventStoreOptions) {
    this.commits = new GroupCommit(options.path, options.clock, options.open);
  }

  append(stream: string, events: readonly NewEvent[], { expected }: { expected: Expected }): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const serialised = serialise(stream, events, expected);
      this.enqueue(stream, serialised, expected, (answer) => {
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      });
    });
  }

  appendMany(items: readonly AppendItem[]): Promise<AppendResult[]> {
    return new Promise((resolve) => {
      const results = new Array<AppendResult>(items.length);
      let left = items.length;
      const settle = (index: number, answer: Answer) => {
        results[index] = answer instanceof Error ? { error: answer } : { ok: answer };
        if (--left === 0) resolve(results);
      };
      const serialised = items.map((item, index) => serialiseItem(item, index));
      if (items.length === 0) resolve(results);
      serialised.forEach((events, index) => {
        const { stream, expected } = items[index]!;
        if (events instanceof TooLarge) settle(index, events);
        else this.enqueue(stream, events, expected, (answer) => settle(index, answer));
      });
    });
  }

  readStream(stream: string, options: Parameters<EventReader['readStream']>[1] = {}): Promise<StreamSlice> {
    try {
      const { from, direction = 'forwards', limit = Infinity } = options;
      return Promise.resolve(readSlice(this.source, stream, from, direction, limit));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  readAll(options: Parameters<EventReader['readAll']>[0] = {}): ReturnType<EventReader['readAll']> {
    return readPages(this.source, options);
  }

  subscribe(options: Parameters<EventReader['subscribe']>[0]): ReturnType<EventReader['subscribe']> {
    return follow(this.source, this.wake, options);
  }

  head(): Promise<Position> {
    return new Promise((resolve) => resolve(toPosition(this.source().head())));
  }

  /** Commits what is waiting, then closes. Subscriptions still running fail. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.commitWaiting();
      this.closed = true;
      this.commits.close();
      this.wake.notify();
      resolve();
    });
  }

  private readonly source = (): LogReader => {
    if (this.closed) throw new Unavailable('the event log is closed');
    return this.commits.log.reader;
  };

  private enqueue(
    stream: string,
    events: PendingAppend['events'],
    expected: Expected,
    answer: (answer: Answer) => void,
  ): void {
    if (this.closed) {
      answer(new Unavailable('the event log is closed'));
      return;
    }
    if (this.waiting.length === 0) atEndOfTurn(() => this.commitWaiting());
    this.waiting.push({ stream, events, expected, answer });
  }

  private commitWaiting(): void {
    const group = this.waiting;
    if (group.length === 0) return;
    this.waiting = [];
    const answers = this.commits.commit(group);
    let last = '';
    answers.forEach((answer, index) => {
      if (!(answer instanceof Error) && answer.position > last) last = answer.position;
      group[index]!.answer(answer);
    });
    if (last === '') return;
    this.wake.notify();
    this.options.onCommit?.(last);
  }
}

function serialiseItem(item: AppendItem, index: number): PendingAppend['events'] | TooLarge {
  try {
    return serialise(item.stream, item.events, item.expected);
  } catch (error) {
    if (error instanceof TooLarge) return error;
    throw new TypeError(`item ${index}: ${(error as Error).message}`, { cause: error });
  }
}

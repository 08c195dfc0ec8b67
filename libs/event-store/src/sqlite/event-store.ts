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
  Unavailable,
} from '../port';
import { appendItems } from '../append-items';
import { resubscribe } from '../resubscribe';
import { serialise } from '../serialise';
import { Wake } from '../wake';
import { commitInThread } from './commit-thread';
import { type Committer, commitInline } from './committer';
import { type Answer, GroupCommit } from './group-commit';
import { follow, readPages } from './log-pages';
import type { LogReader } from './log-reader';
import type { PendingAppend } from './log-writer';
import type { Open } from './open-log';
import { toPosition } from './position';
import { RecentAppends } from './recent-appends';
import { readSlice } from './stream-slice';

export interface SqliteEventStoreOptions {
  /** The file; its folder must exist. */
  readonly path: string;
  /** Stamps the events, and says when a tick of the event loop ends. */
  readonly clock: Clock;
  /** Called after each commit, in the same tick: wakes readers in other threads. */
  readonly onCommit?: ((head: Position) => void) | undefined;
  /**
   * Where commits run: `thread` spares the calling thread two thirds of the work and every wait for the disk; `inline` (default)
   * starts nothing and is repeatable under a virtual clock.
   */
  readonly commits?: 'inline' | 'thread' | undefined;
  /** How the database of `inline` commits is opened, for tests with faults. */
  readonly open?: Open | undefined;
}

/**
 * Opens (or makes) an event log in one SQLite file, for one process: take the folder's lock first.
 * All appends of one tick of the event loop are one durable transaction; each succeeds or fails alone.
 * @throws SqliteError when the file cannot be opened
 */
export function openSqliteEventStore(options: SqliteEventStoreOptions): EventStore {
  return new SqliteEventStore(options);
}

/** Appends in one transaction, at most: bounds its memory, and the time that those behind it wait. */
const LARGEST_GROUP = 20_000;

interface QueuedAppend extends PendingAppend {
  readonly answer: (answer: Answer) => void;
}

class SqliteEventStore implements EventStore {
  private readonly committer: Committer;
  private readonly wake = new Wake();
  private readonly recent = new RecentAppends();
  private waiting: QueuedAppend[] = [];
  private underWay = 0;
  private scheduled = false;
  private closed = false;
  private whenIdle: (() => void) | undefined;

  constructor(private readonly options: SqliteEventStoreOptions) {
    const { path, clock, open, commits } = options;
    this.committer = commits === 'thread' ? commitInThread(path, clock) : commitInline(new GroupCommit(path, open));
    this.committer.reader();
  }

  append(stream: string, events: readonly NewEvent[], { expected }: { expected: Expected }): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const serialised = serialise(stream, events, expected);
      this.enqueue(stream, serialised, expected, (answer) => {
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      });
      if (this.waiting.length >= this.committer.enough) this.commitIfFree();
    });
  }

  appendMany(items: readonly AppendItem[]): Promise<AppendResult[]> {
    return appendItems(items, ({ stream, expected }, events, settle) => this.enqueue(stream, events, expected, settle));
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
    return readPages(this.source, this.options.clock, options);
  }

  subscribe(options: Parameters<EventReader['subscribe']>[0]): ReturnType<EventReader['subscribe']> {
    const { clock } = this.options;
    const open = (after: Position, signal: AbortSignal) =>
      follow(this.source, this.wake, clock, { ...options, after, signal }, this.recent);
    return resubscribe({ open, clock, isOver: () => this.closed }, options);
  }

  head(): Promise<Position> {
    return new Promise((resolve) => resolve(toPosition(this.source().head())));
  }

  /** Commits what is waiting, then closes. Subscriptions still running fail. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.commitWaiting();
    if (this.underWay > 0) await new Promise<void>((resolve) => (this.whenIdle = resolve));
    await this.committer.close();
    this.wake.notify();
  }

  private readonly source = (): LogReader => {
    if (this.closed) throw new Unavailable('the event log is closed');
    return this.committer.reader();
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
    this.waiting.push({ stream, events, expected, answer });
    if (this.scheduled) return;
    this.scheduled = true;
    void this.options.clock.endOfTick().then(() => {
      this.scheduled = false;
      this.commitIfFree();
    });
  }

  private commitIfFree(): void {
    if (this.underWay < this.committer.depth) this.commitWaiting();
  }

  private commitWaiting(): void {
    if (this.waiting.length === 0) return;
    const group = this.waiting.slice(0, LARGEST_GROUP);
    this.waiting = this.waiting.slice(LARGEST_GROUP);
    this.underWay++;
    const at = this.options.clock.now();
    this.committer.commit(group, at, (answers) => {
      this.underWay--;
      this.recent.add(group, answers, at);
      this.deliver(group, answers);
      this.commitIfFree();
      if (this.underWay === 0) this.whenIdle?.();
    });
  }

  private deliver(group: readonly QueuedAppend[], answers: readonly Answer[]): void {
    let last = '';
    for (let index = 0; index < group.length; index++) {
      const answer = answers[index]!;
      if (!(answer instanceof Error) && answer.position > last) last = answer.position;
      group[index]!.answer(answer);
    }
    if (last === '') return;
    this.wake.notify();
    this.options.onCommit?.(last);
  }
}

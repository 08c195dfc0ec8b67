import type { Clock } from '@arauto/clock';
import {
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  type ResolvedEvent,
  StreamDeletedError,
  StreamNotFoundError,
  type StreamingRead,
} from '@eventstore/db-client';
import {
  type EventReader,
  type Filter,
  type Position,
  type RecordedEvent,
  START,
  StreamDeleted,
  type StreamSlice,
  type SubscriptionMessage,
  Unavailable,
} from '../port';
import { resubscribe } from '../resubscribe';
import { connect, disconnect } from './connection';
import { fromPosition } from './position';
import { passingEvents, toRecordedEvent } from './recorded-event';
import { type LogEnd, openSubscription } from './subscription';

/** How long a page may take, milliseconds. A read has no deadline of its own. */
const READ_WITHIN = 10_000;
/** Events of a stream read at once: a contact's stream has a handful, so that one call is nearly always all. */
const STREAM_PAGE = 64;
const LATER_PAGE = 512;

type Direction = 'forwards' | 'backwards';

export interface EventStoreDBReader extends EventReader {
  close(): Promise<void>;
}

export interface EventStoreDBReaderOptions {
  /** As the client reads it (`esdb://…`), credentials in it. */
  readonly connectionString: string;
  readonly clock: Clock;
}

/** Opens the log for reading only, with a connection of its own: in a worker thread, or beside the writer. */
export function openEventStoreDBReader({ connectionString, clock }: EventStoreDBReaderOptions): EventStoreDBReader {
  return new EventReaderOver(connect(connectionString), clock);
}

/** Reads and follows the log over a client that somebody else may write with. */
export class EventReaderOver implements EventStoreDBReader, LogEnd {
  private readonly closing = new AbortController();
  private lastHead: Promise<Position> = Promise.resolve(START);
  private lastHeadAsked = -Infinity;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly clock: Clock,
  ) {}

  async readStream(
    stream: string,
    { from, direction = 'forwards', limit = Infinity }: Parameters<EventReader['readStream']>[1] = {},
  ): Promise<StreamSlice> {
    const size = Math.min(STREAM_PAGE, limit);
    const first = size > 0 && !(from !== undefined && from < 0) ? await this.page(stream, from, direction, size) : [];
    const exists =
      first === undefined ? false : first.length > 0 || (await this.page(stream, 0, 'forwards', 1)) !== undefined;
    const pages = this.laterPages(stream, first ?? [], direction, limit, size);
    return { exists, [Symbol.asyncIterator]: pages };
  }

  private laterPages(
    stream: string,
    first: readonly RecordedEvent[],
    direction: Direction,
    limit: number,
    size: number,
  ) {
    const page = this.page.bind(this);
    return async function* (): AsyncGenerator<RecordedEvent, void, undefined> {
      let events: readonly RecordedEvent[] | undefined = first;
      let left = limit;
      for (let asked = size; ; asked = Math.min(LATER_PAGE, left)) {
        yield* events ?? [];
        const last = events?.at(-1);
        left -= events?.length ?? 0;
        if (!last || left <= 0 || events!.length < asked) return;
        const next = direction === 'forwards' ? last.revision + 1 : last.revision - 1;
        if (next < 0) return;
        events = await page(stream, next, direction, Math.min(LATER_PAGE, left));
      }
    };
  }

  /** @returns undefined when there is no such stream */
  private async page(
    stream: string,
    from: number | undefined,
    direction: Direction,
    maxCount: number,
  ): Promise<RecordedEvent[] | undefined> {
    const fromRevision = from !== undefined ? BigInt(from) : direction === 'forwards' ? 'start' : 'end';
    try {
      return await this.collect(
        this.client.readStream(stream, { fromRevision, direction, maxCount, requiresLeader: true }),
      );
    } catch (error) {
      if (error instanceof StreamNotFoundError) return undefined;
      if (error instanceof StreamDeletedError) throw new StreamDeleted(stream);
      throw unavailable(error);
    }
  }

  async *readAll({
    after = START,
    filter,
    limit = Infinity,
    direction = 'forwards',
  }: Parameters<EventReader['readAll']>[0] = {}): AsyncGenerator<RecordedEvent, void, undefined> {
    if (limit <= 0) return;
    const found = filter && direction === 'forwards' ? this.sift(after, filter) : this.scan(after, filter, direction);
    let left = limit;
    for await (const event of found) {
      yield event;
      if (--left <= 0) return;
    }
  }

  /**
   * What passes a filter, up to the end as it is now. A read takes no filter (EventStoreDB 23.10.6 ignores it), a subscription does: it looks
   * through some 300,000 events a second, where each event read costs 40 µs here.
   */
  private async *sift(after: Position, filter: Filter): AsyncGenerator<RecordedEvent, void, undefined> {
    const head = await this.head();
    if (head <= after) return;
    const { signal } = this.closing;
    for await (const messages of this.subscribeOnce({ after, filter, signal })) {
      for (const message of messages) {
        const position = message.kind === 'event' ? message.event.position : message.position;
        if (message.kind === 'event' && position <= head) yield message.event;
        if (position >= head) return;
      }
    }
  }

  /** Ends when the signal aborts, and fails when the store is closed. */
  private async *subscribeOnce({ after, filter, signal }: Parameters<EventReader['subscribe']>[0]) {
    const ending = AbortSignal.any([signal, this.closing.signal]);
    yield* openSubscription(this.client, this.clock, this, { after, filter, signal: ending });
    this.requireOpen();
  }

  private async *scan(
    after: Position,
    filter: Filter | undefined,
    direction: Direction,
  ): AsyncGenerator<RecordedEvent, void, undefined> {
    const passes = passingEvents(filter);
    let from = after;
    for (let size = STREAM_PAGE; ; size = LATER_PAGE) {
      const events = await this.logPage(from, direction, size);
      for (const event of events) if (passes(event)) yield event;
      if (events.length < size) return;
      from = events.at(-1)!.position;
    }
  }

  /** Up to `size` events after (before) a position, exclusive: fewer only at the end. */
  private async logPage(from: Position, direction: Direction, size: number): Promise<RecordedEvent[]> {
    this.requireOpen();
    const backwards = direction === 'backwards';
    // Forwards the server begins with the event at the position.
    const inclusive = !backwards && from !== START;
    const read = this.client.readAll({
      fromPosition: backwards && from === START ? 'end' : fromPosition(from),
      direction,
      maxCount: inclusive ? size + 1 : size,
      requiresLeader: true,
    });
    const events = await this.collect(read).catch((error: unknown) => {
      throw unavailable(error);
    });
    if (inclusive && events[0]?.position === from) events.shift();
    return events.slice(0, size);
  }

  subscribe(options: Parameters<EventReader['subscribe']>[0]): AsyncIterable<readonly SubscriptionMessage[]> {
    const { clock, closing } = this;
    // A position that is none would be tried for ever.
    fromPosition(options.after);
    return resubscribe(
      {
        open: (after, signal) => this.subscribeOnce({ ...options, after, signal }),
        clock,
        isOver: () => closing.signal.aborted,
        head: () => this.head(),
      },
      options,
    );
  }

  async head(): Promise<Position> {
    return (await this.logPage(START, 'backwards', 1))[0]?.position ?? START;
  }

  headWithin(ms: number): Promise<Position> {
    const now = this.clock.monotonic();
    if (now - this.lastHeadAsked >= ms) {
      this.lastHeadAsked = now;
      this.lastHead = this.head();
    }
    return this.lastHead;
  }

  async leftOutAfter(after: Position, passes: (event: RecordedEvent) => boolean): Promise<Position> {
    const events = await this.logPage(after, 'forwards', LATER_PAGE);
    const first = events.findIndex(passes);
    return (first < 0 ? events.at(-1) : events[first - 1])?.position ?? after;
  }

  async close(): Promise<void> {
    this.closing.abort();
    disconnect(this.client);
  }

  private requireOpen(): void {
    if (this.closing.signal.aborted) throw new Unavailable('the event log is closed');
  }

  /** Everything that a read answers. It ends by itself, or after READ_WITHIN. */
  private collect(
    read: StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent>,
  ): Promise<RecordedEvent[]> {
    return new Promise((resolve, reject) => {
      const events: RecordedEvent[] = [];
      const cancel = this.clock.after(READ_WITHIN, () => {
        reject(new Unavailable(`EventStoreDB did not answer a read within ${READ_WITHIN} ms`));
        read.cancel().catch(() => undefined);
        read.destroy();
      });
      (read as StreamingRead<AllStreamResolvedEvent>)
        .on('data', (resolved) => {
          const event = toRecordedEvent(resolved);
          if (event) events.push(event);
        })
        .on('end', () => {
          cancel();
          resolve(events);
        })
        .on('error', (error) => {
          cancel();
          reject(error);
        });
    });
  }
}

function unavailable(error: unknown): Error {
  if (error instanceof Unavailable) return error;
  // grpc-js ends its sentence with a note that is mostly empty
  const message = (error as Error).message.replace(/ Resolution note: $/, '');
  return new Unavailable(`EventStoreDB did not answer a read: ${message}`, { cause: error });
}

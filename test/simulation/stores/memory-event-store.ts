import type { Clock } from '@arauto/clock';
import {
  type Appended,
  type AppendFailure,
  appendItems,
  type AppendItem,
  type AppendResult,
  type EventStore,
  type Expected,
  type Filter,
  type JsonObject,
  type NewEvent,
  passing,
  type Position,
  type RecordedEvent,
  serialise,
  type SerialisedEvent,
  START,
  type StreamSlice,
  type SubscriptionMessage,
  Unavailable,
  Wake,
  WrongExpectedRevision,
} from '@arauto/event-store';

/** Digits of a position: as many as a log will ever have, so that they sort as text. */
const DIGITS = 12;
/** Events that are handed on together. */
const AT_ONCE = 500;

/** Every event there is, for as long as the world lasts: what is in it is durable. */
export class MemoryLog {
  readonly events: RecordedEvent[] = [];
  readonly streams = new Map<string, RecordedEvent[]>();
  readonly wake = new Wake();

  /** @throws nothing: what is refused is answered */
  take(stream: string, events: readonly SerialisedEvent[], expected: Expected, at: number): Appended | AppendFailure {
    const known = this.streams.get(stream) ?? [];
    const actual = known.length - 1;
    const refusal = () => new WrongExpectedRevision(stream, expected, actual < 0 ? 'noStream' : actual);
    const from = firstOf(known, events, expected);
    if (from !== undefined) {
      const isRepeat = events.every(({ id }, n) => known[from + n]?.id === id);
      return isRepeat ? appended(known[from + events.length - 1]!) : refusal();
    }
    if (expected === 'noStream' ? actual >= 0 : expected !== 'any' && expected !== actual) return refusal();
    for (const { id, type, data, metadata } of events) {
      const event: RecordedEvent = {
        ...{ id, type, stream, at },
        data: JSON.parse(data) as JsonObject,
        metadata: JSON.parse(metadata) as JsonObject,
        revision: known.length,
        position: positionOf(this.events.length + 1),
      };
      known.push(event);
      this.events.push(event);
    }
    this.streams.set(stream, known);
    this.wake.notify();
    return appended(known.at(-1)!);
  }
}

/** Where a repeat would have begun; undefined where none can have. */
function firstOf(known: readonly RecordedEvent[], [first]: readonly SerialisedEvent[], expected: Expected) {
  if (expected === 'any') {
    const at = known.findIndex(({ id }) => id === first!.id);
    return at < 0 ? undefined : at;
  }
  const from = expected === 'noStream' ? 0 : expected + 1;
  return from < known.length ? from : undefined;
}

function appended({ revision, position }: RecordedEvent): Appended {
  return { revision, position };
}

function positionOf(number: number): Position {
  return String(number).padStart(DIGITS, '0');
}

/** How many events are at or before a position. */
function numberOf(position: Position): number {
  return position === START ? 0 : Number(position);
}

/** One engine's face of the log. */
export class MemoryEventStore implements EventStore {
  private readonly closing = new AbortController();

  constructor(
    private readonly log: MemoryLog,
    private readonly clock: Clock,
  ) {}

  async append(stream: string, events: readonly NewEvent[], { expected }: { expected: Expected }): Promise<Appended> {
    const outcome = this.take(stream, serialise(stream, events, expected), expected);
    if (outcome instanceof Error) throw outcome;
    return Promise.resolve(outcome);
  }

  appendMany(items: readonly AppendItem[]): Promise<AppendResult[]> {
    return appendItems(items, ({ stream, expected }, events, settle) => settle(this.take(stream, events, expected)));
  }

  private take(stream: string, events: readonly SerialisedEvent[], expected: Expected): Appended | AppendFailure {
    if (this.closing.signal.aborted) return new Unavailable('the event log is closed');
    return this.log.take(stream, events, expected, this.clock.now());
  }

  readStream(
    stream: string,
    { from, direction = 'forwards', limit = Infinity }: Parameters<EventStore['readStream']>[1] = {},
  ): Promise<StreamSlice> {
    if (this.closing.signal.aborted) return Promise.reject(new Unavailable('the event log is closed'));
    const known = this.log.streams.get(stream) ?? [];
    const wanted =
      direction === 'forwards'
        ? known.slice(from ?? 0, (from ?? 0) + limit)
        : known
            .slice(0, (from ?? known.length - 1) + 1)
            .reverse()
            .slice(0, limit);
    return Promise.resolve({
      exists: known.length > 0,
      async *[Symbol.asyncIterator]() {
        yield* await Promise.resolve(wanted);
      },
    });
  }

  async *readAll({
    after,
    filter,
    limit = Infinity,
    direction = 'forwards',
  }: Parameters<EventStore['readAll']>[0] = {}): AsyncGenerator<RecordedEvent> {
    if (this.closing.signal.aborted) throw new Unavailable('the event log is closed');
    const passes = passing(filter);
    const { events } = this.log;
    const step = direction === 'forwards' ? 1 : -1;
    let at =
      direction === 'forwards'
        ? numberOf(after ?? START)
        : (after === undefined || after === START ? events.length : numberOf(after) - 1) - 1;
    let left = limit;
    for (; at >= 0 && at < events.length && left > 0; at += step) {
      const event = events[at]!;
      if (!passes(event.stream, event.type)) continue;
      left -= 1;
      yield await Promise.resolve(event);
    }
  }

  async *subscribe({
    after,
    filter,
    signal,
    onState,
  }: {
    after: Position;
    filter?: Filter;
    signal: AbortSignal;
    onState?: (state: 'live' | 'retrying', error?: unknown) => void;
  }): AsyncGenerator<readonly SubscriptionMessage[]> {
    const passes = passing(filter);
    const over = AbortSignal.any([signal, this.closing.signal]);
    let at = numberOf(after);
    let isLive = false;
    for (;;) {
      if (over.aborted) return;
      const { version } = this.log.wake;
      const messages = this.next(at, passes);
      at = Math.min(this.log.events.length, at + AT_ONCE);
      if (messages.length > 0) {
        if (!isLive) onState?.('live');
        isLive = true;
        yield messages;
      }
      if (at === this.log.events.length) await this.log.wake.after(version, over);
    }
  }

  /** What follows a number of events, to the end of the log or as many as are handed on together. */
  private next(at: number, passes: (stream: string, type: string) => boolean): SubscriptionMessage[] {
    const { events } = this.log;
    const end = Math.min(events.length, at + AT_ONCE);
    const messages: SubscriptionMessage[] = [];
    for (const event of events.slice(at, end)) {
      if (passes(event.stream, event.type)) messages.push({ kind: 'event', event });
    }
    const position = end === 0 ? START : events[end - 1]!.position;
    const last = messages.at(-1);
    const isTold = last?.kind === 'event' && last.event.position === position;
    if (!isTold && end > at) messages.push({ kind: 'checkpoint', position });
    if (end === events.length) messages.push({ kind: 'caughtUp', position });
    return messages;
  }

  head(): Promise<Position> {
    if (this.closing.signal.aborted) return Promise.reject(new Unavailable('the event log is closed'));
    return Promise.resolve(this.log.events.at(-1)?.position ?? START);
  }

  close(): Promise<void> {
    this.closing.abort();
    return Promise.resolve();
  }
}

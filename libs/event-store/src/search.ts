import type { Clock } from '@arauto/clock';
import { passing } from './filter';
import { causeOf } from './metadata';
import type { EventReader, Filter, Position, RecordedEvent } from './port';

/** What is looked for event by event, since no log has an index of it. All that is given must hold. */
export interface EventWhere {
  readonly stream?: string | undefined;
  /** Wall clock, milliseconds: `from` inclusive, `to` exclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Id or name of whoever caused it. */
  readonly actor?: string | undefined;
  readonly correlation?: string | undefined;
}

export interface Search {
  /** Exclusive. `backwards` looks from before it (or the end) to the start. */
  readonly after: Position;
  readonly direction?: 'forwards' | 'backwards' | undefined;
  readonly filter: Filter;
  readonly where: EventWhere;
  /** Events at most. */
  readonly limit: number;
  /** Milliseconds at most: what was not looked at by then is left to the next search. */
  readonly budget: number;
}

export interface SearchAnswer {
  readonly events: readonly RecordedEvent[];
  /** Everything up to here (from here, backwards) was looked at: where the next search begins. */
  readonly scanned: Position;
  /** Nothing lies beyond. */
  readonly end: boolean;
}

/** Looks for events that are rare among many: somewhere else than in the thread that sends, if there is anywhere else. */
export interface EventSearch {
  search(search: Search): Promise<SearchAnswer>;
  close(): Promise<void>;
}

/** Events between two looks at the clock. */
const LOOKED_AT_ONCE = 256;

/** Searches in the caller's thread, a page at a time. */
export function searchLog(
  reader: Pick<EventReader, 'subscribe' | 'readAll'>,
  clock: Clock,
  search: Search,
): Promise<SearchAnswer> {
  return search.direction === 'backwards' ? backwards(reader, clock, search) : forwards(reader, clock, search);
}

/** A read says nothing of what a filter leaves out, so that it is filtered here: it would not know when its time is over. */
async function backwards(
  reader: Pick<EventReader, 'readAll'>,
  clock: Clock,
  { after, filter, where, limit, budget }: Search,
): Promise<SearchAnswer> {
  const passes = passing(filter);
  const events: RecordedEvent[] = [];
  const until = clock.monotonic() + budget;
  let scanned = after;
  let looked = 0;
  for await (const event of reader.readAll({ after, direction: 'backwards' })) {
    scanned = event.position;
    if (passes(event.stream, event.type) && matches(event, where)) events.push(event);
    if (events.length === limit) return { events, scanned, end: false };
    if (++looked % LOOKED_AT_ONCE === 0 && clock.monotonic() >= until) return { events, scanned, end: false };
  }
  return { events, scanned, end: true };
}

async function forwards(
  reader: Pick<EventReader, 'subscribe'>,
  clock: Clock,
  { after, filter, where, limit, budget }: Search,
): Promise<SearchAnswer> {
  const events: RecordedEvent[] = [];
  let scanned = after;
  const until = clock.monotonic() + budget;
  const ending = new AbortController();
  let failure: unknown;
  // Whoever asks waits: they are told of a failure, where a subscription would try again for ever.
  const onState = (state: 'live' | 'retrying', error: unknown) => {
    if (state !== 'retrying') return;
    failure = error;
    ending.abort();
  };
  const outOfTime = clock.after(budget, () => ending.abort());
  try {
    // A subscription says how far it has come where nothing passes the filter, which a read does not.
    for await (const messages of reader.subscribe({ after, filter, signal: ending.signal, onState })) {
      for (const message of messages) {
        scanned = message.kind === 'event' ? message.event.position : message.position;
        if (message.kind === 'caughtUp') return { events, scanned, end: true };
        if (message.kind === 'event' && matches(message.event, where)) events.push(message.event);
        if (events.length === limit) return { events, scanned, end: false };
      }
      if (clock.monotonic() >= until) return { events, scanned, end: false };
    }
  } finally {
    outOfTime();
  }
  if (failure !== undefined) throw failure;
  return { events, scanned, end: false };
}

function matches({ stream, at, metadata }: RecordedEvent, where: EventWhere): boolean {
  if (where.stream !== undefined && stream !== where.stream) return false;
  if (at < (where.from ?? -Infinity) || at >= (where.to ?? Infinity)) return false;
  if (where.correlation === undefined && where.actor === undefined) return true;
  const { actor, correlationId } = causeOf(metadata);
  if (where.correlation !== undefined && correlationId !== where.correlation) return false;
  return where.actor === undefined || actor?.id === where.actor || actor?.name === where.actor;
}

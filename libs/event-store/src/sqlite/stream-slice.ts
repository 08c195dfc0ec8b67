import type { RecordedEvent, StreamSlice } from '../port';
import type { Direction, LogReader } from './log-reader';

/** Events read at once: a contact's stream has a handful, so that one query is nearly always all. */
const PAGE = 64;

/** Reads the first page at once and the rest as the caller pulls. `source` is asked each time: it may be reopened. */
export function readSlice(
  source: () => LogReader,
  stream: string,
  from: number | undefined,
  direction: Direction,
  limit: number,
): StreamSlice {
  const start = from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER);
  const size = Math.min(PAGE, limit);
  const first = source().stream(stream, start, direction, size);
  // A stream that is there has an event 0: only a look that leaves it out says nothing about the rest.
  const leftOutFirst = size === 0 || (direction === 'forwards' ? start > 0 : start < 0);
  const exists = first.length > 0 || (leftOutFirst && source().streamExists(stream));
  if (first.length < size || first.length === limit) return new WholeSlice(exists, first);
  return { exists, [Symbol.asyncIterator]: () => pages(source, stream, first, direction, limit) };
}

/** A slice that is in memory: iterating it costs next to nothing. */
class WholeSlice implements StreamSlice {
  constructor(
    readonly exists: boolean,
    private readonly events: readonly RecordedEvent[],
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<RecordedEvent> {
    const { events } = this;
    let index = 0;
    return {
      next: () =>
        Promise.resolve(
          index < events.length ? { done: false, value: events[index++]! } : { done: true, value: undefined },
        ),
    };
  }
}

async function* pages(
  source: () => LogReader,
  stream: string,
  first: RecordedEvent[],
  direction: Direction,
  limit: number,
): AsyncGenerator<RecordedEvent, void, undefined> {
  let page = first;
  let left = limit;
  for (;;) {
    yield* page;
    left -= page.length;
    const last = page.at(-1);
    if (!last || left <= 0) return;
    const next = direction === 'forwards' ? last.revision + 1 : last.revision - 1;
    page = source().stream(stream, next, direction, Math.min(PAGE, left));
  }
}

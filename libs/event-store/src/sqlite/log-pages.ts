import type { Clock } from '@arauto/clock';
import type { EventReader, Filter, Position, RecordedEvent, SubscriptionMessage } from '../port';
import type { Wake } from '../wake';
import type { Direction, LogReader } from './log-reader';
import type { RecentAppends } from './recent-appends';
import { fromPosition, toPosition } from './position';

/** Pages grow from few to many events while they stay small: memory is bounded whatever the events hold. */
const FIRST_PAGE = 64;
const LAST_PAGE = 1024;
/** Payload of a page, in UTF-16 units, above which the next one holds fewer events. */
const PAGE_SIZE = 1024 * 1024;

/** Reads the log page by page, as the caller pulls, letting others have their turn in between. */
export async function* readPages(
  source: () => LogReader,
  clock: Clock,
  options: NonNullable<Parameters<EventReader['readAll']>[0]>,
): AsyncGenerator<RecordedEvent, void, undefined> {
  const direction: Direction = options.direction ?? 'forwards';
  const after = options.after ?? '';
  let from = direction === 'backwards' && after === '' ? source().head() + 1 : fromPosition(after);
  let left = options.limit ?? Infinity;
  let size = FIRST_PAGE;
  while (left > 0) {
    const page = source().page(from, direction, Math.min(size, left), options.filter);
    size = nextSize(size, page.size);
    yield* page.events;
    left -= page.events.length;
    if (page.end) return;
    from = page.scanned;
    await clock.endOfTick();
  }
}

/**
 * Follows the log for ever: pages while there are any, then what `wake` announces. Ends when `signal` aborts.
 * @param recent of the store that writes here: what is there need not be read from the file
 */
export async function* follow(
  source: () => LogReader,
  wake: Wake,
  clock: Clock,
  options: { after: Position; filter?: Filter | undefined; signal: AbortSignal },
  recent?: RecentAppends,
): AsyncGenerator<readonly SubscriptionMessage[], void, undefined> {
  const { filter, signal } = options;
  let from = fromPosition(options.after);
  let size = FIRST_PAGE;
  while (!signal.aborted) {
    const version = wake.version;
    const reader = source();
    const page = recent?.after(from, filter, size) ?? reader.page(from, 'forwards', size, filter);
    const messages: SubscriptionMessage[] = page.events.map((event) => ({ kind: 'event', event }));
    from = page.scanned;
    const position = toPosition(from);
    if (filter && page.events.at(-1)?.position !== position && position !== '') {
      messages.push({ kind: 'checkpoint', position });
    }
    if (page.end) messages.push({ kind: 'caughtUp', position });
    if (messages.length > 0) yield messages;
    size = nextSize(size, page.size);
    await (page.end ? wake.after(version, signal) : clock.endOfTick());
  }
}

function nextSize(events: number, size: number): number {
  return size > PAGE_SIZE ? Math.max(1, Math.floor((events * PAGE_SIZE) / size)) : Math.min(LAST_PAGE, events * 2);
}

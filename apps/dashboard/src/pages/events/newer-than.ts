interface Placed {
  readonly position: string;
}

interface PageOf<Event> {
  readonly items: readonly Event[];
  readonly nextCursor: string | null;
}

/** Pages that are asked for at once, at most: who follows a log faster than that is shown a gap, and not a page that never ends. */
const PAGES = 5;

/** What has been written since. */
export interface Newer<Event> {
  /** Newest first. */
  readonly events: readonly Event[];
  /** More than could be taken in came between these and what was known. */
  readonly hasGap: boolean;
}

/**
 * Reads a log from its end back to what is known already.
 * @param known position of the newest event that is shown; undefined where none is
 * @param page of the log, newest first
 */
export async function newerThan<Event extends Placed>(
  known: string | undefined,
  page: (cursor: string | undefined) => Promise<PageOf<Event>>,
): Promise<Newer<Event>> {
  const events: Event[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < PAGES; read++) {
    const { items, nextCursor } = await page(cursor);
    // Positions are texts of one length, whose order is the log's.
    const newer = items.filter(({ position }) => known === undefined || position > known);
    events.push(...newer);
    if (newer.length < items.length || nextCursor === null || known === undefined) return { events, hasGap: false };
    cursor = nextCursor;
  }
  return { events, hasGap: true };
}

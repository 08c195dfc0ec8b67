import type { RecordedEvent } from '@arauto/event-store';
import type { PageQuery } from '../paging';
import { simpleCursor } from '../use-case/page';
import { invalid } from '../use-case/problems';

/** Events of one stream from a cursor on, one more than the page to know whether there is a next. */
export async function pageOf(
  events: AsyncIterable<RecordedEvent>,
  limit: number,
  keep: (event: RecordedEvent) => boolean | Promise<boolean> = () => true,
): Promise<{ readonly items: readonly RecordedEvent[]; readonly more: boolean }> {
  const items: RecordedEvent[] = [];
  for await (const event of events) {
    if (!(await keep(event))) continue;
    if (items.length === limit) return { items, more: true };
    items.push(event);
  }
  return { items, more: false };
}

/** The revision after which a page of a stream begins. */
export function revisionCursor(input: PageQuery): number {
  const after = simpleCursor(input, 'number') ?? -1;
  if (Number.isInteger(after) && after >= -1) return after;
  throw invalid('cursor', 'invalid', 'cursor is not one that this list gave.');
}

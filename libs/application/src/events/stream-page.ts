import type { EventReader } from '@arauto/event-store';
import type { Page, QueryContext } from '../context';
import type { PageQuery } from '../paging';
import { limitOf } from '../use-case/page';
import type { EventBody } from './event.body';
import { pageOf, revisionCursor } from './read-events';
import { showEvent } from './show-event';

/** A page of one stream as people read it, in its order; undefined where there is no such stream. */
export async function streamPage(
  stored: Pick<EventReader, 'readStream'>,
  { language }: QueryContext,
  name: string,
  input: PageQuery,
): Promise<Page<EventBody> | undefined> {
  const limit = limitOf(input);
  const slice = await stored.readStream(name, { from: revisionCursor(input) + 1, limit: limit + 1 });
  if (!slice.exists) return undefined;
  const { items, more } = await pageOf(slice, limit);
  return {
    items: items.map((event) => showEvent(event, language)),
    nextCursor: more ? (items.at(-1)?.revision ?? null) : null,
  };
}

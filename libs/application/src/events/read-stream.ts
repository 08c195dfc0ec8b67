import type { Permission } from '@arauto/access';
import type { EventStore } from '@arauto/event-store';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageQuery } from '../paging';
import { EVENT_STORE } from '../tokens';
import { limitOf } from '../use-case/page';
import { notFound } from '../use-case/problems';
import type { EventBody } from './event.body';
import { pageOf, revisionCursor } from './read-events';
import { showEvent } from './show-event';
import { StreamOwners } from './stream-owner';

export class ReadStream extends Query<Page<EventBody>> {
  static readonly permission: Permission = 'event:read';

  constructor(
    readonly context: QueryContext,
    readonly input: PageQuery & { readonly stream: string },
  ) {
    super();
  }
}

@QueryHandler(ReadStream)
export class ReadStreamHandler implements IQueryHandler<ReadStream> {
  private readonly owners: StreamOwners;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {
    this.owners = new StreamOwners(store);
  }

  /** Straight from the log, ascending: nothing to wait for. */
  async execute({ context, input }: ReadStream): Promise<Page<EventBody>> {
    const limit = limitOf(input);
    const from = revisionCursor(input) + 1;
    const slice = await this.store.readStream(input.stream, { from, limit: limit + 1 });
    if (!slice.exists || !(await this.owners.sees(context.principal, input.stream))) throw notFound('stream');
    const { items, more } = await pageOf(slice, limit);
    return { items: items.map(showEvent), nextCursor: more ? (items.at(-1)?.revision ?? null) : null };
  }
}

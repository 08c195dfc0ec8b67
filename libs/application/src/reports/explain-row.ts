import { sees } from '@arauto/access';
import { stream } from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import { messagesView } from '@arauto/read-models/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { eventBody, type EventBody } from '../events/event.body';
import { pageOf, revisionCursor } from '../events/read-events';
import { showEvent } from '../events/show-event';
import { PageQuery } from '../paging';
import { STORED_EVENTS, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { limitOf } from '../use-case/page';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';

export interface OfRow {
  readonly rowId: string;
}

/** Why a row of the detailed report (MT) says what it says. */
export class ExplainRow extends QueryWith<PageQuery & OfRow, Page<EventBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:history',
    query: PageQuery,
    answers: { pageOf: eventBody },
    problems: ['not_found'],
  };
}

@QueryHandler(ExplainRow)
export class ExplainRowHandler implements IQueryHandler<ExplainRow> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(STORED_EVENTS) private readonly stored: Pick<EventReader, 'readStream'>,
  ) {}

  /** The events that it was made from: those of its contact, in their order. */
  async execute({ context, input }: ExplainRow): Promise<Page<EventBody>> {
    await caughtUp(this.views, 'reporting', context);
    const row = await this.views.reporting.get(messagesView, input.rowId);
    if (!row || row.status === null || !sees(context.principal, row.subaccountId)) throw notFound('row');
    const limit = limitOf(input);
    const from = revisionCursor(input) + 1;
    const slice = await this.stored.readStream(stream.contact(row.campaignId, row.contactKey), {
      from,
      limit: limit + 1,
    });
    const { items, more } = await pageOf(slice, limit);
    return { items: items.map(showEvent), nextCursor: more ? (items.at(-1)?.revision ?? null) : null };
  }
}

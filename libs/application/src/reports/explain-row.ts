import { type Principal, sees } from '@arauto/access';
import { type MessagesRegrouped, stream } from '@arauto/domain';
import type { EventReader, JsonObject, RecordedEvent } from '@arauto/event-store';
import { campaignsView } from '@arauto/read-models/operational';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { eventBody, type EventBody } from '../events/event.body';
import { revisionCursor } from '../events/read-events';
import { showEvent } from '../events/show-event';
import { PageQuery } from '../paging';
import { STORED_EVENTS, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { limitOf } from '../use-case/page';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { hasBegun } from './begun-campaigns';

export interface OfRow {
  readonly rowId: string;
}

/** Why a row of the detailed report says what it says. */
export class ExplainRow extends QueryWith<PageQuery & OfRow, Page<EventBody>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:history',
    query: PageQuery,
    answers: { pageOf: eventBody },
    problems: ['not_found'],
  };
}

/** Events of a conversation that are looked at for one page: those of one message may be far apart. */
const MOST_EVENTS = 5000;

/** Where the events of a row are. */
interface Source {
  readonly stream: string;
  readonly isOfRow: (event: RecordedEvent) => boolean;
}

@QueryHandler(ExplainRow)
export class ExplainRowHandler implements IQueryHandler<ExplainRow> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(STORED_EVENTS) private readonly stored: Pick<EventReader, 'readStream'>,
  ) {}

  /**
   * The events that it was made from, in their order: those of its contact; of what a person wrote, those of the conversation that name the message. A page
   * may be short, or empty, and still have a next one.
   */
  async execute({ context, input }: ExplainRow): Promise<Page<EventBody>> {
    await caughtUp(this.views, 'operational', context);
    await caughtUp(this.views, 'reporting', context);
    const source =
      (await this.ofContact(context.principal, input.rowId)) ?? (await this.ofMessage(context.principal, input.rowId));
    if (!source) throw notFound('row');
    const limit = limitOf(input);
    const from = revisionCursor(input) + 1;
    const items: RecordedEvent[] = [];
    let last = from - 1;
    let isWhole = true;
    for await (const event of await this.stored.readStream(source.stream, { from, limit: MOST_EVENTS + 1 })) {
      isWhole = items.length < limit && event.revision < from + MOST_EVENTS;
      if (!isWhole) break;
      last = event.revision;
      if (source.isOfRow(event)) items.push(event);
    }
    return { items: items.map(showEvent), nextCursor: isWhole ? null : last };
  }

  private async ofContact(principal: Principal, rowId: string): Promise<Source | undefined> {
    const row = await this.views.reporting.get(messagesView, rowId);
    if (!row || row.status === null || !sees(principal, row.subaccountId)) return undefined;
    const campaign = await this.views.operational.get(campaignsView, row.campaignId);
    if (campaign && !hasBegun(campaign)) return undefined;
    return { stream: stream.contact(row.campaignId, row.contactKey), isOfRow: () => true };
  }

  private async ofMessage(principal: Principal, rowId: string): Promise<Source | undefined> {
    const row = await this.views.reporting.get(repliesView, rowId);
    // Of nobody's subaccount are messages to programs before there were replies.
    if (!row || !sees(principal, row.subaccountId ?? '')) return undefined;
    const messageHash = rowId.slice(`${row.senderId}.`.length);
    return {
      stream: stream.conversation(row.senderId, row.personKey),
      isOfRow: ({ data }) => data['messageHash'] === messageHash || moves(data, messageHash),
    };
  }
}

/** Whether it says that a message belongs to another session. */
function moves({ sessions }: JsonObject, messageHash: string): boolean {
  const moved = (sessions ?? []) as MessagesRegrouped['data']['sessions'];
  return moved.some(({ messages }) => messages.some((message) => message.messageHash === messageHash));
}

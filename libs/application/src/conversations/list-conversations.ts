import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import type { Vault } from '@arauto/privacy';
import type { Condition, Cursor, Found } from '@arauto/read-models';
import { campaignsView, sendersView } from '@arauto/read-models/operational';
import { repliesView } from '@arauto/read-models/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { Field, id, optional, text, timeInQuery } from '../fields';
import { Identities } from '../identities/identities';
import { personKeysOf } from '../identities/keys-of-phone';
import { SubaccountPageQuery } from '../paging';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { cursorAfter, cursorOf, limitOf } from '../use-case/page';
import { hydrate } from '../use-case/personal';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { conversationItem, type ConversationItem } from './conversation.body';
import { personsWords } from './persons-words';

/** Conversations in which a person wrote, the one that opened last first. */
export class ListConversationsQuery extends SubaccountPageQuery {
  @Field(optional(id)) readonly sender?: string;
  /** In any notation; whatever else the person is known by is looked for, too. */
  @Field(optional(text({ max: 40 }))) readonly phone?: string;
  /** Something that the person wrote belongs to it. */
  @Field(optional(id)) readonly campaign?: string;
  /** The person wrote at this time or later. */
  @Field(optional(timeInQuery)) readonly unreadSince?: number;
  /** When it opened: inclusive. */
  @Field(optional(timeInQuery)) readonly from?: number;
  /** Exclusive. */
  @Field(optional(timeInQuery)) readonly to?: number;
}

export class ListConversations extends QueryWith<ListConversationsQuery, Page<ConversationItem>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:read',
    query: ListConversationsQuery,
    answers: { pageOf: conversationItem },
    problems: ['not_found'],
  };
}

type Reply = Found<typeof repliesView>;
type ReplyCondition = Condition<typeof repliesView>;

interface Asked {
  readonly where: readonly ReplyCondition[];
  /** Of the person, if one is asked for. */
  readonly keys: readonly string[] | undefined;
}

interface ReplyPage {
  readonly where: readonly ReplyCondition[];
  readonly sort: typeof OPENED_LAST;
  readonly after: Cursor | undefined;
  readonly limit: number;
}

const HOUR = 3600 * 1000;
/** The longest conversation, milliseconds. */
const LONGEST = 72 * HOUR;
/** Rows looked at for one page, at most: further on there is a cursor. */
const MOST_PAGES = 20;
/** Messages of one conversation that are counted. */
const MOST_MESSAGES = 10_000;

const OPENED_LAST = [{ field: 'listedAt', descending: true }] as const;

@QueryHandler(ListConversations)
export class ListConversationsHandler implements IQueryHandler<ListConversations> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  async execute({ context, input }: ListConversations): Promise<Page<ConversationItem>> {
    await caughtUp(this.views, 'operational', context);
    await caughtUp(this.views, 'reporting', context);
    const { principal } = context;
    const { where, keys } = await this.conditions(principal, input);
    const limit = limitOf(input);
    let after = cursorOf(input, OPENED_LAST.length);
    let nextCursor: unknown = null;
    const items: ConversationItem[] = [];
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = { where, sort: OPENED_LAST, after, limit: limit + 1 - items.length };
      const found = await this.find(page, keys);
      for (const { row, item } of await this.show(found, principal, input)) {
        if (items.length === limit) return { items, nextCursor };
        if (item) items.push(item);
        nextCursor = cursorAfter(OPENED_LAST, row);
        after = { values: [row.doc.listedAt], id: row.id };
      }
      if (found.length < page.limit) return { items, nextCursor: null };
    }
    return { items, nextCursor };
  }

  /** @throws Refusal `not_found` for a subaccount, sender or campaign that is foreign or unknown */
  private async conditions(principal: Principal, input: ListConversationsQuery): Promise<Asked> {
    const { subaccount, sender, phone, campaign, unreadSince, from, to } = input;
    const conditions: ReplyCondition[] = [...(await scopeOf(this.views, principal, subaccount))];
    conditions.push({ field: 'listedAt', set: true });
    if (sender !== undefined) {
      await getDocument(this.views, sendersView, sender, principal, 'sender');
      conditions.push({ field: 'senderId', equals: sender });
    }
    if (campaign !== undefined) await getDocument(this.views, campaignsView, campaign, principal, 'campaign');
    const keys =
      phone === undefined ? undefined : await personKeysOf(this.views, this.identities, principal, subaccount, phone);
    // What opened longer ago than the longest conversation lasts has expired before.
    const since = Math.max(from ?? 0, unreadSince === undefined ? 0 : unreadSince - LONGEST);
    if (since > 0 || to !== undefined) {
      conditions.push({ field: 'listedAt', from: since, ...(to !== undefined && { to }) });
    }
    return { where: conditions, keys };
  }

  /** Of a person the keys are asked one by one: each is an index in the order of the list. */
  private async find(page: ReplyPage, keys: readonly string[] | undefined): Promise<Reply[]> {
    const { reporting } = this.views;
    if (keys === undefined) return reporting.find(repliesView, page);
    const ofKey = (key: string) => {
      const where = [...page.where, { field: 'personKey', equals: key } as const];
      return reporting.find(repliesView, { ...page, where });
    };
    const found = (await Promise.all(keys.map(ofKey))).flat();
    return found.sort((one, other) => other.doc.listedAt! - one.doc.listedAt!).slice(0, page.limit);
  }

  /** In the order of the rows; one that does not fit, or of an erased person, has no item. */
  private async show(
    found: readonly Reply[],
    principal: Principal,
    { campaign, unreadSince }: ListConversationsQuery,
  ): Promise<{ readonly row: Reply; readonly item: ConversationItem | undefined }[]> {
    const written = await this.writtenIn(found);
    const last = found.map(({ doc }) => written.get(doc.conversationId ?? '')?.at(-1)?.doc);
    const entries = await hydrate(this.vault, [...found.map(({ doc }) => doc.ref), ...last.map((doc) => doc?.ref)]);
    return found.map((row, index) => {
      const { doc } = row;
      const messages = written.get(doc.conversationId ?? '') ?? [];
      const lastDoc = last[index] ?? doc;
      const fits =
        (campaign === undefined || messages.some((message) => message.doc.campaignId === campaign)) &&
        (unreadSince === undefined || lastDoc.answeredAt >= unreadSince);
      const entry = entries.get(doc.ref);
      if (!fits || !entry) return { row, item: undefined };
      const lastInboundAt = instant(lastDoc.answeredAt);
      return {
        row,
        item: {
          id: doc.conversationId!,
          subaccountId: doc.subaccountId ?? '',
          senderId: doc.senderId,
          phone: personsWords(entry, principal).phone,
          type: doc.conversationType!,
          openedAt: instant(doc.conversationOpenedAt!),
          expiresAt: instant(doc.conversationExpiresAt!),
          sessionOpenUntil: instant(lastDoc.answeredAt + 24 * HOUR),
          inbound: messages.length,
          lastInboundAt,
          lastText: lastDoc.revoked ? null : personsWords(entries.get(lastDoc.ref), principal).text,
        },
      };
    });
  }

  /** What the person wrote in each conversation, in the order of its stamps. */
  private async writtenIn(found: readonly Reply[]): Promise<ReadonlyMap<string, readonly Reply[]>> {
    const ids = found.flatMap(({ doc }) => doc.conversationId ?? []);
    const written = new Map<string, Reply[]>();
    if (ids.length === 0) return written;
    const where = [
      { field: 'conversationId', set: true },
      { field: 'conversationId', in: ids },
    ] as const;
    const rows = await this.views.reporting.find(repliesView, { where, limit: MOST_MESSAGES });
    for (const row of rows) {
      const id = row.doc.conversationId!;
      written.set(id, [...(written.get(id) ?? []), row]);
    }
    for (const messages of written.values()) messages.sort((one, other) => one.doc.answeredAt - other.doc.answeredAt);
    return written;
  }
}

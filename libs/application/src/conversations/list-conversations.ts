import type { Principal } from '@arauto/access';
import { instant } from '@arauto/clock';
import { LONGEST_SESSION } from '@arauto/domain';
import { parsePhone, type Vault } from '@arauto/privacy';
import type { Condition, Cursor } from '@arauto/read-models';
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
import { invalid } from '../use-case/problems';
import { scopeOf } from '../use-case/scope';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { conversationItem, type ConversationItem } from './conversation.body';
import { inConversations, newestIn, type Reply, sessionFacts, shownSession } from './messages-in';
import { personsWords } from './persons-words';

/** Conversations in which a person wrote, the one that opened last first. */
export class ListConversationsQuery extends SubaccountPageQuery {
  @Field(optional(id), 'With this number of ours.') readonly sender?: string;
  @Field(optional(text({ max: 40 })), 'With this person, in any notation; whatever else it is known by is found, too.')
  readonly phone?: string;
  @Field(
    optional(id),
    'Something that the person wrote belongs to it. The figures stay those of the whole conversation.',
  )
  readonly campaign?: string;
  @Field(
    optional(timeInQuery),
    'The person wrote at this time or later. The order stays the same: by when a conversation opened.',
  )
  readonly unreadSince?: number;
  @Field(optional(timeInQuery), 'When it opened, inclusive.') readonly from?: number;
  @Field(optional(timeInQuery), 'When it opened, exclusive.') readonly to?: number;
}

export class ListConversations extends QueryWith<ListConversationsQuery, Page<ConversationItem>> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:read',
    query: ListConversationsQuery,
    answers: { pageOf: conversationItem },
    problems: ['not_found'],
  };
}

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

/** Rows looked at for one page, at most: further on there is a cursor. */
const MOST_PAGES = 20;

const OPENED_LAST = [{ field: 'listedAt', descending: true }] as const;
/** Of a person's conversations a cursor says under which key the last one stood, too. */
const OPENED_LAST_BY_KEY = [...OPENED_LAST, { field: 'personKey' }] as const;

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
    const order = keys === undefined ? OPENED_LAST : OPENED_LAST_BY_KEY;
    let after = cursorOf(input, order.length);
    let nextCursor: unknown = null;
    const items: ConversationItem[] = [];
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = { where, sort: OPENED_LAST, after, limit: limit + 1 - items.length };
      const found = await this.find(page, keys);
      for (const { row, item } of await this.show(found, principal, input)) {
        if (items.length === limit) return { items, nextCursor };
        if (item) items.push(item);
        nextCursor = cursorAfter(order, row);
        after = { values: order.map(({ field }) => row.doc[field]), id: row.id };
      }
      if (found.length < page.limit) return { items, nextCursor: null };
    }
    return { items, nextCursor };
  }

  /** @throws Refusal `not_found` for a subaccount, sender or campaign that is foreign or unknown; `validation_failed` for a phone that is none */
  private async conditions(principal: Principal, input: ListConversationsQuery): Promise<Asked> {
    const { subaccount, sender, phone, campaign, unreadSince, from, to } = input;
    const conditions: ReplyCondition[] = [...(await scopeOf(this.views, principal, subaccount))];
    conditions.push({ field: 'listedAt', set: true });
    if (sender !== undefined) {
      await getDocument(this.views, sendersView, sender, principal, 'sender');
      conditions.push({ field: 'senderId', equals: sender });
    }
    if (campaign !== undefined) await getDocument(this.views, campaignsView, campaign, principal, 'campaign');
    const keys = phone === undefined ? undefined : await this.keysOf(phone, principal, subaccount);
    // What opened longer ago than the longest conversation lasts has expired before.
    const since = Math.max(from ?? 0, unreadSince === undefined ? 0 : unreadSince - LONGEST_SESSION);
    if (since > 0 || to !== undefined) {
      conditions.push({ field: 'listedAt', from: since, ...(to !== undefined && { to }) });
    }
    return { where: conditions, keys };
  }

  /** @throws Refusal `validation_failed` for what is a number in no country of a subaccount in reach */
  private async keysOf(phone: string, principal: Principal, subaccount: string | undefined): Promise<string[]> {
    const keys = await personKeysOf(this.views, this.identities, principal, subaccount, phone);
    // A number that is whole is one, though there be no subaccount.
    if (keys.length > 0 || parsePhone(phone, { defaultCountry: null }).ok) return keys;
    const hint = 'Write it whole, as in +5511900001234.';
    throw invalid('phone', 'phone_invalid', `\`phone\` is no phone number where the subaccounts are. ${hint}`);
  }

  /**
   * Of a person the keys are asked one by one: each is an index in the order of the list. What opened at one instant goes by key, and within a key in the
   * order of the store, which nobody else knows.
   */
  private async find(page: ReplyPage, keys: readonly string[] | undefined): Promise<Reply[]> {
    const { reporting } = this.views;
    if (keys === undefined) return reporting.find(repliesView, page);
    const inOrder = [...keys].sort();
    const found = await Promise.all(inOrder.map((key) => reporting.find(repliesView, pageOfKey(key, page))));
    return found
      .flat()
      .sort((one, other) => other.doc.listedAt! - one.doc.listedAt!)
      .slice(0, page.limit);
  }

  /** In the order of the rows; one that does not fit, or of an erased person, has no item. */
  private async show(
    found: readonly Reply[],
    principal: Principal,
    { campaign, unreadSince }: ListConversationsQuery,
  ): Promise<{ readonly row: Reply; readonly item: ConversationItem | undefined }[]> {
    const counts = await this.countsIn(found);
    const listed = await Promise.all(
      found.map(async (row) => {
        const id = row.doc.conversationId!;
        const inbound = counts.get(id) ?? 1;
        const [last = row] = inbound === 1 ? [] : await newestIn(this.views.reporting, id, 1);
        const fits =
          (unreadSince === undefined || last.doc.answeredAt >= unreadSince) &&
          (campaign === undefined || (await this.answers(row, inbound, campaign)));
        return { row, last: last.doc, inbound, fits };
      }),
    );
    const refs = listed.flatMap(({ row, last, fits }) => (fits ? [row.doc.ref, last.ref] : []));
    const entries = await hydrate(this.vault, refs);
    return listed.map(({ row, last, inbound, fits }) => {
      const entry = entries.get(row.doc.ref);
      if (!fits || !entry) return { row, item: undefined };
      const item = {
        id: row.doc.conversationId!,
        ...shownSession(sessionFacts(row), last.answeredAt),
        phone: personsWords(entry, principal).phone,
        inbound,
        lastInboundAt: instant(last.answeredAt),
        lastText: last.revoked ? null : personsWords(entries.get(last.ref), principal).text,
      };
      return { row, item };
    });
  }

  /** How many messages of the person each conversation has. */
  private async countsIn(found: readonly Reply[]): Promise<ReadonlyMap<string | null, number>> {
    const ids = found.flatMap(({ doc }) => doc.conversationId ?? []);
    if (ids.length === 0) return new Map();
    const counts = await this.views.reporting.countBy(repliesView, inConversations(ids), ['conversationId']);
    return new Map(counts.map(({ values: [id], count }) => [id as string | null, count]));
  }

  /** Whether something that the person wrote in the conversation belongs to the campaign. */
  private async answers({ doc }: Reply, inbound: number, campaign: string): Promise<boolean> {
    if (doc.campaignId === campaign) return true;
    if (inbound === 1) return false;
    // Asked for the campaign, too, SQLite goes through everything that was answered in it.
    const where = inConversations([doc.conversationId!]);
    const answered = await this.views.reporting.countBy(repliesView, where, ['campaignId']);
    return answered.some(({ values: [id] }) => id === campaign);
  }
}

/** What of a page of a person stands under one of its keys. */
function pageOfKey(key: string, { where, after, ...page }: ReplyPage): ReplyPage {
  const own: readonly ReplyCondition[] = [...where, { field: 'personKey', equals: key }];
  if (after === undefined) return { ...page, where: own, after };
  const listedAt = Number(after.values[0]);
  const lastKey = String(after.values[1]);
  if (key === lastKey) return { ...page, where: own, after: { values: [listedAt], id: after.id } };
  const to = key < lastKey ? listedAt : listedAt + 1;
  return { ...page, where: [...own, { field: 'listedAt', to }], after: undefined };
}

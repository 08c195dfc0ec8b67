import { type Principal, sees } from '@arauto/access';
import { instant } from '@arauto/clock';
import { withLearnedKeys } from '@arauto/dispatch';
import { contactDocumentId, latestOf, sessionRecorded } from '@arauto/domain';
import type { StoredEntry, Vault } from '@arauto/privacy';
import type { Condition, Found } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import type { MtRow } from '@arauto/reporting';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { MtRows } from '../reports/mt-rows';
import { VAULT, VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { hydrate } from '../use-case/personal';
import { notFound } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { conversationBody, type ConversationBody, type ThreadMessage } from './conversation.body';
import { messageOwners } from './message-owners';
import { inConversations, newestIn, type Reply, type SessionFacts, sessionFacts, shownSession } from './messages-in';
import { personsWords } from './persons-words';

export interface OfConversation {
  readonly conversationId: string;
}

export class GetConversation extends QueryWith<OfConversation, ConversationBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:read',
    answers: conversationBody,
    problems: ['not_found'],
  };
}

type Message = Found<typeof messagesView>;

const DAY = 24 * 3600 * 1000;
/** An attempt is accepted within this after it began, milliseconds. */
const SOON = 60_000;
/** Messages shown, each way: of the person's the last. */
const MOST_MESSAGES = 2000;

@QueryHandler(GetConversation)
export class GetConversationHandler implements IQueryHandler<GetConversation> {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(MtRows) private readonly mtRows: MtRows,
  ) {}

  async execute({ context, input: { conversationId } }: GetConversation): Promise<ConversationBody> {
    await caughtUp(this.views, 'operational', context);
    await caughtUp(this.views, 'reporting', context);
    const { principal } = context;
    const theirs = (await newestIn(this.views.reporting, conversationId, MOST_MESSAGES)).reverse();
    const facts = theirs[0] ? sessionFacts(theirs[0]) : await this.factsOfOurs(conversationId);
    if (!facts || !sees(principal, facts.subaccountId)) throw notFound('conversation');
    const ours = await this.ours(conversationId, facts);
    const [rows, entries] = await Promise.all([
      this.mtRows.show(ours, principal, 'en'),
      hydrate(
        this.vault,
        theirs.map(({ doc }) => doc.ref),
      ),
    ]);
    const last = theirs.at(-1)?.doc;
    const { phone } = personsWords(last && entries.get(last.ref), principal);
    const messages = inThread(threadOfOurs(ours, rows), await this.threadOfTheirs(theirs, entries, principal));
    return {
      id: conversationId,
      ...shownSession(facts, last?.answeredAt ?? null),
      phone: phone ?? rows[0]?.phone ?? null,
      messages,
    };
  }

  /** Of a conversation in which nobody answered. Its id says when it opened, to the millisecond: it is made by the attempt that opens it. */
  private async factsOfOurs(conversationId: string): Promise<SessionFacts | undefined> {
    const openedAt = timeIn(conversationId);
    if (openedAt === undefined) return undefined;
    const where = [
      { field: 'sentAt', from: openedAt - SOON, to: openedAt + DAY + SOON },
      { field: 'conversationId', equals: conversationId },
    ] as const;
    const [found] = await this.views.reporting.find(messagesView, { where, sort: [{ field: 'sentAt' }], limit: 1 });
    if (!found) return undefined;
    const { subaccountId, senderId, contactKey, conversationType, conversationExpiresAt } = found.doc;
    if (senderId === null || conversationType === null || conversationExpiresAt === null) return undefined;
    const recorded = { id: conversationId, type: conversationType, expiresAt: conversationExpiresAt };
    const { type, openedAt: opened, expiresAt } = sessionRecorded(recorded);
    return { subaccountId, senderId, type, personKey: contactKey, openedAt: opened, expiresAt };
  }

  /**
   * What the number sent the person in it, whichever the campaign: what an attempt recorded stays, though it was accepted after the end. Where nobody
   * answered in what it recorded, as what opened before was heard of later, that is no conversation of the list: it stands where its time is.
   */
  private async ours(
    conversationId: string,
    { personKey, senderId, openedAt, expiresAt }: SessionFacts,
  ): Promise<Message[]> {
    const { operational, reporting } = this.views;
    const [keys] = await withLearnedKeys(operational, [[personKey]]);
    const recorded: Condition<typeof messagesView>[] = [
      { field: 'conversationId', set: true },
      { field: 'conversationId', equals: conversationId },
      { field: 'attempted', equals: true },
    ];
    const meanwhile: Condition<typeof messagesView>[] = [
      { field: 'contactKey', in: keys! },
      { field: 'senderId', equals: senderId },
      { field: 'attempted', equals: true },
      { field: 'sentAt', from: openedAt, to: expiresAt },
    ];
    const [own, others] = await Promise.all([
      reporting.find(messagesView, { where: recorded, limit: MOST_MESSAGES }),
      reporting.find(messagesView, { where: meanwhile, limit: MOST_MESSAGES }),
    ]);
    const foreign = others.filter(({ doc }) => doc.conversationId !== conversationId);
    const answered = await this.answeredOf(foreign.flatMap(({ doc }) => doc.conversationId ?? []));
    return [...own, ...foreign.filter(({ doc }) => !answered.has(doc.conversationId))];
  }

  /** In which of these conversations the person wrote. */
  private async answeredOf(ids: readonly string[]): Promise<ReadonlySet<unknown>> {
    if (ids.length === 0) return new Set();
    const where = inConversations([...new Set(ids)]);
    const counts = await this.views.reporting.countBy(repliesView, where, ['conversationId']);
    return new Set(counts.map(({ values: [id] }) => id));
  }

  private async threadOfTheirs(
    found: readonly Reply[],
    entries: ReadonlyMap<string, StoredEntry>,
    principal: Principal,
  ): Promise<ThreadMessage[]> {
    const hashes = [...new Set(found.flatMap(({ doc }) => doc.quotedHash ?? []))];
    const quoted = await messageOwners(this.views.operational, hashes);
    return found.map(({ id, doc }) => {
      const words = personsWords(doc.revoked ? undefined : entries.get(doc.ref), principal);
      const { text, buttonPayload: payload, media } = words;
      const owner = quoted.get(doc.quotedHash ?? '');
      const isTap = payload !== null || doc.button !== null;
      return {
        ...{ id, direction: 'mo', at: instant(doc.answeredAt), contentType: doc.contentType, text },
        state: doc.revoked ? 'revoked' : doc.edited ? 'edited' : 'received',
        ...{ campaignId: doc.campaignId, attribution: doc.by },
        quotes: owner ? contactDocumentId(owner.campaignId, owner.contactKey) : null,
        button: isTap ? { index: doc.button, text, payload } : null,
        media: media && {
          mimeType: media.mimeType ?? null,
          fileName: media.fileName ?? null,
          voice: media.voice === true,
        },
      };
    });
  }
}

/** As it reads on a phone: an answer never stands before what it answers, though it may have come before we knew that ours was taken. */
function inThread(ours: readonly ThreadMessage[], theirs: readonly ThreadMessage[]): ThreadMessage[] {
  const places = new Map(ours.map(({ id, at }) => [id, Date.parse(at)]));
  const placed = [
    ...ours.map((message) => ({ message, at: places.get(message.id)! })),
    ...theirs.map((message) => {
      const at = latestOf(Date.parse(message.at));
      return { message, at: Math.max(at, places.get(message.quotes ?? '') ?? at) };
    }),
  ];
  return placed.sort((one, other) => one.at - other.at).map(({ message }) => message);
}

function threadOfOurs(found: readonly Message[], rows: readonly MtRow[]): ThreadMessage[] {
  const docs = new Map(found.map(({ id, doc }) => [id, doc]));
  return rows.map(({ id, sentAt, message, campaignId }) => ({
    ...{ id, direction: 'mt' as const, at: sentAt, text: message, campaignId },
    contentType: docs.get(id)!.contentType,
    state: docs.get(id)!.state,
    ...{ attribution: null, quotes: null, button: null, media: null },
  }));
}

/** Milliseconds of a time-ordered UUID (RFC 9562, section 5.7); undefined of any other text. */
function timeIn(id: string): number | undefined {
  return /^[\da-f]{8}-[\da-f]{4}-7/i.test(id) ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}

import { type Principal, sees } from '@arauto/access';
import { instant, instantOrNull } from '@arauto/clock';
import { withLearnedKeys } from '@arauto/dispatch';
import { contactDocumentId, type ConversationType, sessionRecorded, windowEnd } from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import type { Condition, Found } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
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

type Reply = Found<typeof repliesView>;
type Message = Found<typeof messagesView>;

/** What of a conversation is the same in all of its messages. */
interface Facts {
  readonly subaccountId: string;
  readonly senderId: string;
  readonly type: ConversationType;
  /** Milliseconds. */
  readonly openedAt: number;
  readonly expiresAt: number;
  readonly personKey: string;
}

const DAY = 24 * 3600 * 1000;
/** An attempt is accepted within this after it began, milliseconds. */
const SOON = 60_000;
/** Messages shown, each way. */
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
    const theirs = await this.theirs(conversationId);
    const facts = theirs[0] ? factsOf(theirs[0]) : await this.factsOfOurs(conversationId);
    if (!facts || !sees(principal, facts.subaccountId)) throw notFound('conversation');
    const ours = await this.ours(facts);
    const messages = [...(await this.showOurs(ours, principal)), ...(await this.showTheirs(theirs, principal))];
    return {
      id: conversationId,
      subaccountId: facts.subaccountId,
      senderId: facts.senderId,
      phone: await this.phoneOf(theirs, ours, principal),
      type: facts.type,
      openedAt: instant(facts.openedAt),
      expiresAt: instant(facts.expiresAt),
      sessionOpenUntil: instantOrNull(windowEnd({ wroteAt: theirs.at(-1)?.doc.answeredAt ?? null })),
      messages: messages.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
    };
  }

  private theirs(conversationId: string): Promise<Reply[]> {
    const where = [
      { field: 'conversationId', set: true },
      { field: 'conversationId', equals: conversationId },
    ] as const;
    return this.views.reporting
      .find(repliesView, { where, limit: MOST_MESSAGES })
      .then((found) => found.sort((one, other) => one.doc.answeredAt - other.doc.answeredAt));
  }

  /** Of a conversation in which nobody answered. Its id says when it opened, to the millisecond: it is made by the attempt that opens it. */
  private async factsOfOurs(conversationId: string): Promise<Facts | undefined> {
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

  /** What the number sent the person meanwhile, whichever the campaign. */
  private async ours({ personKey, senderId, openedAt, expiresAt }: Facts): Promise<Message[]> {
    const [keys] = await withLearnedKeys(this.views.operational, [[personKey]]);
    const where: Condition<typeof messagesView>[] = [
      { field: 'contactKey', in: keys! },
      { field: 'senderId', equals: senderId },
      { field: 'attempted', equals: true },
      { field: 'sentAt', from: openedAt, to: expiresAt },
    ];
    return this.views.reporting.find(messagesView, { where, limit: MOST_MESSAGES });
  }

  private async showOurs(found: readonly Message[], principal: Principal): Promise<ThreadMessage[]> {
    const rows = await this.mtRows.show(found, principal, 'en');
    const states = new Map(found.map(({ id, doc }) => [id, doc]));
    return rows.map(({ id, sentAt, message, campaignId }) => ({
      ...{ id, direction: 'mt' as const, at: sentAt, text: message, campaignId },
      contentType: states.get(id)!.contentType,
      state: states.get(id)!.state,
      ...{ attribution: null, quotes: null, button: null, media: null },
    }));
  }

  private async showTheirs(found: readonly Reply[], principal: Principal): Promise<ThreadMessage[]> {
    const entries = await hydrate(
      this.vault,
      found.map(({ doc }) => doc.ref),
    );
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

  private async phoneOf(
    theirs: readonly Reply[],
    ours: readonly Message[],
    principal: Principal,
  ): Promise<string | null> {
    const entries = await hydrate(this.vault, [theirs.at(-1)?.doc.ref]);
    const [entry] = entries.values();
    const { phone } = personsWords(entry, principal);
    return phone ?? (await this.mtRows.show(ours.slice(0, 1), principal, 'en'))[0]?.phone ?? null;
  }
}

function factsOf({ doc }: Reply): Facts {
  return {
    subaccountId: doc.subaccountId ?? '',
    senderId: doc.senderId,
    personKey: doc.personKey,
    type: doc.conversationType!,
    openedAt: doc.conversationOpenedAt!,
    expiresAt: doc.conversationExpiresAt!,
  };
}

/** Milliseconds of a time-ordered UUID (RFC 9562, section 5.7); undefined of any other text. */
function timeIn(id: string): number | undefined {
  return /^[\da-f]{8}-[\da-f]{4}-7/i.test(id) ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}

import { type Arrival, attemptOf } from '../e2e/truth';
import { type Expected, recount, type Sent } from '../replies/recount';
import { subscriber } from './people';
import type { Known } from './known';
import type { Contact } from './sent-rows';
import type { Line } from './stage';

/** What a person wrote, as the log tells it. */
export interface Reply {
  readonly id: string;
  readonly line: Line;
  readonly at: number;
  readonly contentType: string;
  readonly person: string | null;
  /** Known by a user id only, and attributed to nobody: there is no number to show. */
  readonly isUnnamed: boolean;
  readonly isErased: boolean;
  readonly isRevoked: boolean;
  readonly optOut: boolean;
  readonly contact: Contact | null;
  readonly by: string | null;
  readonly button: number | null;
  readonly conversation: Session | null;
}

interface Session {
  readonly id: string;
  readonly type: string;
  readonly openedAt: string;
  readonly expiresAt: string;
}

type Draft = { -readonly [Name in keyof Reply]: Reply[Name] } & { key: string };

const STOPS: ReadonlySet<string> = new Set(['PARAR', 'Parar promoções']);

function linesOf({ tenants }: Known): readonly Line[] {
  return [...tenants.first, tenants.second];
}

export function repliesOf(known: Known, contacts: readonly Contact[]): Reply[] {
  const lines = new Map(linesOf(known).map((line) => [line.senderId, line]));
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const named = new Map(
    contacts.flatMap((contact) => (contact.isValid ? [[contact.contactId, subscriber(contact.person.phone!)]] : [])),
  );
  const phones = new Map(named);
  const replies = new Map<string, Draft>();
  for (const { stream, type, data } of known.events) {
    const [, senderId = '', key = ''] = /^conversation-([^.]+)\.(.+)$/.exec(stream) ?? [];
    const line = lines.get(senderId);
    if (!line) continue;
    const id = `${senderId}.${String(data['messageHash'])}`;
    const reply = replies.get(id);
    switch (type) {
      case 'MessageReceived':
        if (data['contentType'] === 'system') break;
        replies.set(id, {
          ...{ id, key, line, at: Date.parse(String(data['receivedAt'])), contentType: String(data['contentType']) },
          ...{ person: null, isUnnamed: false, isErased: false, isRevoked: false, contact: null, by: null },
          ...{ button: null, conversation: null, optOut: data['optOut'] === true },
        });
        break;
      case 'MessageRevoked':
        reply!.isRevoked = true;
        break;
      case 'MessageAttributed': {
        const contact = data['contact'] as { readonly campaignId: string; readonly contactKey: string } | null;
        if (!reply) break;
        reply.contact = contact && byId.get(`${contact.campaignId}.${contact.contactKey}`)!;
        reply.by = String(data['by']);
        reply.button = data['button'] as number | null;
        reply.conversation = (data['standing'] as { readonly session: Session }).session;
        // Somebody behind a user id writes under another key than the one who was written to.
        if (contact && !phones.has(key)) phones.set(key, phones.get(contact.contactKey)!);
        break;
      }
      case 'MessagesRegrouped':
        for (const { session, messages } of data['sessions'] as readonly Regrouped[]) {
          for (const { messageHash } of messages) replies.get(`${senderId}.${messageHash}`)!.conversation = session;
        }
        break;
      default:
    }
  }
  for (const reply of replies.values()) {
    reply.person = phones.get(reply.key) ?? null;
    reply.isUnnamed = !named.has(reply.key) && reply.contact === null;
    reply.isErased = known.erased.has(reply.key);
  }
  return [...replies.values()];
}

interface Regrouped {
  readonly session: Session;
  readonly messages: readonly { readonly messageHash: string }[];
}

/** Where everything that people really wrote belongs, from the simulator's ledger and what was sent; with the texts that the ledger has. */
export function attributed(known: Known, contacts: readonly Contact[]): Expected[] {
  const arrivals = new Map<string, Arrival>(
    known.ledger.flatMap((arrival) => {
      const attempt = attemptOf(arrival.callbackData);
      return attempt ? [[`${attempt.campaignId}.${attempt.contactKey} ${attempt.attempt}`, arrival] as const] : [];
    }),
  );
  const byId = new Map(contacts.map((contact) => [contact.id, contact]));
  const attempts = new Map<string, Sent['conversation'] & { readonly at: number }>();
  const sent: Sent[] = [];
  const failed = new Map(
    known.events
      .filter(({ type }) => type === 'SendingFailed' || type === 'DeliveryFailed')
      .map(({ stream, at, data }) => [`${stream} ${String(data['attempt'])}`, Date.parse(at)]),
  );
  for (const { stream, type, data } of known.events) {
    const contact = byId.get(stream.slice('contact-'.length));
    if (!contact) continue;
    const name = `${contact.id} ${String(data['attempt'])}`;
    if (type === 'SendAttempted') {
      const conversation = data['conversation'] as Sent['conversation'];
      attempts.set(name, { ...conversation, at: Date.parse(String(data['attemptedAt'])) });
    }
    if (type !== 'TemplateSent') continue;
    const { at, ...conversation } = attempts.get(name)!;
    sent.push({
      ...{ campaignId: contact.campaign.id, contactKey: contact.contactId, at, conversation },
      ...{ handset: subscriber(contact.person.phone!), number: contact.campaign.line.number },
      messageId: arrivals.get(name)?.messageId ?? null,
      failedAt: failed.get(`contact-${name}`) ?? null,
    });
  }
  return linesOf(known).flatMap(({ number, templates }) =>
    recount(
      known.written.filter((message) => message.number === number),
      sent.filter((message) => message.number === number),
      templates[0]!.replies,
      STOPS,
    ),
  );
}

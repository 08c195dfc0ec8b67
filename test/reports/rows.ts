import type { Expected } from '../replies/recount';
import { subscriber } from './people';
import type { Known } from './known';
import { type Contact, contactsOf, sentAt, statusOf } from './sent-rows';
import { attributed, repliesOf, type Reply } from './written-rows';

/** A row of the detailed report, counted anew: in machine values, with numbers as subscribers'. */
export interface Row {
  readonly type: 'MT' | 'MO';
  readonly id: string;
  readonly at: number;
  readonly phone: string | null;
  /** Who it is, though nothing of it may be shown any more. */
  readonly person: string | null;
  readonly name: string | null;
  readonly senderId: string | null;
  readonly senderPhone: string | null;
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly user: string | null;
  readonly subaccountId: string;
  readonly subaccountName: string;
  readonly contactId: string | null;
  readonly templateId: string | null;
  readonly contentType: string;
  /** Undefined where neither the ledger nor the uploads have it. */
  readonly message: string | null | undefined;
  readonly conversationId: string | null;
  readonly conversationType: string | null;
  readonly correlationId: string | null;
  /** Asks for no more; null of what was sent. */
  readonly optOut: boolean | null;
  /** Text of a quick reply. */
  readonly button: string | null;
  /** Of what was sent only. */
  readonly sent: {
    readonly status: string;
    readonly withSession: boolean | null;
    readonly conversationExpiresAt: string | null;
    readonly attempts: number;
    readonly error: string | null;
    readonly updatedAt: number;
    readonly template: string;
    readonly deliveredAt: number | null;
    readonly readAt: number | null;
    readonly costCategory: string | null;
    readonly replied: boolean;
    readonly needsAttention: boolean;
  } | null;
}

/** Everything of a run, counted anew. */
export interface Recount {
  readonly known: Known;
  readonly contacts: readonly Contact[];
  readonly replies: readonly Reply[];
  /** From the simulator's ledger, as far as it knows. */
  readonly expected: readonly Expected[];
  readonly rows: { readonly MT: readonly Row[]; readonly MO: readonly Row[] };
}

export function recountOf(known: Known): Recount {
  const contacts = contactsOf(known);
  const replies = repliesOf(known, contacts);
  const rows = {
    MT: contacts.flatMap((contact) => sentRow(known, contact)),
    MO: replies.map((reply) => writtenRow(known, reply)),
  };
  return { known, contacts, replies, expected: attributed(known, contacts), rows };
}

function sentRow({ tenants }: Known, contact: Contact): Row[] {
  const { campaign, person, conversation, senderId, isErased } = contact;
  const { line, template } = campaign;
  const status = statusOf(contact);
  if (status === null) return [];
  const button = contact.button === null ? null : template.replies.get(contact.button)!;
  const labels = template.labels.map((label) => `[${label}]`).join(' ');
  const text = `Olá ${person.name}, sua fatura de ${person.parameters?.amount} vence amanhã.\n${labels}`;
  const subscribed = contact.isValid ? subscriber(person.phone!) : null;
  return [
    {
      ...{ type: 'MT', id: contact.id, at: sentAt(contact), senderId, button },
      phone: isErased ? null : (subscribed ?? (person.phone === '' ? null : person.phone!)),
      ...{ person: subscribed, name: isErased ? null : (person.name ?? null) },
      senderPhone: senderId && line.phone,
      ...{ campaignId: campaign.id, campaignName: campaign.name, user: campaign.user, contactId: contact.contactId },
      ...{ subaccountId: line.subaccountId, subaccountName: tenants.names.get(line.subaccountId)! },
      ...{ templateId: template.id, contentType: 'template' },
      message: contact.attempted && !isErased ? text : null,
      ...{ conversationId: conversation?.id ?? null, conversationType: conversation?.type ?? null },
      correlationId: person.correlationId ?? null,
      optOut: null,
      sent: {
        ...{ status, withSession: contact.withSession, conversationExpiresAt: conversation?.expiresAt ?? null },
        ...{ attempts: contact.attempts, error: contact.error, updatedAt: contact.updatedAt, template: template.name },
        ...{ deliveredAt: contact.deliveredAt, readAt: contact.readAt, costCategory: contact.costCategory },
        ...{ replied: contact.milestones.has('replied'), needsAttention: contact.needsAttention },
      },
    },
  ];
}

function writtenRow({ tenants }: Known, reply: Reply): Row {
  const { contact, line, isErased } = reply;
  const campaign = contact?.campaign;
  return {
    ...{
      type: 'MO',
      id: reply.id,
      at: reply.at,
      phone: isErased || reply.isUnnamed ? null : reply.person,
      person: reply.person,
    },
    ...{ name: null, senderId: line.senderId, senderPhone: line.phone },
    ...{ campaignId: campaign?.id ?? null, campaignName: campaign?.name ?? null, user: campaign?.user ?? null },
    ...{ subaccountId: line.subaccountId, subaccountName: tenants.names.get(line.subaccountId)! },
    ...{ contactId: contact?.contactId ?? null, templateId: campaign?.template.id ?? null },
    ...{ contentType: reply.contentType, message: isErased || reply.isRevoked ? null : undefined },
    ...{ conversationId: reply.conversation?.id ?? null, conversationType: reply.conversation?.type ?? null },
    correlationId: contact?.person.correlationId ?? null,
    button: reply.button === null ? null : campaign!.template.replies.get(reply.button)!,
    ...{ optOut: reply.optOut, sent: null },
  };
}

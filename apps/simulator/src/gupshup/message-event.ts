import { statusUpdate, type StatusFacts } from '../status-update';
import { type SubscriptionMode } from './app';
import { type Callback } from './callback';
import { isOwnCode, reasonOf } from './codes';
import { bothIds } from './ids';

const modes = {
  enqueued: 'ENQUEUED',
  sent: 'SENT',
  delivered: 'DELIVERED',
  read: 'READ',
  failed: 'FAILED',
} as const satisfies Record<StatusFacts['status'], SubscriptionMode>;

/** Everything that is told of one thing that happened to a message (platform reference, 5.2). */
export function messageEvents(facts: StatusFacts): Callback[] {
  const events = [messageEvent(facts)];
  if (facts.status === 'enqueued' && !facts.bsuidOnly && facts.waId !== facts.addressed) events.push(mismatch(facts));
  if (facts.priced && facts.status !== 'sent') events.push(billing(facts));
  return events;
}

function messageEvent(facts: StatusFacts): Callback {
  const { status, code } = facts;
  const { gsId } = bothIds(facts.messageId)!;
  const byItself = status === 'enqueued' || (status === 'failed' && isOwnCode(code));
  // Until WhatsApp speaks the message goes by the id that the sender was answered.
  const ids = byItself ? { id: gsId } : { id: facts.messageId, ...(!facts.old && { gsId }) };
  const destination = byItself ? facts.addressed : facts.bsuidOnly ? undefined : facts.waId;
  return {
    mode: modes[status],
    type: 'message-event',
    payload: JSON.stringify({ ...ids, type: status, destination, payload: details(facts) }),
    v3: inMetasWords(facts, status === 'failed' && byItself ? gsId : facts.messageId, gsId),
    held: true,
  };
}

function details(facts: StatusFacts): object {
  const { status, messageId, code, category, fromAdvertisement } = facts;
  if (status === 'enqueued')
    return { whatsappMessageId: messageId, type: category === 'service' ? 'session' : 'template' };
  if (status === 'failed') return { code, reason: reasonOf(code) };
  const ts = seconds(facts);
  if (status !== 'sent') return { ts };
  const priced = fromAdvertisement ? 'referral_conversion' : category;
  const expiresAt = Math.floor(facts.happenedAt / 1000) + (fromAdvertisement ? 72 : 24) * 3600;
  return {
    ts,
    conversation: { id: conversationId(messageId), expiresAt, type: priced },
    pricing: { policy: 'PMP', category: priced, type: priceType(facts) },
  };
}

function seconds({ milliseconds, happenedAt }: StatusFacts): number {
  return Math.floor(milliseconds ? happenedAt : happenedAt / 1000);
}

function priceType({ fromAdvertisement }: StatusFacts): string {
  return fromAdvertisement ? 'free_entry_point' : 'regular';
}

/** One per message, useless for grouping, as WhatsApp has it since prices are per message. */
function conversationId(messageId: string): string {
  return bothIds(messageId)!.gsId.replaceAll('-', '');
}

/** An element of `statuses[]` as Meta has it, with Gupshup's id. */
function inMetasWords(facts: StatusFacts, messageId: string, gsId: string): Callback['v3'] {
  const reason = facts.status === 'failed' ? reasonOf(facts.code) : undefined;
  const update = statusUpdate({ ...facts, messageId, callbackData: null, reason });
  if (facts.old || !('json' in update)) return update;
  return { ...update, json: `{"gs_id":"${gsId}",${update.json.slice(1)}` };
}

/** WhatsApp knows the person by other digits than the message was addressed to. */
function mismatch({ addressed, waId }: StatusFacts): Callback {
  const payload = { type: 'mismatch', destination: addressed, payload: { wa_id: waId, phone: addressed } };
  return { mode: 'OTHERS', type: 'message-event', payload: JSON.stringify(payload), v3: null, held: true };
}

/** Prices are due with the first sign that a message was delivered. */
function billing(facts: StatusFacts): Callback {
  const { messageId, category, fromAdvertisement, waId, bsuidOnly, old } = facts;
  const deductions = {
    type: priceType(facts),
    model: 'PMP',
    source: 'whatsapp',
    billable: !fromAdvertisement,
    category: fromAdvertisement ? 'referral_conversion' : category,
  };
  const references = {
    id: messageId,
    ...(!old && { gsId: bothIds(messageId)!.gsId }),
    destination: bsuidOnly ? undefined : waId,
    conversationId: conversationId(messageId),
  };
  const payload = JSON.stringify({ deductions, references });
  return {
    mode: 'BILLING',
    type: 'billing-event',
    payload,
    v3: { field: 'billing-event', value: payload },
    held: true,
  };
}

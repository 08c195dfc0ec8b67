import { isObject, type JsonObject } from '../../json';
import type { ProviderError } from '../../provider-error';
import { Malformed, optionalCode, optionalInstant, optionalText, requireId, requireInstant } from '../../reading';
import type { StatusElement } from '../../webhook-element';
import type { EventReader } from './envelope';

const STATUSES: ReadonlySet<string> = new Set([
  'sent',
  'delivered',
  'read',
  'failed',
] satisfies StatusElement['status'][]);

/**
 * What became of a message of ours. What the answer to its send was is `gsId`, from *sent* on: `id` is then WhatsApp's, and ours only in what
 * comes before. Source: Gupshup's documentation, *Message events*.
 */
export const readMessageEvent: EventReader = (payload, { names, timestamp }) => {
  const type = requireId(payload, 'type', 'payload');
  if (type === 'mismatch') return { kind: 'identity', at: optionalInstant(timestamp), names, ids: idsIn(payload) };
  // Queued, obsolete, and what says nothing of delivery.
  if (!isStatus(type)) return { kind: 'ignored', reason: `status ${type.slice(0, 40)}` };
  const { payload: inner } = payload;
  const isOwn = payload['gsId'] !== undefined;
  return {
    kind: 'status',
    messageId: requireId(payload, isOwn ? 'gsId' : 'id', 'payload'),
    ...(isOwn && { otherId: optionalText(payload, 'id') }),
    status: type,
    // Meta's instant where it is there, beside the payload or in it; a refusal of Gupshup's own has only its own.
    at: requireInstant(payload['ts'] ?? (isObject(inner) ? inner['ts'] : undefined) ?? timestamp, 'timestamp'),
    names,
    recipientId: optionalText(payload, 'destination'),
    errors: type === 'failed' ? [errorIn(inner)] : [],
    pricing: pricingIn(inner),
    freeEntryPoint: isFreeEntryPoint(inner),
  };
};

function isStatus(type: string): type is StatusElement['status'] {
  return STATUSES.has(type);
}

/** What WhatsApp calls the person, and the number that we wrote to. */
function idsIn({ payload: inner }: JsonObject): readonly string[] {
  if (!isObject(inner)) throw new Malformed('payload.payload', 'an object was expected');
  return [requireId(inner, 'wa_id', 'payload.payload'), requireId(inner, 'phone', 'payload.payload')];
}

/** A failure without a reason is still one: the error catalogue has an entry for what it does not know. */
function errorIn(inner: unknown): ProviderError {
  const code = isObject(inner) ? optionalCode(inner['code']) : undefined;
  return { code: code ?? 'unknown', details: optionalText(inner, 'reason') ?? '' };
}

/** Gupshup writes categories as people do: `Marketing`. */
function pricingIn(inner: unknown): StatusElement['pricing'] {
  const pricing = isObject(inner) ? inner['pricing'] : undefined;
  const category = wordIn(pricing, 'category');
  if (category === undefined || !isObject(pricing)) return undefined;
  return { category, type: wordIn(pricing, 'type') ?? 'regular', billable: pricing['billable'] !== false };
}

function isFreeEntryPoint(inner: unknown): boolean {
  if (!isObject(inner)) return false;
  const types = [wordIn(inner['pricing'], 'type'), wordIn(inner['conversation'], 'type')];
  return types.includes('free_entry_point') || types.includes('referral_conversion');
}

function wordIn(source: unknown, name: string): string | undefined {
  return optionalText(source, name)?.toLowerCase().replaceAll(/[\s-]/g, '_');
}

import { isObject, type JsonObject } from '../json';
import type { ProviderError } from '../provider-error';
import type { IgnoredElement, StatusElement } from '../webhook-element';
import { optionalCode, optionalText, requireId, requireInstant } from '../reading';
import type { Around } from './dialect';
import type { People } from './people';

/** `value.statuses[]`, with the `value.contacts[]` beside it. @throws Malformed */
export function readStatus(
  raw: JsonObject,
  people: People,
  { names, dialect: { ownId } }: Around,
  path: string,
): StatusElement | IgnoredElement {
  const isOwn = ownId !== null && raw[ownId] !== undefined;
  const messageId = requireId(raw, isOwn ? ownId : 'id', path);
  const status = requireId(raw, 'status', path);
  const at = requireInstant(raw['timestamp'], `${path}.timestamp`);
  switch (status) {
    case 'sent':
    case 'delivered':
    case 'read':
    case 'failed': {
      const waId = optionalText(raw, 'recipient_id');
      const userId = optionalText(raw, 'recipient_user_id');
      const person = waId === undefined || userId === undefined ? people.of(waId, userId) : undefined;
      return {
        kind: 'status',
        messageId,
        ...(isOwn && { otherId: optionalText(raw, 'id') }),
        status,
        at,
        names,
        recipientId: waId ?? optionalText(person, 'wa_id'),
        recipientUserId: userId ?? optionalText(person, 'user_id'),
        callbackData: optionalText(raw, 'biz_opaque_callback_data'),
        errors: status === 'failed' ? atLeastOne(readErrors(raw['errors'])) : NO_ERRORS,
        pricing: readPricing(raw['pricing']),
        freeEntryPoint: isFreeEntryPoint(raw),
      };
    }
    case 'played':
      // A voice note was played: whoever plays it has the message, and `read` comes by itself.
      return { kind: 'ignored', reason: 'status played' };
    default:
      return { kind: 'ignored', reason: `status ${status.slice(0, 40)}` };
  }
}

/** `errors[]` of a status, a message or a number: `{ code, title, message, error_data: { details } }`. */
export function readErrors(raw: unknown): readonly ProviderError[] {
  if (!Array.isArray(raw)) return NO_ERRORS;
  return raw.filter(isObject).map((error) => ({
    code: optionalCode(error['code']) ?? 'unknown',
    details:
      optionalText(error['error_data'], 'details') ??
      optionalText(error, 'message') ??
      optionalText(error, 'title') ??
      '',
  }));
}

const NO_ERRORS: readonly ProviderError[] = [];

/** A failure without a reason is still one: the error catalogue has an entry for what it does not know. */
function atLeastOne(errors: readonly ProviderError[]): readonly ProviderError[] {
  return errors.length > 0 ? errors : UNEXPLAINED;
}

const UNEXPLAINED: readonly ProviderError[] = [{ code: 'unknown', details: '' }];

/** The category `authentication-international` has a hyphen here alone. */
function readPricing(raw: unknown): StatusElement['pricing'] {
  const category = optionalText(raw, 'category')?.replaceAll('-', '_');
  if (category === undefined || !isObject(raw)) return undefined;
  return { category, type: optionalText(raw, 'type') ?? 'regular', billable: raw['billable'] !== false };
}

function isFreeEntryPoint(raw: JsonObject): boolean {
  if (optionalText(raw['pricing'], 'type') === 'free_entry_point') return true;
  const conversation = raw['conversation'];
  return isObject(conversation) && optionalText(conversation['origin'], 'type') === 'referral_conversion';
}

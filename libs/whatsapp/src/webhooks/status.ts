import type { People } from './people';
import { isObject, type Json, optionalText, requireId, requireInstant } from './reading';
import type { ElementNames, IgnoredElement, StatusElement, StatusError } from './webhook-element';

/** `value.statuses[]`, with the `value.contacts[]` beside it. @throws Malformed */
export function readStatus(
  raw: Json,
  people: People,
  names: ElementNames,
  path: string,
): StatusElement | IgnoredElement {
  const messageId = requireId(raw, 'id', path);
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
        status,
        at,
        names,
        recipientId: waId ?? optionalText(person, 'wa_id'),
        recipientUserId: userId ?? optionalText(person, 'user_id'),
        callbackData: optionalText(raw, 'biz_opaque_callback_data'),
        errors: status === 'failed' ? atLeastOne(readErrors(raw['errors'])) : NO_ERRORS,
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
export function readErrors(raw: unknown): readonly StatusError[] {
  if (!Array.isArray(raw)) return NO_ERRORS;
  return raw.filter(isObject).map((error) => ({
    code: readCode(error['code']),
    details:
      optionalText(error['error_data'], 'details') ??
      optionalText(error, 'message') ??
      optionalText(error, 'title') ??
      '',
  }));
}

const NO_ERRORS: readonly StatusError[] = [];

/** A failure without a reason is still one: the error catalogue has an entry for what it does not know. */
function atLeastOne(errors: readonly StatusError[]): readonly StatusError[] {
  return errors.length > 0 ? errors : UNEXPLAINED;
}

const UNEXPLAINED: readonly StatusError[] = [{ code: 'unknown', details: '' }];

/** Codes go into events, where no free text may come: whatever is no number reads as an unknown code. */
function readCode(code: unknown): string {
  if (typeof code === 'number' && Number.isSafeInteger(code)) return String(code);
  return typeof code === 'string' && /^\d{1,10}$/.test(code) ? code : 'unknown';
}

function isFreeEntryPoint(raw: Json): boolean {
  if (optionalText(raw['pricing'], 'type') === 'free_entry_point') return true;
  const conversation = raw['conversation'];
  return isObject(conversation) && optionalText(conversation['origin'], 'type') === 'referral_conversion';
}

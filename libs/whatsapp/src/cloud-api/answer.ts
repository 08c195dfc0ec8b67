import { parseJson, sendOutcome } from '../calls/answers';
import type { Exchange } from '../calls/exchange';
import type { SendOutcome } from '../provider';
import type { ProviderError } from '../provider-error';
import { field, optionalCode } from '../reading';

/**
 * What an exchange on `/messages` means. An answer counts only when it says so itself: a message id on 2xx is acceptance,
 * a Graph error object is a refusal at any HTTP status, and everything else after the write is unknown.
 */
export function readSendAnswer(exchange: Exchange): SendOutcome {
  return sendOutcome(exchange, ({ status, body }) => {
    const json = parseJson(body);
    const accepted = status >= 200 && status < 300 ? readAccepted(json) : null;
    if (accepted) return accepted;
    const error = readGraphError(json);
    return error && { kind: 'refused', error };
  });
}

/** `{ error: { code, message, error_data: { details } } }` of the Graph API, at whatever HTTP status it came. */
export function readGraphError(json: unknown): ProviderError | null {
  const error = field(json, 'error');
  const code = optionalCode(field(error, 'code'));
  if (code === undefined) return null;
  const details = field(field(error, 'error_data'), 'details') ?? field(error, 'message');
  return { code, details: typeof details === 'string' ? details : '' };
}

function readAccepted(json: unknown): SendOutcome | null {
  const message = field(field(json, 'messages'), 0);
  const messageId = field(message, 'id');
  if (typeof messageId !== 'string' || messageId === '') return null;
  const waId = field(field(field(json, 'contacts'), 0), 'wa_id');
  // `paused` too sits in the provider's queue: a failed status follows if it never leaves it.
  const status = field(message, 'message_status');
  const as = status === 'held_for_quality_assessment' || status === 'paused' ? 'held' : 'accepted';
  return typeof waId === 'string' ? { kind: 'accepted', messageId, as, waId } : { kind: 'accepted', messageId, as };
}

import type { Exchange } from '../calls/exchange';
import type { ProviderError, SendOutcome } from '../provider';
import { field, optionalCode } from './reading';

/**
 * What an exchange on `/messages` means. An answer counts only when it says so itself: a message id on 2xx is acceptance,
 * a Graph error object is a refusal at any HTTP status, and everything else after the write is unknown.
 */
export function readSendAnswer(exchange: Exchange): SendOutcome {
  switch (exchange.kind) {
    case 'withdrawn':
      return exchange;
    case 'unreached':
      return { kind: 'unreached', ...netError(exchange.why) };
    case 'unanswered':
      return unknown(exchange.why);
    case 'answered': {
      const json = parseJson(exchange.body);
      if (exchange.status >= 200 && exchange.status < 300) {
        const accepted = readAccepted(json);
        if (accepted) return accepted;
      }
      const error = readGraphError(json);
      if (error) return { kind: 'refused', error };
      return unknown(`HTTP ${exchange.status} without a message id or a Graph error: ${excerpt(exchange.body)}`);
    }
  }
}

/** Why there is no answer to a question, or none that is of use. */
export interface Refused {
  readonly error: ProviderError;
}

export function netError(details: string): Refused {
  return { error: { code: 'ENG_NET', details } };
}

/** The answer to a question, where there is one. */
export function answeredIn(exchange: Exchange): Extract<Exchange, { readonly kind: 'answered' }> | Refused {
  if (exchange.kind === 'answered') return exchange;
  return netError(exchange.kind === 'withdrawn' ? 'withdrawn' : exchange.why);
}

/** `{ error: { code, message, error_data: { details } } }` of the Graph API, at whatever HTTP status it came. */
export function readGraphError(json: unknown): ProviderError | null {
  const error = field(json, 'error');
  const code = optionalCode(field(error, 'code'));
  if (code === undefined) return null;
  const details = field(field(error, 'error_data'), 'details') ?? field(error, 'message');
  return { code, details: typeof details === 'string' ? details : '' };
}

/** The parsed body, or undefined when it is no JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
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

function unknown(details: string): SendOutcome {
  return { kind: 'unknown', error: { code: 'ENG_AMBIGUOUS', details } };
}

function excerpt(body: Buffer): string {
  return body.length === 0 ? 'empty body' : body.toString('utf8', 0, 200).replace(/\s+/g, ' ');
}

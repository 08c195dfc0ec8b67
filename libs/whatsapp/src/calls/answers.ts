import type { SendOutcome } from '../provider';
import type { ProviderError } from '../provider-error';
import type { Exchange } from './exchange';

/** Why there is no answer to a question, or none that is of use. */
export interface Refused {
  readonly error: ProviderError;
}

export type Answered = Extract<Exchange, { readonly kind: 'answered' }>;

export function netError(details: string): Refused {
  return { error: { code: 'ENG_NET', details } };
}

/** The answer to a question, where there is one. */
export function answeredIn(exchange: Exchange): Answered | Refused {
  if (exchange.kind === 'answered') return exchange;
  return netError(exchange.kind === 'withdrawn' ? 'withdrawn' : exchange.why);
}

/**
 * What the exchange of a message means, as far as it ended without an answer; of what came, `read` says what is an acceptance or a refusal
 * by its own words. Everything else after the write is unknown.
 */
export function sendOutcome(exchange: Exchange, read: (answer: Answered) => SendOutcome | null): SendOutcome {
  switch (exchange.kind) {
    case 'withdrawn':
      return exchange;
    case 'unreached':
      return { kind: 'unreached', ...netError(exchange.why) };
    case 'unanswered':
      return unknown(exchange.why);
    case 'answered':
      return (
        read(exchange) ??
        unknown(`HTTP ${exchange.status} with neither a message id nor a refusal: ${excerpt(exchange.body)}`)
      );
  }
}

/** The parsed body, or undefined when it is no JSON. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
}

function unknown(details: string): SendOutcome {
  return { kind: 'unknown', error: { code: 'ENG_AMBIGUOUS', details } };
}

function excerpt(body: Buffer): string {
  return body.length === 0 ? 'empty body' : body.toString('utf8', 0, 200).replace(/\s+/g, ' ');
}

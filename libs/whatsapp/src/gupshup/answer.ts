import { type Answered, parseJson, sendOutcome } from '../calls/answers';
import type { Exchange } from '../calls/exchange';
import type { SendOutcome } from '../provider';
import type { ProviderError } from '../provider-error';
import { field, optionalText } from '../reading';

/**
 * What an exchange on `/template/msg` means. JSON comes under any content type, and success under two words; a message id on 2xx is
 * acceptance unless the body says `error`, which is a refusal at any HTTP status but those of what stands before Gupshup; everything else after the
 * write is unknown.
 * Source: Gupshup's documentation, *Template messages*.
 */
export function readSendAnswer(exchange: Exchange): SendOutcome {
  return sendOutcome(exchange, (answer) => {
    const error = readError(answer);
    if (error) return { kind: 'refused', error };
    const messageId = optionalText(parseJson(answer.body), 'messageId');
    if (messageId === undefined || answer.status < 200 || answer.status > 299) return null;
    return { kind: 'accepted', messageId, as: 'submitted' };
  });
}

/** Refusals that have words only, in any case of letters. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['invalid destination', 'GS_INVALID_DESTINATION'],
  ['invalid app details', 'GS_INVALID_APP'],
  ['authentication failed', '401'],
  ['too many requests', '429'],
]);

/** A proxy answers so for what it may have handed on. */
const FIRST_OF_A_PROXY = 501;

/** `{ status: "error", message }`; null for anything else. */
export function readError({ status, body }: Answered): ProviderError | null {
  const json = parseJson(body);
  if (field(json, 'status') !== 'error' || status >= FIRST_OF_A_PROXY) return null;
  const message = field(json, 'message');
  const details = typeof message === 'string' ? message : (JSON.stringify(message) ?? '');
  // Where the words say nothing, by the HTTP status. One that is no refusal by itself is a bad request, as the body has it.
  const code = WORDS.get(details.trim().toLowerCase()) ?? String(Math.max(status, 400));
  return { code, details };
}

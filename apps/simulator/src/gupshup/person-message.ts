import { callingCode } from '../country-codes';
import { inboundUpdate, referral, type InboundContent, type InboundMessage, type Writer } from '../inbound-update';
import { type NamedNumber } from '../webhook-body';
import { type Callback } from './callback';
import { bothIds } from './ids';

/** Where a file of a person is, and until when, wall clock, ms. */
export interface FilePlace {
  readonly url: string;
  readonly urlExpiry: number;
}

interface Worded {
  readonly type: string;
  readonly payload: object;
}

/**
 * A message of a person (platform reference, 5.3).
 * @param asText whether a tap on a template's button is called a text
 * @param place of its file, if it has one
 */
export function personMessage(
  message: InboundMessage,
  number: NamedNumber,
  asText: boolean,
  place: FilePlace | undefined,
): Callback {
  const { id, from, at, content, contextId, quotesOld, fromAdvertisement } = message;
  const quoted = contextId === undefined ? undefined : (bothIds(contextId) ?? { id: contextId });
  const v3 = inboundUpdate({ ...message, contextId: quoted?.id }, number);
  if ('object' in content && content.type === 'revoke') return { ...deleted(content.object, from, at), v3 };
  const worded = wordsOf(content, asText, place);
  const payload = worded && {
    id,
    source: from.bsuidOnly ? undefined : from.waId,
    ...worded,
    sender: senderOf(from),
    context: quoted && {
      id: quoted.id,
      ...('gsId' in quoted && !quotesOld && { gsId: quoted.gsId }),
      forwarded: false,
    },
    referral: fromAdvertisement ? referral : undefined,
  };
  return { mode: 'MESSAGE', type: 'message', payload: payload ? JSON.stringify(payload) : null, at, v3, held: false };
}

function senderOf({ waId, profileName, userId, bsuidOnly }: Writer): object {
  const code = callingCode(waId);
  const phone = bsuidOnly ? {} : { phone: waId, country_code: code, dial_code: waId.slice(code.length) };
  return { ...phone, name: profileName, userId };
}

/** A person took a message back: obsolete, and the only thing that Gupshup says of it. */
function deleted(object: unknown, from: Writer, at: number): Omit<Callback, 'v3'> {
  const { original_message_id: id } = object as { readonly original_message_id: string };
  const destination = from.bsuidOnly ? undefined : from.waId;
  const payload = { id, type: 'deleted', destination, payload: { ts: Math.floor(at / 1000) } };
  return { mode: 'DELETED', type: 'message-event', payload: JSON.stringify(payload), held: false };
}

/** Undefined for what version 2 has no word for. */
function wordsOf(content: InboundContent, asText: boolean, place: FilePlace | undefined): Worded | undefined {
  if ('text' in content) return { type: 'text', payload: { text: content.text } };
  if ('button' in content) {
    const { text, payload } = content.button;
    return { type: asText ? 'text' : 'quick_reply', payload: { text, type: 'button', postbackText: payload } };
  }
  if ('media' in content) {
    const { type, mimeType, caption, more } = content.media;
    const name = (more as { readonly filename?: string } | undefined)?.filename;
    const kind = type === 'document' ? 'file' : type;
    return {
      type: kind,
      payload: { url: place?.url, contentType: mimeType, caption, name, urlExpiry: place?.urlExpiry },
    };
  }
  const object = content.object as never;
  if (content.type === 'location') return { type: 'location', payload: object };
  if (content.type === 'contacts') return { type: 'contact', payload: { contacts: object } };
  return content.type === 'interactive' ? chosen(object) : undefined;
}

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

/** What a person chose of a free-form message of ours. */
function chosen(object: { readonly button_reply?: Choice; readonly list_reply?: Choice }): Worded | undefined {
  const choice = object.button_reply ?? object.list_reply;
  if (!choice) return undefined;
  const type = object.button_reply ? 'button_reply' : 'list_reply';
  return { type, payload: { ...choice, reply: `${choice.title} 1`, postbackText: choice.id } };
}

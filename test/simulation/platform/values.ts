import { createHash } from 'node:crypto';
import type { BusinessNumber, Template } from './accounts';
import { DAY, SECOND } from './durations';
import { type Refusal, statusError } from './errors';
import type { SentMessage } from './ground-truth';
import type { Identity } from './handsets';

/** What stands in `changes[].value`. Source: sections 2.3 to 2.5. */
export type Value = Readonly<Record<string, unknown>>;

/** Unix seconds. */
export function seconds(at: number): number {
  return Math.floor(at / SECOND);
}

function metadata({ display, id }: BusinessNumber): Value {
  return { display_phone_number: display, phone_number_id: id };
}

/** `contacts[]` beside messages and statuses. */
function contact({ name, username, waId, userId }: Identity): Value {
  return {
    profile: { name, ...(username !== undefined && { username }) },
    ...(waId !== undefined && { wa_id: waId }),
    user_id: userId,
  };
}

export type Status = 'sent' | 'delivered' | 'read' | 'failed';

/** A status of a message of ours. Contacts are left out of failed ones, the person where there is none. */
export function statusValue(
  message: SentMessage,
  status: Status,
  at: number,
  who: Identity | undefined,
  failure?: Refusal,
): Value {
  const { number, category, freeUntil } = message;
  const isKnown = who !== undefined && status !== 'failed';
  const isFree = freeUntil !== undefined;
  const categoryWord = category.toLowerCase();
  return {
    messaging_product: 'whatsapp',
    metadata: metadata(number),
    ...(isKnown && { contacts: [contact(who)] }),
    statuses: [
      {
        id: message.id,
        status,
        timestamp: String(seconds(at)),
        ...((!who || who.waId !== undefined) && { recipient_id: who?.waId ?? message.waId }),
        ...(isKnown && { recipient_user_id: who.userId }),
        ...(message.callbackData !== undefined && { biz_opaque_callback_data: message.callbackData }),
        ...(status !== 'failed' && conversation(message, status)),
        // On `sent` and on one of `delivered` and `read`.
        ...((status === 'sent' || status === 'delivered') && {
          pricing: {
            billable: !isFree,
            pricing_model: 'PMP',
            type: isFree ? 'free_entry_point' : 'regular',
            category: isFree ? 'referral_conversion' : categoryWord,
          },
        }),
        ...(failure && { errors: [statusError(failure)] }),
      },
    ],
  };
}

/** From v24.0 only within a free entry point; before, with an id per message. `expiration_timestamp` only with `sent`. */
function conversation({ id, number, category, freeUntil, acceptedAt }: SentMessage, status: Status): Value {
  const isFree = freeUntil !== undefined;
  if (!isFree && number.account.app.webhookVersion >= 24) return {};
  const expiry = { expiration_timestamp: String(seconds(freeUntil ?? acceptedAt + DAY)) };
  return {
    conversation: {
      id: createHash('md5')
        .update(isFree ? `${freeUntil} ${number.id}` : id)
        .digest('hex'),
      ...(status === 'sent' && expiry),
      origin: { type: isFree ? 'referral_conversion' : category.toLowerCase() },
    },
  };
}

/** What a person sends: the type, and the object of that name. */
export interface Content {
  readonly type: string;
  readonly content: unknown;
}

/** What stands around it. */
export interface Around {
  /** The message of the business that is quoted or tapped. */
  readonly quoting?: string;
  readonly isForwarded?: boolean;
  /** From an advertisement. */
  readonly referral?: unknown;
}

/** A message of a person. Source: section 2.4; `system` has no `contacts`, `unsupported` has errors beside it. */
export function inboundValue(
  who: Identity,
  number: BusinessNumber,
  messageId: string,
  at: number,
  { type, content }: Content,
  { quoting, isForwarded, referral }: Around,
): Value {
  const context = {
    ...(quoting !== undefined && { from: number.display, id: quoting }),
    ...(isForwarded && { forwarded: true }),
  };
  return {
    messaging_product: 'whatsapp',
    metadata: metadata(number),
    ...(type !== 'system' && { contacts: [contact(who)] }),
    messages: [
      {
        ...(who.waId !== undefined && { from: who.waId }),
        from_user_id: who.userId,
        id: messageId,
        timestamp: String(seconds(at)),
        type,
        [type]: content,
        ...(Object.keys(context).length > 0 && { context }),
        ...(referral !== undefined && { referral }),
        ...(type === 'unsupported' && {
          errors: [{ code: 131051, title: 'Message type unknown', message: 'Message type unknown' }],
        }),
      },
    ],
  };
}

/** What a person can send, with the fields that the platform documents for each type. */
export const contents = {
  text: (body: string): Content => ({ type: 'text', content: { body } }),
  /** A tap on a quick reply of a template. */
  button: (text: string, payload = text): Content => ({ type: 'button', content: { text, payload } }),
  buttonReply: (id: string, title: string): Content => interactive('button_reply', { id, title }),
  listReply: (id: string, title: string): Content => interactive('list_reply', { id, title, description: '' }),
  flowReply: (name: string, response: string): Content =>
    interactive('nfm_reply', { name, body: 'Sent', response_json: response }),
  /** Without an emoji the reaction is taken back. */
  reaction: (to: string, emoji?: string): Content => ({
    type: 'reaction',
    content: { message_id: to, ...(emoji !== undefined && { emoji }) },
  }),
  location: (name?: string): Content => ({
    type: 'location',
    content: { latitude: -23.55, longitude: -46.63, ...(name !== undefined && { name }) },
  }),
  contacts: (name: string): Content => ({
    type: 'contacts',
    content: [{ name: { formatted_name: name }, phones: [] }],
  }),
  order: (text: string): Content => ({
    type: 'order',
    content: {
      catalog_id: '1',
      text,
      product_items: [{ product_retailer_id: 'a', quantity: 1, item_price: 10, currency: 'BRL' }],
    },
  }),
  unsupported: (): Content => ({ type: 'unsupported', content: { type: 'poll' } }),
  /** The new content of what was written, within 15 minutes. Source: Meta's webhook reference, *messages*, *edit*; and of the next, *revoke*. */
  edit: (originalId: string, { type, content }: Content): Content => ({
    type: 'edit',
    content: { original_message_id: originalId, message: { type, [type]: content } },
  }),
  revoke: (originalId: string): Content => ({ type: 'revoke', content: { original_message_id: originalId } }),
};

function interactive(type: string, reply: unknown): Content {
  return { type: 'interactive', content: { type, [type]: reply } };
}

/** What every change of a template begins with. Source: section 2.5. */
export function templateNames({ id, name, language }: Template): Value {
  return { message_template_id: id, message_template_name: name, message_template_language: language };
}

/** What a person decided about marketing of a business. */
export function preferenceValue(who: Identity, number: BusinessNumber, value: 'stop' | 'resume', at: number): Value {
  return {
    messaging_product: 'whatsapp',
    metadata: metadata(number),
    contacts: [contact(who)],
    user_preferences: [
      {
        ...(who.waId !== undefined && { wa_id: who.waId }),
        user_id: who.userId,
        detail: `User requested to ${value} marketing messages`,
        category: 'marketing_messages',
        value,
        timestamp: seconds(at),
      },
    ],
  };
}

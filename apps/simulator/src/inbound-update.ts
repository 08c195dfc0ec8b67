import { type Draws } from './draws';
import { jsonText, jsonValue } from './json-text';
import { contactJson } from './status-update';
import { type AccountChange, type CloudUpdate, type NamedNumber } from './webhook-body';

/** What a person writes. */
export type InboundContent =
  | { readonly text: string }
  | { readonly button: { readonly text: string; readonly payload: string } }
  | {
      readonly media: {
        readonly type: string;
        readonly mimeType: string;
        readonly caption?: string | undefined;
        /** Fields beside those that every medium has. */
        readonly more?: object | undefined;
      };
    }
  /** Any other, as the platform has it under the name of its type. */
  | { readonly type: string; readonly object: unknown };

export interface InboundMessage {
  readonly id: string;
  readonly from: Writer;
  readonly at: number;
  readonly content: InboundContent;
  /** What the platform calls its file, where it has one; the hash in base64. */
  readonly file?: { readonly id: string; readonly sha256: string } | undefined;
  /** Message id that is quoted or whose button was tapped. */
  readonly contextId?: string | undefined;
  /** Whether that one was sent so long ago that ids of the sender's side are forgotten. */
  readonly quotesOld?: boolean | undefined;
  /** Chance that belongs to this message. */
  readonly draws: Draws;
  readonly fromAdvertisement?: boolean | undefined;
}

/** The person, as webhooks name them. */
export interface Writer {
  readonly waId: string;
  readonly userId: string;
  readonly profileName: string;
  readonly bsuidOnly: boolean;
}

/** One element of `messages[]` (platform reference, 2.4). */
export function inboundUpdate(message: InboundMessage, to: NamedNumber): CloudUpdate {
  const { id, from, at, contextId, fromAdvertisement } = message;
  const context = contextId === undefined ? undefined : { from: to.digits, id: contextId };
  const json = jsonValue({
    ...(!from.bsuidOnly && { from: from.waId }),
    from_user_id: from.userId,
    id,
    timestamp: String(Math.floor(at / 1000)),
    ...contentFields(message),
    context,
    referral: fromAdvertisement ? referral : undefined,
  });
  return { list: 'messages', json, contact: contactJson(from) };
}

/** The `type` that the platform gives it. */
export function typeOf(content: InboundContent): string {
  if ('text' in content) return 'text';
  if ('button' in content) return 'button';
  return 'object' in content ? content.type : content.media.type;
}

function contentFields({ content, file }: InboundMessage): object {
  if ('text' in content) return { type: 'text', text: { body: content.text } };
  if ('button' in content) return { type: 'button', button: content.button };
  if ('object' in content) return { type: content.type, [content.type]: content.object };
  const { type, mimeType, caption, more } = content.media;
  return { type, [type]: { ...file, mime_type: mimeType, caption, ...more } };
}

export const referral = {
  source_type: 'ad',
  source_id: '120200000000000000',
  source_url: 'https://fb.example/ad',
  headline: 'Promoção',
  body: 'Fale conosco',
  media_type: 'image',
  ctwa_clid: 'SimClick',
};

/** A person's wish about marketing messages, from the app's own menu. */
export function preferenceUpdate(from: Writer, to: NamedNumber, at: number): AccountChange {
  const who = from.bsuidOnly ? '' : `"wa_id":"${from.waId}",`;
  const preference =
    `{${who}"user_id":"${from.userId}","detail":${jsonText('User requested to stop marketing messages')},` +
    `"category":"marketing_messages","value":"stop","timestamp":${Math.floor(at / 1000)}}`;
  const metadata = `{"display_phone_number":${jsonText(to.digits)},"phone_number_id":${jsonText(to.id)}}`;
  return {
    field: 'user_preferences',
    value: `{"messaging_product":"whatsapp","metadata":${metadata},"user_preferences":[${preference}]}`,
  };
}

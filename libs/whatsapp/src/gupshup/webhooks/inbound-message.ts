import { isObject } from '../../json';
import { optionalText, requireId, requireInstant } from '../../reading';
import type { InboundContent, InboundContentType, InboundMedia } from '../../webhook-element';
import type { EventReader } from './envelope';

/**
 * What a person wrote. The message of ours that it quotes is named as its send was answered (`gsId`); older ones by WhatsApp's id alone.
 * Source: Gupshup's documentation, *Inbound messages*.
 */
export const readInboundMessage: EventReader = (payload, { names, timestamp }) => {
  const messageId = requireId(payload, 'id', 'payload');
  const type = requireId(payload, 'type', 'payload');
  const { payload: inner, sender, context } = payload;
  const quoted = type === 'reaction' ? inner : context;
  return {
    kind: 'inbound',
    messageId,
    at: requireInstant(timestamp, 'timestamp'),
    names,
    from: optionalText(payload, 'source') ?? optionalText(sender, 'phone'),
    userId: optionalText(sender, 'userId'),
    profileName: optionalText(sender, 'name'),
    ...readContent(type, inner),
    contextId: optionalText(quoted, 'gsId') ?? optionalText(quoted, 'id'),
    referred: isObject(payload['referral']),
  };
};

/** By `payload.type`; what is not here nobody can show. */
const CONTENT_TYPES: ReadonlyMap<string, InboundContentType> = new Map([
  ['text', 'text'],
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['sticker', 'sticker'],
  ['file', 'document'],
  ['location', 'location'],
  ['contact', 'contacts'],
  ['quick_reply', 'button'],
  ['button_reply', 'interactive'],
  ['list_reply', 'interactive'],
  ['reaction', 'reaction'],
]);

function readContent(type: string, inner: unknown): InboundContent {
  // A tap on a button of a template comes as one of both, as two pages of the documentation have it.
  const isTap = type === 'quick_reply' || (type === 'text' && optionalText(inner, 'type') === 'button');
  const contentType = isTap ? 'button' : (CONTENT_TYPES.get(type) ?? 'unsupported');
  const isTapped = contentType === 'button' || contentType === 'interactive';
  return {
    contentType,
    text: readText(contentType, inner),
    buttonPayload: isTapped ? (optionalText(inner, 'postbackText') ?? optionalText(inner, 'id')) : undefined,
    media: readMedia(inner),
  };
}

function readText(contentType: InboundContentType, inner: unknown): string {
  switch (contentType) {
    case 'text':
    case 'button':
      return optionalText(inner, 'text') ?? optionalText(inner, 'title') ?? '';
    case 'interactive':
      return optionalText(inner, 'title') ?? optionalText(inner, 'reply') ?? '';
    case 'reaction':
      return optionalText(inner, 'emoji') ?? '';
    case 'location':
      return optionalText(inner, 'name') ?? optionalText(inner, 'address') ?? readCoordinates(inner);
    case 'contacts':
      return readContacts(inner);
    default:
      return optionalText(inner, 'caption') ?? optionalText(inner, 'name') ?? '';
  }
}

function readContacts(inner: unknown): string {
  const contacts = isObject(inner) ? inner['contacts'] : undefined;
  if (!Array.isArray(contacts)) return '';
  const names = contacts.map((each) => optionalText(isObject(each) && each['name'], 'formatted_name') ?? '');
  return names.join(', ');
}

/** As numbers or as texts. */
function readCoordinates(inner: unknown): string {
  if (!isObject(inner)) return '';
  const [latitude, longitude] = [inner['latitude'], inner['longitude']].map((each) => Number(each ?? NaN));
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? `${latitude}, ${longitude}` : '';
}

/** A file is known by where it lies until `urlExpiry`, and by no id. */
function readMedia(inner: unknown): InboundMedia | undefined {
  const url = optionalText(inner, 'url');
  if (url === undefined) return undefined;
  return { id: url, mimeType: optionalText(inner, 'contentType'), fileName: optionalText(inner, 'name') };
}

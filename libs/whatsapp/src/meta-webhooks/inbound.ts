import { CONTENT_TYPES } from '@arauto/domain';
import { isObject, type JsonObject } from '../json';
import type {
  CorrectionElement,
  InboundContent,
  InboundContentType,
  InboundElement,
  InboundMedia,
} from '../webhook-element';
import { Malformed, optionalText, requireId, requireInstant } from '../reading';
import { type Around, type Dialect, ownIdIn } from './dialect';
import { changedIds } from './identity-change';
import { idsAmong, type People } from './people';

/** `value.messages[]`, with the `value.contacts[]` beside it. @throws Malformed */
export function readInbound(
  raw: JsonObject,
  people: People,
  { names, dialect }: Around,
  path: string,
): InboundElement | CorrectionElement {
  const messageId = requireId(raw, 'id', path);
  const type = requireId(raw, 'type', path);
  const at = requireInstant(raw['timestamp'], `${path}.timestamp`);
  const content = raw[type];
  const from = optionalText(raw, 'from');
  const userId = optionalText(raw, 'from_user_id');
  const person = from || userId ? people.of(from, userId) : people.only;
  const parentId = optionalText(raw, 'from_parent_user_id') ?? optionalText(person, 'parent_user_id');
  const common = {
    ...{ messageId, at, names },
    from: from ?? optionalText(person, 'wa_id'),
    userId: userId ?? optionalText(person, 'user_id'),
    otherIds: idsAmong(parentId, ...(changedIds(type, content) ?? [])),
  };
  if (type === 'edit' || type === 'revoke')
    return { kind: 'correction', ...common, ...readCorrection(raw, type, dialect, path) };
  return {
    kind: 'inbound',
    ...common,
    profileName: person && optionalText(person['profile'], 'name'),
    ...readContent(type, content, dialect),
    contextId: type === 'reaction' ? optionalText(content, 'message_id') : ownIdIn(raw['context'], dialect),
    referred: isObject(raw['referral']),
  };
}

/** `{ original_message_id }`, of an edit with the message as it is now. */
function readCorrection(
  raw: JsonObject,
  type: 'edit' | 'revoke',
  dialect: Dialect,
  path: string,
): Pick<CorrectionElement, 'originalId' | 'now'> {
  const correction = raw[type];
  if (!isObject(correction)) throw new Malformed(`${path}.${type}`, 'an object was expected');
  const originalId = requireId(correction, 'original_message_id', `${path}.${type}`);
  if (type === 'revoke') return { originalId, now: null };
  const { message } = correction;
  if (!isObject(message)) throw new Malformed(`${path}.edit.message`, 'an object was expected');
  const newType = requireId(message, 'type', `${path}.edit.message`);
  return { originalId, now: readContent(newType, message[newType], dialect) };
}

function readContent(type: string, content: unknown, dialect: Dialect): InboundContent {
  return {
    contentType: isKnown(type) ? type : 'unsupported',
    text: readText(type, content),
    buttonPayload: readButtonPayload(type, content),
    media: readMedia(content, dialect),
  };
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(CONTENT_TYPES.filter((type) => type !== 'template'));

function isKnown(type: string): type is InboundContentType {
  return KNOWN_TYPES.has(type);
}

function readText(type: string, content: unknown): string {
  switch (type) {
    case 'text':
    case 'system':
      return optionalText(content, 'body') ?? '';
    case 'button':
    case 'order':
      return optionalText(content, 'text') ?? '';
    case 'reaction':
      return optionalText(content, 'emoji') ?? '';
    case 'location':
      return optionalText(content, 'name') ?? optionalText(content, 'address') ?? readCoordinates(content);
    case 'contacts':
      return Array.isArray(content)
        ? content.map((each) => optionalText(isObject(each) && each['name'], 'formatted_name') ?? '').join(', ')
        : '';
    case 'interactive': {
      const reply = interactiveReply(content);
      return optionalText(reply, 'title') ?? optionalText(reply, 'body') ?? '';
    }
    default:
      return optionalText(content, 'caption') ?? optionalText(content, 'filename') ?? '';
  }
}

function readButtonPayload(type: string, content: unknown): string | undefined {
  if (type === 'button') return optionalText(content, 'payload');
  if (type !== 'interactive') return undefined;
  const reply = interactiveReply(content);
  return optionalText(reply, 'id') ?? optionalText(reply, 'name');
}

/** `{ type: "button_reply", button_reply: { id, title } }` and its likes for lists and flows. */
function interactiveReply(content: unknown): unknown {
  const type = optionalText(content, 'type');
  return type && isObject(content) ? content[type] : undefined;
}

function readCoordinates(content: unknown): string {
  if (!isObject(content)) return '';
  const { latitude, longitude } = content;
  return typeof latitude === 'number' && typeof longitude === 'number' ? `${latitude}, ${longitude}` : '';
}

function readMedia(content: unknown, { fileBy }: Dialect): InboundMedia | undefined {
  const mimeType = optionalText(content, 'mime_type');
  const id = optionalText(content, fileBy);
  if (!id || !mimeType) return undefined;
  const voice = isObject(content) && content['voice'] === true;
  return { id, mimeType, fileName: optionalText(content, 'filename'), ...(voice && { voice }) };
}

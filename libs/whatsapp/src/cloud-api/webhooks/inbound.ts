import { CONTENT_TYPES } from '@arauto/domain';
import { isObject, type JsonObject } from '../../json';
import type { ElementNames, IgnoredElement, InboundContentType, InboundElement } from '../../webhook-element';
import { optionalText, requireId, requireInstant } from '../reading';
import { changedIds } from './identity-change';
import { idsAmong, type People } from './people';

/** `value.messages[]`, with the `value.contacts[]` beside it. @throws Malformed */
export function readInbound(
  raw: JsonObject,
  people: People,
  names: ElementNames,
  path: string,
): InboundElement | IgnoredElement {
  const messageId = requireId(raw, 'id', path);
  const type = requireId(raw, 'type', path);
  const at = requireInstant(raw['timestamp'], `${path}.timestamp`);
  if (type === 'edit' || type === 'revoke') return { kind: 'ignored', reason: `message ${type}` };
  const content = raw[type];
  const from = optionalText(raw, 'from');
  const userId = optionalText(raw, 'from_user_id');
  const person = from || userId ? people.of(from, userId) : people.only;
  const parentId = optionalText(raw, 'from_parent_user_id') ?? optionalText(person, 'parent_user_id');
  return {
    kind: 'inbound',
    messageId,
    at,
    names,
    from: from ?? optionalText(person, 'wa_id'),
    userId: userId ?? optionalText(person, 'user_id'),
    otherIds: idsAmong(parentId, ...(changedIds(type, content) ?? [])),
    profileName: person && optionalText(person['profile'], 'name'),
    contentType: INBOUND_TYPES.get(type) ?? 'unsupported',
    text: readText(type, content),
    buttonPayload: readButtonPayload(type, content),
    contextId: type === 'reaction' ? optionalText(content, 'message_id') : optionalText(raw['context'], 'id'),
    media: readMedia(content),
    referred: isObject(raw['referral']),
  };
}

const INBOUND_TYPES: ReadonlyMap<string, InboundContentType> = new Map(
  CONTENT_TYPES.flatMap((type) => (type === 'template' ? [] : [[type, type] as const])),
);

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

function readMedia(content: unknown): InboundElement['media'] {
  const mimeType = optionalText(content, 'mime_type');
  const id = optionalText(content, 'id');
  return id && mimeType ? { id, mimeType } : undefined;
}

import { type BusinessNumber } from './business-numbers';
import { graphError, type GraphError } from './graph-error';
import { addressedDigits, handsetOf, handsetOfUserId } from './handsets';
import { asObject, asText, type JsonObject } from './json-object';
import { type WantedMessage } from './take-message';
import { checkTemplateMessage, quickRepliesOf } from './template-message';
import { type Templates } from './templates';

/** A send request that passed every check. */
export interface MessageRequest extends WantedMessage {
  /** The recipient as the request wrote it; null when it named a user id. */
  readonly input: string | null;
}

const CALLBACK_LIMIT = 512;
const FREE_FORM_TYPES = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'reaction',
];

/** What request validation looks things up in. */
export interface Known {
  readonly templates: Templates;
  readonly media: ReadonlySet<string>;
}

/** Checks a send request as the platform does, in its order; answers the message or the refusal. */
export function readMessageRequest(
  body: JsonObject,
  number: BusinessNumber,
  known: Known,
): MessageRequest | GraphError {
  if (body.messaging_product !== 'whatsapp') {
    return graphError(100, 'The parameter messaging_product is required and must be "whatsapp".');
  }
  const callbackData = body.biz_opaque_callback_data ?? null;
  if (callbackData !== null && (typeof callbackData !== 'string' || callbackData.length > CALLBACK_LIMIT)) {
    return graphError(100, `Param biz_opaque_callback_data must be a string of at most ${CALLBACK_LIMIT} characters.`);
  }
  const recipient = readRecipient(body, number);
  if ('code' in recipient) return recipient;
  const content = readContent(body, number, known);
  if ('code' in content) return content;
  if (content.template?.category === 'AUTHENTICATION' && recipient.input === null) {
    return graphError(131062, 'Authentication templates cannot be sent to a business-scoped user ID.');
  }
  return { ...recipient, ...content, callbackData };
}

function readRecipient(
  body: JsonObject,
  number: BusinessNumber,
): Pick<MessageRequest, 'input' | 'digits' | 'handset'> | GraphError {
  const { to, recipient } = body;
  if ((to === undefined || to === '') && (recipient === undefined || recipient === '')) {
    return graphError(131008, 'The parameter to or recipient is required.');
  }
  const input = to === undefined || to === '' ? null : to;
  const digits =
    input === null
      ? handsetOfUserId(asText(recipient) ?? '')
      : typeof input === 'string'
        ? addressedDigits(input, number.digits)
        : undefined;
  if (digits === undefined) {
    const field = input === null ? 'recipient' : 'to';
    return graphError(131009, `The parameter ${field} is not valid: ${JSON.stringify(input ?? recipient)}.`);
  }
  const handset = handsetOf(digits);
  if (handset === handsetOf(number.digits)) return graphError(131021, 'Recipient phone number cannot be the sender.');
  return { input: input as string | null, digits, handset };
}

type Content = Pick<MessageRequest, 'template' | 'quickReplies' | 'freeForm'>;

function readContent(body: JsonObject, number: BusinessNumber, known: Known): Content | GraphError {
  const type = body.type ?? 'text';
  if (type !== 'template' && !FREE_FORM_TYPES.includes(type as string)) {
    return graphError(
      100,
      `Param type must be one of {template, ${FREE_FORM_TYPES.join(', ')}}, not ${JSON.stringify(type)}.`,
    );
  }
  const content = body[type as string];
  if (content === undefined || content === null)
    return graphError(131008, `The parameter ${type as string} is required.`);
  if (type === 'contacts') {
    return Array.isArray(content)
      ? { template: undefined, freeForm: { type, contacts: content }, quickReplies: [] }
      : graphError(100, 'Param contacts must be an array.');
  }
  const object = asObject(content);
  if (!object) return graphError(100, `Param ${type as string} must be an object.`);
  if (type === 'template') return readTemplate(object, number, known);
  const freeForm = { type, [type as string]: object };
  return checkFreeForm(type as string, object, known) ?? { template: undefined, freeForm, quickReplies: [] };
}

function readTemplate(content: JsonObject, number: BusinessNumber, known: Known): Content | GraphError {
  const name = asText(content.name);
  if (!name) return graphError(131008, 'The parameter template["name"] is required.');
  const language = asText(asObject(content.language)?.code);
  if (!language) return graphError(131008, 'The parameter template["language"]["code"] is required.');
  const template = known.templates.find(number.account, name, language);
  if (!template || template.status === 'PENDING' || template.status === 'REJECTED') {
    return graphError(132001, `template name (${name}) does not exist in ${language}`);
  }
  if (template.status === 'PAUSED') return graphError(132015, `template ${name} (${language}) is paused`);
  if (template.status === 'DISABLED') return graphError(132016, `template ${name} (${language}) is disabled`);
  const media = unknownMedia(content.components, known);
  return (
    checkTemplateMessage(template, content.components) ??
    media ?? { template, quickReplies: quickRepliesOf(template, content.components) }
  );
}

function unknownMedia(components: unknown, known: Known): GraphError | undefined {
  if (!Array.isArray(components)) return undefined;
  for (const component of components.map(asObject)) {
    const cards = Array.isArray(component?.cards) ? component.cards.map(asObject) : [];
    for (const card of cards) {
      const problem = unknownMedia(card?.components, known);
      if (problem) return problem;
    }
    const parameters = component?.parameters;
    for (const parameter of Array.isArray(parameters) ? parameters.map(asObject) : []) {
      const media = asObject(parameter?.image ?? parameter?.video ?? parameter?.document);
      const problem = media && checkMedia(media, known);
      if (problem) return problem;
    }
  }
  return undefined;
}

function checkMedia(media: JsonObject, known: Known): GraphError | undefined {
  if (media.id === undefined && media.link === undefined)
    return graphError(131008, 'Either media id or link is required.');
  if (media.id === undefined) {
    return /^https?:\/\//.test(asText(media.link) ?? '')
      ? undefined
      : graphError(131053, 'The media link is not a URL.');
  }
  return known.media.has(String(media.id))
    ? undefined
    : graphError(131053, `There is no media with id ${String(media.id)}.`);
}

/** Longest texts of free-form messages, by type and path (platform reference, 1.4). */
function textsOf(type: string, content: JsonObject): (readonly [name: string, text: unknown, limit: number])[] {
  switch (type) {
    case 'text':
      return [['text["body"]', content.body, 4096]];
    case 'image':
    case 'video':
    case 'document':
      return [[`${type}["caption"]`, content.caption ?? '-', 1024]];
    case 'interactive':
      return [
        ['interactive["body"]["text"]', asObject(content.body)?.text, content.type === 'list' ? 4096 : 1024],
        ['interactive["footer"]["text"]', asObject(content.footer)?.text ?? '-', 60],
      ];
    default:
      return [];
  }
}

/** What a file is told with: anything else is refused, as a caption of a voice note is. */
const FILE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  image: ['id', 'link', 'caption'],
  video: ['id', 'link', 'caption'],
  audio: ['id', 'link', 'voice'],
  document: ['id', 'link', 'caption', 'filename'],
  sticker: ['id', 'link'],
};

function checkFreeForm(type: string, content: JsonObject, known: Known): GraphError | undefined {
  const fields = FILE_FIELDS[type];
  const unexpected = fields && Object.keys(content).find((name) => !fields.includes(name));
  if (unexpected !== undefined) return graphError(100, `Unexpected key "${unexpected}" on param "${type}".`);
  for (const [name, text, limit] of textsOf(type, content)) {
    if (typeof text !== 'string' || text === '') return graphError(131008, `The parameter ${name} is required.`);
    if (text.length > limit) return graphError(100, `Param ${name} must be at most ${limit} characters long.`);
  }
  return fields && checkMedia(content, known);
}

import { isObject, type JsonObject } from '../json';
import { optionalText } from '../reading';

type Component = Readonly<Record<string, unknown>>;

/** Kinds of templates that begin with a file, as Meta calls such headers. */
const FILES: ReadonlySet<string> = new Set(['IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']);

/** Kinds that are a header, a body, a footer and buttons, and nothing else. */
const PLAIN: ReadonlySet<string> = new Set(['TEXT', ...FILES]);

/**
 * What Gupshup lists of a template, as Meta writes it. Its parts are in `containerMeta`, JSON in a text, under Meta's names; `data` has them in one
 * text, for where that is missing. What is neither (carousels, catalogues) keeps its name, so that it is refused by it and not sent in part.
 * Source: Gupshup's partner documentation, *Get templates*.
 */
export function componentsOf(raw: JsonObject): readonly Component[] {
  const kind = optionalText(raw, 'templateType')?.toUpperCase() ?? 'TEXT';
  const parts = containerOf(raw) ?? partsOf(optionalText(raw, 'data') ?? '');
  const header = optionalText(parts, 'header');
  const footer = optionalText(parts, 'footer');
  const { buttons } = parts;
  return [
    ...(FILES.has(kind) ? [{ type: 'HEADER', format: kind }] : []),
    ...(header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: header }]),
    { type: 'BODY', text: optionalText(parts, 'data') ?? '' },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(Array.isArray(buttons) && buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.filter(isObject) }] : []),
    ...(PLAIN.has(kind) ? [] : [{ type: kind }]),
  ];
}

function containerOf(raw: JsonObject): JsonObject | null {
  const text = optionalText(raw, 'containerMeta');
  if (text === undefined) return null;
  try {
    const parts: unknown = JSON.parse(text);
    return isObject(parts) && optionalText(parts, 'data') !== undefined ? parts : null;
  } catch {
    return null;
  }
}

/** `Please {{1}} | [Yes] | [Look,https://…]`: header and footer cannot be told from the body, which they are lines of. */
function partsOf(data: string): JsonObject {
  const [body = '', ...buttons] = data.split(/ *\| *(?=\[[^[\]]*\])/);
  return { data: body.trim(), buttons: buttons.map(buttonOf) };
}

function buttonOf(text: string): Component {
  const [label = '', target = ''] = text.replace(/^\[|\]$/g, '').split(/,(.*)/s);
  if (/^https?:/.test(target)) return { type: 'URL', text: label, url: target };
  return target === ''
    ? { type: 'QUICK_REPLY', text: label }
    : { type: 'PHONE_NUMBER', text: label, phone_number: target };
}

import { asObject, asText, type JsonObject } from '../json-object';
import { invalid, type Refusal } from './refusal';
import { objectIn } from './send-form';

/** A field of a free-form message: which, and the length that its text may have. */
type Field = readonly [path: string, longest: number];

interface Shape {
  readonly texts: readonly Field[];
  readonly urls: readonly string[];
}

const LONGEST_URL = 2048;

/** What free-form messages must have, by type, and how long it may be (platform reference, 1.4 and 5.1). */
const shapes: Readonly<Record<string, Shape>> = {
  text: { texts: [['text', 4096]], urls: [] },
  image: { texts: [], urls: ['originalUrl'] },
  video: { texts: [], urls: ['url'] },
  audio: { texts: [], urls: ['url'] },
  file: { texts: [], urls: ['url'] },
  sticker: { texts: [], urls: ['url'] },
  quick_reply: { texts: [['content.text', 1024]], urls: [] },
  list: {
    texts: [
      ['title', 60],
      ['body', 4096],
    ],
    urls: [],
  },
  location: { texts: [], urls: [] },
};

const OWN_MISSING = 1009;
const OWN_MEDIA = 1010;
const TOO_LONG = 100;

/** The content of `POST /wa/api/v1/msg`: refused where it cannot be read, else the code with which the message will fail, if it will. */
export function readSessionContent(
  form: URLSearchParams,
): { readonly fails: number | undefined; readonly freeForm: JsonObject } | Refusal {
  const message = objectIn(form, 'message');
  const type = asText(message?.type) ?? '';
  const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
  if (!message || !shape) return invalid('Message');
  return { fails: failureOf(type, message, shape), freeForm: message };
}

function failureOf(type: string, message: JsonObject, { texts, urls }: Shape): number | undefined {
  for (const [path, longest] of [...texts, ...urls.map((name) => [name, LONGEST_URL] as const)]) {
    const text = asText(at(message, path));
    if (!text) return OWN_MISSING;
    if (text.length > longest) return TOO_LONG;
  }
  if (urls.some((name) => !/^https?:\/\//.test(message[name] as string))) return OWN_MEDIA;
  if ((asText(message.caption) ?? '').length > 1024) return TOO_LONG;
  if (type === 'location' && !['latitude', 'longitude'].every((name) => isNumber(message[name]))) return OWN_MISSING;
  if (type === 'quick_reply') return optionsFailure(message.options, 3);
  return type === 'list' ? listFailure(message) : undefined;
}

function at(message: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => asObject(value)?.[name], message);
}

function isNumber(value: unknown): boolean {
  return value !== '' && value !== undefined && Number.isFinite(Number(value));
}

function optionsFailure(options: unknown, most: number): number | undefined {
  if (!Array.isArray(options) || options.length === 0) return OWN_MISSING;
  const titles = options.map((option) => asText(asObject(option)?.title));
  if (titles.some((title) => !title)) return OWN_MISSING;
  return options.length > most || titles.some((title) => title!.length > 24) ? TOO_LONG : undefined;
}

function listFailure({ globalButtons, items }: JsonObject): number | undefined {
  if (!Array.isArray(globalButtons) || !Array.isArray(items)) return OWN_MISSING;
  const rows: unknown[] = items.flatMap((item) => asObject(item)?.options ?? []);
  return optionsFailure(rows, 10);
}

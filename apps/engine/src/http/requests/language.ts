import type { PageFacts } from '@arauto/application';
import { Field, oneOf, optional, shapes } from '@arauto/application/fields';
import { inLanguage, type Language, LANGUAGES } from '@arauto/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endpointOf } from './authentication';

/** What every route takes, also those whose class of query parameters does not name it. */
export class LanguageQuery {
  @Field(
    optional(oneOf(LANGUAGES)),
    'Of what the engine says in its own words; it goes before `Accept-Language`. English where neither says anything else.',
  )
  readonly language?: Language;
}

const known = new WeakMap<FastifyRequest, Language>();

/** The language that a request is answered in, whatever becomes of it: refusals before it is checked have one, too. */
export function languageOf(request: FastifyRequest): Language {
  let language = known.get(request);
  if (language === undefined) {
    // The address as it came: the query is not there of one that cannot be decoded, nor what every route takes of one that was checked.
    const asked = new URLSearchParams(/\?.*$/.exec(request.url)?.[0]).get('language');
    language = LANGUAGES.find((one) => one === asked) ?? preferred(request.headers['accept-language']) ?? 'en';
    known.set(request, language);
  }
  return language;
}

/** Browsers send a handful. */
const MOST_RANGES = 20;

/**
 * The best of `Accept-Language` that there is, by its first subtag: whoever reads any Portuguese reads ours. Source: RFC 9110 section
 * 12.5.4.
 */
export function preferred(header: string | undefined): Language | undefined {
  if (header === undefined) return undefined;
  const ranges = header.split(',', MOST_RANGES).flatMap((part) => {
    const [, tag, q = '1'] =
      /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)\s*(?:;\s*q=(\d(?:\.\d{1,3})?))?\s*$/i.exec(part) ?? [];
    return tag === undefined ? [] : [{ tag: tag.toLowerCase(), q: Number(q) }];
  });
  const wanted = ranges.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
  const refused = new Set(ranges.filter(({ q }) => q === 0).map(({ tag }) => spoken(tag)));
  for (const { tag } of wanted) {
    const language = tag === '*' ? LANGUAGES.find((one) => !refused.has(one)) : spoken(tag);
    if (language !== undefined) return language;
  }
  return undefined;
}

/** `es-419` → `es`. */
function spoken(tag: string): Language | undefined {
  const first = primary(tag);
  return LANGUAGES.find((language) => primary(language) === first);
}

function primary(tag: string): string {
  return tag.split('-', 1)[0]!.toLowerCase();
}

/**
 * Puts what an answer says in the engine's own words into the language of the request. Its shape knows which texts these are: nothing else of it
 * is looked at.
 */
export async function answerInLanguage(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const language = languageOf(request);
  const facts = endpointOf(request);
  if (language === 'en' || !facts || typeof payload !== 'object' || payload === null) return payload;
  const { answers, otherwise } = facts;
  const said = reply.statusCode === otherwise?.status ? otherwise.answers : answers;
  return said && 'pageOf' in said
    ? pageIn(said, payload as Items, language)
    : said
      ? saidIn(said, payload, language)
      : payload;
}

type Items = { readonly items: readonly unknown[] };

function pageIn({ pageOf, beside = {} }: PageFacts, page: Items, language: Language): Items {
  const parts = shapes.object({ items: shapes.list(pageOf), ...beside });
  return saidIn(parts, page, language) as Items;
}

/** A value with what the engine says in it in a language, by the shape of the value. */
export function saidIn<Value>({ reworded }: shapes.Shape<Value>, value: Value, language: Language): Value {
  return language === 'en' || !reworded ? value : reworded(value, (sentence) => inLanguage(sentence, language));
}

/** Types of answers that the engine's own words may stand in. What is a file says itself in which language it is. */
const WORDED = /^(application\/(problem\+)?json|text\/event-stream)\b/;

/** Says in which language an answer is, and that it depends on what was asked for. */
export async function sayLanguage(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const type = reply.getHeader('content-type');
  if (typeof type !== 'string' || !WORDED.test(type) || reply.hasHeader('content-language')) return payload;
  void reply.headers(languageHeaders(languageOf(request)));
  return payload;
}

export function languageHeaders(language: Language): Readonly<Record<string, string>> {
  return { 'content-language': language, vary: 'Accept-Language' };
}

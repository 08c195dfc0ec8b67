import { instantIn } from '../vocabulary/instant-in';
import type { Language } from '../vocabulary/language';
import { filled, hasPlaces, type Template, templateOf, valuesIn } from './template';
import { WORDINGS } from './wordings';
import type { InOtherLanguages } from './wording';

interface Known extends Template {
  readonly said: InOtherLanguages;
}

const whole = new Map<string, InOtherLanguages>();
const withPlaces: Known[] = [];
for (const wording of WORDINGS) {
  for (const [english, said] of Object.entries(wording)) {
    if (hasPlaces(english)) withPlaces.push({ ...templateOf(english), said });
    else whole.set(english, said);
  }
}
withPlaces.sort((a, b) => b.weight - a.weight);

/** A sentence in a place, and one in that. */
const DEEPEST = 3;
/** Characters of a place that are looked into: a person may have written what stands there. */
const LONGEST_PLACE = 300;
/** Sentences in a row that are told apart, and those that may be one of ours together. */
const MOST_SENTENCES = 200;
const MOST_TOGETHER = 3;

/** Where one sentence ends and the next begins. */
const BETWEEN = /(?<=[.!?]) (?=\S)/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

type Other = Exclude<Language, 'en'>;

/**
 * What the engine says, in another language: a sentence that it knows, several in a row, or one that stands in another. What it does not
 * know stays as it is: names, what persons and providers wrote, what an earlier version said.
 */
export function inLanguage(english: string, language: Language): string {
  return language === 'en' ? english : (reworded(english, language, 0) ?? english);
}

/** Something in another language, and how many characters of it were known and not filled in. */
interface Told {
  readonly said: string;
  readonly weight: number;
}

function reworded(text: string, language: Other, depth: number): string | undefined {
  const strictly = sentence(text, language, depth, false);
  if (strictly) return strictly.said;
  // Two sentences in a row would be taken for one with the other in its place, and one with a name of two for two: what is known best is meant.
  const parts = sentences(text, language, depth);
  const widely = sentence(text, language, depth, true);
  return (widely && widely.weight > (parts?.weight ?? 0) ? widely : parts)?.said;
}

/** @param widely whether what stands in a place may be several sentences, as somebody may have named something */
function sentence(text: string, language: Other, depth: number, widely: boolean): Told | undefined {
  const exact = whole.get(text);
  if (exact) return { said: exact[language], weight: text.length };
  for (const known of withPlaces) {
    const values = valuesIn(text, known);
    if (!values || (!widely && values.some((value) => BETWEEN.test(value)))) continue;
    const said = filled(
      known.said[language],
      values.map((value) => place(value, language, depth + 1)),
    );
    return { said, weight: known.weight };
  }
  return undefined;
}

/** The longest run that is one of ours goes before its parts. */
function sentences(text: string, language: Other, depth: number): Told | undefined {
  const parts = text.split(BETWEEN, MOST_SENTENCES + 1);
  if (parts.length === 1 || parts.length > MOST_SENTENCES) return undefined;
  const said: string[] = [];
  let weight = 0;
  for (let at = 0; at < parts.length;) {
    const run = longestRun(parts.slice(at, at + MOST_TOGETHER), language, depth);
    weight += run?.weight ?? 0;
    said.push(run?.said ?? parts[at]!);
    at += run?.length ?? 1;
  }
  return weight > 0 ? { said: said.join(' '), weight } : undefined;
}

function longestRun(parts: readonly string[], language: Other, depth: number) {
  for (let length = parts.length; length > 0; length--) {
    const told = sentence(parts.slice(0, length).join(' '), language, depth, false);
    if (told) return { ...told, length };
  }
  return undefined;
}

/** An instant, a sentence, or a list of such. */
function place(value: string, language: Other, depth: number): string {
  if (depth > DEEPEST || value.length > LONGEST_PLACE) return value;
  if (INSTANT.test(value)) return instantIn(value, language);
  const said = reworded(value, language, depth);
  if (said !== undefined || !value.includes(', ')) return said ?? value;
  const parts = value.split(', ');
  return parts.map((part) => place(part, language, depth)).join(', ');
}

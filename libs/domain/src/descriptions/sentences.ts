import { PAUSED_BY_ADMIN } from '../pause';
import type { DataOf, StoredType } from '../stored/stored-event';
import { instantIn } from '../vocabulary/instant-in';
import type { Language } from '../vocabulary/language';

/** A sentence for each event type, made of its data. */
export type Sentences<Type extends StoredType = StoredType> = {
  readonly [Of in Type]: (data: DataOf<Of>) => string;
};

/** Numbers and instants as a language writes them. */
export function writingIn(language: Language) {
  const { format } = new Intl.NumberFormat(language);
  return {
    number: (n: number) => format(n),
    /** `1 contact`, `2 contacts`. */
    counted: (n: number, one: string, many = `${one}s`) => `${format(n)} ${n === 1 ? one : many}`,
    instant: (text: string) => instantIn(text, language),
  };
}

/** A reason that somebody gave, behind what was done; of one that nobody gave it was said who did it, and that is all there is. */
export function because(reason: string): string {
  return reason === PAUSED_BY_ADMIN ? '' : `: ${reason}`;
}

/** @param unsaid what a reason that nobody gave is called among others */
export function reasonsIn(unsaid: string) {
  return (reasons: readonly { readonly reason: string }[]): string =>
    reasons.map(({ reason }) => (reason === PAUSED_BY_ADMIN ? unsaid : reason)).join(', ');
}

/** Which fields are there, in words; of a later version's as they are. */
export function namesOf(fields: object, words: Readonly<Record<string, string>>): string {
  return Object.keys(fields)
    .map((field) => words[field] ?? field)
    .join(', ');
}

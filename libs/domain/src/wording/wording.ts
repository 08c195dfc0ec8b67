import type { Language } from '../vocabulary/language';

/** What is said in English where it is thrown or written, in the languages that it is put into. */
export type InOtherLanguages = Readonly<Record<Exclude<Language, 'en'>, string>>;

/**
 * Sentences by their English, whole. `{0}`, `{1}` … are the values that stand in them, in the order in which the English has them; a translation
 * may say them in another order, leave one out, or choose by one: `{0|contato|contatos}` is the first word for 1, else the second.
 */
export type Wording = Readonly<Record<string, InOtherLanguages>>;

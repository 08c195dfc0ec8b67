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

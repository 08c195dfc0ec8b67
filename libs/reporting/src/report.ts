import type { Language } from '@arauto/domain';

/** A title in every language. */
export type InLanguages = Readonly<Record<Language, string>>;

/** A column: what it is called, and what of a row it shows. The kind says what may stand in its cells. */
export type Column<Row> = { readonly title: InLanguages } & (
  | {
      /** `text` from people: what a spreadsheet would run is neutralised. `phone`: the same, but a number keeps its plus sign. */
      readonly kind: 'text' | 'phone';
      readonly value: (row: Row) => string | null;
    }
  | {
      /** Made by us: ids, instants, codes, numbers, flags. Never a formula. */
      readonly kind: 'fact';
      readonly value: (row: Row) => string | number | boolean | null;
    }
);

/** A report: its columns in the order people read them. Rows are those of the API. */
export interface Report<Row> {
  /** Also what a file of it is called, without extension. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
}

/** For titles that are read by programs. */
export function inEveryLanguage(title: string): InLanguages {
  return { en: title, 'pt-BR': title, es: title };
}

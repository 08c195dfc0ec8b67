import type { Catalogue, Explained, Language } from '@arauto/domain';

/** A title or label in every language. */
export type InLanguages = Readonly<Record<Language, string>>;

/** A column: what it is called, and what of a row it shows. The kind says how a file shows it. */
export type Column<Row> = { readonly key: string; readonly title: InLanguages } & (
  | {
      /** `text` from people: quoted, formulas neutralised. `phone`: the same, but E.164 stays as it is. */
      readonly kind: 'text' | 'phone';
      readonly value: (row: Row) => string | null;
    }
  /** RFC 3339 UTC; shown in the zone and language asked for. */
  | { readonly kind: 'instant'; readonly value: (row: Row) => string | null }
  | { readonly kind: 'number'; readonly value: (row: Row) => number | null }
  /** Yes or no. */
  | { readonly kind: 'flag'; readonly value: (row: Row) => boolean | null }
  /** A machine value with a label in each language; one that has none is shown as it is. */
  | {
      readonly kind: 'word';
      readonly value: (row: Row) => string | null;
      readonly words: (labels: Catalogue, language: Language) => Readonly<Record<string, string | Explained>>;
    }
);

/** A report: its columns in the order people read them. Rows are those of the API, whatever the file. */
export interface Report<Row> {
  readonly name: string;
  readonly title: InLanguages;
  readonly columns: readonly Column<Row>[];
}

export interface FileOptions {
  readonly language: Language;
  /** IANA name, like `America/Sao_Paulo`. */
  readonly timeZone: string;
}

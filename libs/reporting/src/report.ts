import type { Language } from '@arauto/domain';

/** A title in every language. */
export type InLanguages = Readonly<Record<Language, string>>;

/**
 * What may stand in the cells of a column, and what `value` gives of a row for it. Null is an empty cell.
 *
 * - `text`: from people, or a word of the language asked for. Never run by a spreadsheet, whatever it begins with.
 * - `phone`: the same, but a number keeps its plus sign.
 * - `code`: ids and machine words, made by us; shown as they are.
 * - `instant`: RFC 3339 UTC; shown as a clock in the zone asked for.
 * - `number`: one that can be added up.
 * - `rate`: a part of 1, shown as a percentage with one decimal.
 * - `flag`: yes or no.
 */
export interface Cells {
  readonly text: string;
  readonly phone: string;
  readonly code: string;
  readonly instant: string;
  readonly number: number;
  readonly rate: number;
  readonly flag: boolean;
}

export type Kind = keyof Cells;

interface ColumnOf<Row, K extends Kind> {
  /** What it is chosen by: of a report whose columns may be. */
  readonly key?: string;
  /** Only there where it is chosen. */
  readonly isOptional?: true;
  readonly title: InLanguages;
  readonly kind: K;
  /** Machine values that people read are said in the language of the file. */
  readonly value: (row: Row, language: Language) => Cells[K] | null;
  /** In characters, where that of its kind does not fit. */
  readonly width?: number;
}

/** A column: what it is called, what of a row it shows, and how wide it is. */
export type Column<Row> = { readonly [K in Kind]: ColumnOf<Row, K> }[Kind];

/** A column that may be chosen. */
export type KeyedColumn<Row> = Column<Row> & { readonly key: string };

/** A report whose columns may be chosen. */
export interface KeyedReport<Row> extends Report<Row> {
  readonly columns: readonly KeyedColumn<Row>[];
  /** How many of the first columns are those of the page that people know: as many as a page of paper has room for. */
  readonly ofPage: number;
}

/**
 * The report with these columns in this order; where none are named, with those that are always there.
 * @param onPaper nobody can make a page wider: where none are named, those of the page that people know
 */
export function withColumns<Row>(
  report: KeyedReport<Row>,
  keys: readonly string[] | undefined,
  onPaper = false,
): Report<Row> {
  const { columns, ofPage } = report;
  // Of files from before none was refused, none is as if nothing was said.
  const chosen = keys?.length
    ? keys.flatMap((key) => columns.find((column) => column.key === key) ?? [])
    : onPaper
      ? columns.slice(0, ofPage)
      : columns.filter(({ isOptional }) => !isOptional);
  return { ...report, columns: chosen };
}

/** What rows are counted by: their status, their kind. */
export interface Counted<Row> {
  /** In the order people read them. */
  readonly words: readonly string[];
  readonly labels: (language: Language) => { readonly [word: string]: string | { readonly label: string } };
  /** The word of a row, or how often each is in one that sums up others; null where it has none. */
  readonly of: (row: Row) => string | { readonly [word: string]: number } | null;
}

/** A report: its columns in the order people read them. Rows are those of the API. */
export interface Report<Row> {
  /** Also what a file of it is called, without extension. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  /** Told in the end where people read the file page by page. */
  readonly counted?: Counted<Row>;
}

/** For titles that are read by programs. */
export function inEveryLanguage(title: string): InLanguages {
  return { en: title, 'pt-BR': title, es: title };
}

const WIDTHS: Readonly<Record<Kind, number>> = {
  text: 24,
  phone: 18,
  code: 20,
  instant: 20,
  number: 10,
  rate: 10,
  flag: 8,
};

/** A date without its time; a phone; a word. */
const LEAST: Readonly<Record<Exclude<Kind, 'code'>, number>> = {
  text: 8,
  phone: 14,
  instant: 10,
  number: 5,
  rate: 6,
  flag: 3,
};
/** An id is one where it is broken, too, as long as all of it is there. */
const LINES_OF_CODE = 3;

/** How many characters of a cell must stand in one line. */
export function leastOf<Row>(column: Column<Row>): number {
  return column.kind === 'code' ? Math.ceil(widthOf(column) / LINES_OF_CODE) : LEAST[column.kind];
}

/** How wide a column of a page or sheet is, in characters: that of its kind unless it says otherwise. */
export function widthOf<Row>({ kind, width }: Column<Row>): number {
  return width ?? WIDTHS[kind];
}

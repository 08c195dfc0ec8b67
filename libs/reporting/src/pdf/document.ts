import type { Language } from '@arauto/domain';

/** A table as people read it: every cell is formatted already, and nothing in it is interpreted. */
export interface PdfDocument {
  readonly title: string;
  /** Of the words around the table ("Page x of y"); cells, labels and titles come in it already. */
  readonly language: Language;
  /** The moment that the report stands for, as it is shown. */
  readonly moment: string;
  /** When the file is made; it stands in the properties of the file only. The same document gives the same bytes. */
  readonly createdAt: Date;
  /** Lines below the title. */
  readonly subtitle: readonly string[];
  readonly filters: readonly PdfFact[];
  readonly totals: readonly PdfFact[];
  /** What the rows came to: asked for when the last was read, and told below it. */
  readonly sums?: () => readonly PdfFact[];
  readonly columns: readonly PdfColumn[];
  /** Batches of rows, with a cell for each column; null is an empty one. */
  readonly rows: AsyncIterable<readonly PdfRow[]>;
}

export type PdfFact = readonly [label: string, value: string];
export type PdfRow = readonly (string | null)[];

export interface PdfColumn {
  readonly title: string;
  /** How many characters its cells have as a rule: the more, the more of the page it gets. */
  readonly weight: number;
  /** How many must fit into a line of it, so that nothing is broken that is read as one: a number, a date. None by default. */
  readonly least?: number;
  /** `end` for numbers. */
  readonly align: 'start' | 'end';
}

/** More rows than people leaf through, and than a reader of PDF opens with pleasure: 100,000 rows are some 4,000 pages. */
export const MOST_PDF_ROWS = 100_000;

/** The page is too narrow for what stands in the columns of the document. */
export class TooManyColumns extends Error {
  override readonly name = 'TooManyColumns';
  constructor() {
    super('these columns do not fit on a page of a PDF: choose fewer, or take the report as csv or xlsx');
  }
}

/** The document has more rows than `MOST_PDF_ROWS`. */
export class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
  constructor() {
    super(`a PDF has at most ${MOST_PDF_ROWS} rows: narrow the search, or take the report as csv or xlsx`);
  }
}

import type { Language } from '@arauto/domain';
import type { Column, Report } from './report';

const MARK = '\uFEFF';
const END = '\r\n';
/** Rows per text that is handed on: large enough to write well, small enough to hold. */
const ROWS_AT_ONCE = 1000;

/**
 * A report as CSV: UTF-8 with mark, comma, CRLF, a row of titles, quoted where needed. A cell that a spreadsheet would take for a
 * formula gets a leading `'`; a phone does not. Reads on only as the caller pulls, and yields texts of up to a thousand rows. The titles
 * come with the first of them: whoever has it knows that the rows can be read, and whoever gives up lets go of them.
 */
export async function* toCsv<Row>(
  { columns }: Report<Row>,
  rows: AsyncIterable<readonly Row[]>,
  language: Language,
): AsyncGenerator<string, void> {
  const cells = columns.map(cellOf);
  const last = cells.length - 1;
  let out = MARK + columns.map(({ title }) => quoted(title[language])).join(',') + END;
  for await (const batch of rows) {
    for (let from = 0; from < batch.length; from += ROWS_AT_ONCE) {
      const to = Math.min(from + ROWS_AT_ONCE, batch.length);
      for (let at = from; at < to; at++) {
        const row = batch[at]!;
        for (let index = 0; index < last; index++) out += cells[index]!(row) + ',';
        out += cells[last]!(row) + END;
      }
      yield out;
      out = '';
    }
  }
  if (out !== '') yield out;
}

function cellOf<Row>(column: Column<Row>): (row: Row) => string {
  switch (column.kind) {
    case 'text':
      return (row) => text(column.value(row));
    case 'phone':
      return (row) => phone(column.value(row));
    case 'fact':
      return (row) => fact(column.value(row));
  }
}

/** What a spreadsheet takes for the beginning of a formula (https://owasp.org/www-community/attacks/CSV_Injection). */
function isFormula(value: string): boolean {
  switch (value.charCodeAt(0)) {
    case 0x3d: // =
    case 0x2b: // +
    case 0x2d: // -
    case 0x40: // @
    case 0x09: // tab
    case 0x0d: // return
      return true;
    default:
      return false;
  }
}

function text(value: string | null): string {
  if (value === null) return '';
  return quoted(isFormula(value) ? `'${value}` : value);
}

const NUMBER = /^\+?[\d ().-]*$/;

/** The text of an invalid row stands in a phone column too, so only what could be a number is let through. */
function phone(value: string | null): string {
  return value !== null && NUMBER.test(value) ? value : text(value);
}

function fact(value: string | number | boolean | null): string {
  if (value === null) return '';
  return typeof value === 'string' ? quoted(value) : String(value);
}

const NEEDS_QUOTES = /[",\r\n]/;

function quoted(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

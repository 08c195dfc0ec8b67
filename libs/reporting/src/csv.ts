import { type Explained, labelsIn } from '@arauto/domain';
import { localTime } from './local-time';
import type { Column, FileOptions, Report } from './report';

const MARK = '\uFEFF';
const END = '\r\n';
/** Rows per text that is handed on: large enough to write well, small enough to hold. */
const ROWS_AT_ONCE = 1000;

/**
 * A report as CSV: UTF-8 with mark, comma, CRLF, a row of titles, quoted where needed. A cell that a spreadsheet would take for a
 * formula gets a leading `'`; a phone does not. Reads on only as the caller pulls, and yields texts of up to a thousand rows.
 * @throws RangeError for a time zone that is not known
 */
export function toCsv<Row>(
  report: Report<Row>,
  rows: AsyncIterable<readonly Row[]>,
  options: FileOptions,
): AsyncIterable<string> {
  const cells = report.columns.map((column) => cellOf(column, options));
  const titles = report.columns.map(({ title }) => text(title[options.language])).join(',');
  return write(MARK + titles + END, cells, rows);
}

type Cell<Row> = (row: Row) => string;

async function* write<Row>(
  head: string,
  cells: readonly Cell<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield head;
  const last = cells.length - 1;
  for await (const rows of batches) {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const to = Math.min(from + ROWS_AT_ONCE, rows.length);
      let out = '';
      for (let at = from; at < to; at += 1) {
        const row = rows[at]!;
        for (let index = 0; index < last; index += 1) out += cells[index]!(row) + ',';
        out += cells[last]!(row) + END;
      }
      yield out;
    }
  }
}

function cellOf<Row>(column: Column<Row>, options: FileOptions): Cell<Row> {
  switch (column.kind) {
    case 'text':
      return (row) => text(column.value(row));
    case 'phone':
      return (row) => phone(column.value(row));
    case 'number':
      return (row) => String(column.value(row) ?? '');
    case 'instant': {
      const show = localTime(options);
      return (row) => {
        const instant = column.value(row);
        return instant === null ? '' : show(instant);
      };
    }
    case 'flag': {
      const { yes, no } = labelsIn(options.language);
      return (row) => {
        const value = column.value(row);
        return value === null ? '' : text(value ? yes : no);
      };
    }
    case 'word': {
      const words = new Map<string | null, string>([[null, '']]);
      const labels: Readonly<Record<string, string | Explained>> = column.words(
        labelsIn(options.language),
        options.language,
      );
      for (const [code, word] of Object.entries(labels))
        words.set(code, text(typeof word === 'string' ? word : word.label));
      return (row) => {
        const code = column.value(row);
        return words.get(code) ?? text(code);
      };
    }
  }
}

const NEEDS_QUOTES = /[",\r\n]/;
const E164 = /^\+[0-9]{4,15}$/;

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
  if (value === null || value === '') return '';
  const safe = isFormula(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of an invalid row stands in a phone column too, so only what is a number is let through. */
function phone(value: string | null): string {
  return value !== null && E164.test(value) ? value : text(value);
}

import { labelsIn } from '@arauto/domain';
import type { FileStyle } from './file-style';
import { isFormula } from './formula';
import { percentIn } from './percent';
import type { Column, Report } from './report';
import { wallClockIn } from './wall-clock';

const MARK = '\uFEFF';
const END = '\r\n';
/** Rows per text that is handed on: of a thousand, making bytes takes a sixth longer, and memory grows by twice as much. */
const ROWS_AT_ONCE = 100;

/**
 * A report as CSV: UTF-8 with mark, CRLF, a row of titles, quoted where needed; instants as `YYYY-MM-DD HH:mm:ss` in the zone, numbers
 * plain, rates as percentages of the language, flags as yes and no. A cell that a spreadsheet would take for a formula gets a leading `'`; a phone does not. Reads on only as
 * the caller pulls, and yields texts of up to a hundred rows. The titles come with the first of them: whoever has it knows that the
 * rows can be read, and whoever gives up lets go of them.
 * @throws RangeError for a zone that is not known
 */
export async function* toCsv<Row>(
  { columns }: Report<Row>,
  rows: AsyncIterable<readonly Row[]>,
  style: FileStyle,
): AsyncGenerator<string, void> {
  const { language, delimiter = ',' } = style;
  const cells = cellsOf(columns, style);
  const last = cells.length - 1;
  // Those of a contact file are whatever somebody called its columns.
  const titles = columns.map(({ title }) => quoted(plainText(title[language])));
  let out = MARK + titles.join(delimiter) + END;
  for await (const batch of rows) {
    for (let from = 0; from < batch.length; from += ROWS_AT_ONCE) {
      const to = Math.min(from + ROWS_AT_ONCE, batch.length);
      for (let at = from; at < to; at++) {
        const row = batch[at]!;
        for (let index = 0; index < last; index++) out += cells[index]!(row) + delimiter;
        out += cells[last]!(row) + END;
      }
      yield out;
      out = '';
    }
  }
  if (out !== '') yield out;
}

function cellsOf<Row>(columns: readonly Column<Row>[], style: FileStyle): ((row: Row) => string)[] {
  const { language, zone } = style;
  const { yes, no } = labelsIn(language);
  const clock = wallClockIn(zone);
  const percent = percentIn(language);
  const text = (value: string) => quoted(plainText(value));
  // The text of an invalid row stands in a phone column too, so only what could be a number is let through.
  const phone = (value: string) => (NUMBER.test(value) ? value : text(value));
  return columns.map((column) => {
    switch (column.kind) {
      case 'text':
      // An id may begin with any character of base64url: `-` in one of 64.
      case 'code':
        return cell(column, text);
      case 'phone':
        return cell(column, phone);
      case 'instant':
        return cell(column, (instant) => clock.text(instant) ?? text(instant));
      case 'number':
        return cell(column, (number) => (Number.isFinite(number) ? String(number) : ''));
      case 'rate':
        return cell(column, (rate) => quoted(percent(rate)));
      case 'flag':
        return cell(column, (flag) => (flag ? yes : no));
    }
  });

  function cell<Value>(
    { value: of }: { value: (row: Row, inLanguage: typeof language) => Value | null },
    show: (value: Value) => string,
  ) {
    return (row: Row) => {
      const value = of(row, language);
      return value === null ? '' : show(value);
    };
  }
}

/** Never run by a spreadsheet. */
function plainText(value: string): string {
  return isFormula(value) ? `'${value}` : value;
}

const NUMBER = /^\+?[\d ().-]*$/;

/** The mark of the other kind of file counts too: by the settings of whoever opens it, a spreadsheet may part cells there. */
function quoted(value: string): string {
  return /[",;\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

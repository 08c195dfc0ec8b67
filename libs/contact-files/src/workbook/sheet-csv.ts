import { tooLarge } from './damage';
import type { SheetRow } from './sheet-reading';

/** A full sheet with a thousand bytes in each row. A sheet of cells far to the right would write commas without end. */
const MOST_BYTES = 1024 * 1024 * 1024;
/** UTF-16 units that are handed on at once, and what is left of the row that fills them up. */
const PIECE = 256 * 1024;

/**
 * Rows of a sheet as lines of CSV, UTF-8, commas. Every row of the sheet is one, blank ones too, so that lines are counted as the program
 * counts rows (but for line breaks within cells: whoever reads it counts rows).
 */
export class SheetCsv {
  private written = 0;
  private bytes = 0;
  private hasHeader = false;

  /** @throws ContactFileError */
  *lines(rows: readonly SheetRow[]): Generator<Buffer> {
    let text = '';
    for (const row of rows) {
      const { number } = row;
      if (number > this.written + 1) text += '\n'.repeat(number - this.written - 1);
      text += this.hasHeader ? line(row) : this.header(row);
      this.written = number;
      if (text.length < PIECE) continue;
      yield this.counted(text);
      text = '';
    }
    if (text !== '') yield this.counted(text);
  }

  private counted(text: string): Buffer {
    const bytes = Buffer.from(text);
    this.bytes += bytes.byteLength;
    if (this.bytes > MOST_BYTES) throw tooLarge();
    return bytes;
  }

  /** All in quotes: nothing in it is then taken for another delimiter, or for what a file of another kind begins with. */
  private header({ cells, columns }: SheetRow): string {
    this.hasHeader = cells.some((cell) => /[^\s,;|"]/.test(cell));
    let text = '';
    let at = 0;
    for (const [index, cell] of cells.entries()) {
      for (; at < columns[index]!; at++) text += at === 0 ? '""' : ',""';
      text += `${at === 0 ? '' : ','}${quoted(cell)}`;
      at++;
    }
    return `${text}\n`;
  }
}

function line({ cells, columns }: SheetRow): string {
  let text = '';
  let at = 0;
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!;
    const column = columns[index]!;
    // A row that has something in its last column only may be one of a million.
    text += column === at + 1 ? ',' : ','.repeat(column - at);
    at = column;
    text += /[",\r\n]/.test(cell) ? quoted(cell) : cell;
  }
  return `${text}\n`;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

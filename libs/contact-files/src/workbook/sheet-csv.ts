import { tooLarge } from './damage';
import type { SheetRow } from './sheet-reading';

/** A full sheet with a thousand bytes in each row. A sheet of cells far to the right would write commas without end. */
const MOST_BYTES = 1024 * 1024 * 1024;

/**
 * Rows of a sheet as lines of CSV, UTF-8, commas. Every row of the sheet is one, blank ones too, so that lines are counted as the program
 * counts rows (but for line breaks within cells: whoever reads it counts rows).
 */
export class SheetCsv {
  private written = 0;
  private bytes = 0;
  private hasHeader = false;

  /** @throws ContactFileError */
  lines(rows: readonly SheetRow[]): Buffer {
    let text = '';
    for (const { number, cells } of rows) {
      if (number > this.written + 1) text += '\n'.repeat(number - this.written - 1);
      text += this.hasHeader ? line(cells) : this.header(cells);
      this.written = number;
    }
    const bytes = Buffer.from(text);
    this.bytes += bytes.byteLength;
    if (this.bytes > MOST_BYTES) throw tooLarge();
    return bytes;
  }

  /** All in quotes: nothing in it is then taken for another delimiter, or for what a file of another kind begins with. */
  private header(cells: readonly string[]): string {
    this.hasHeader = cells.some((cell) => /[^\s,;|"]/.test(cell));
    return `${cells.map(quoted).join(',')}\n`;
  }
}

function line(cells: readonly string[]): string {
  let text = '';
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index]!;
    if (index > 0) text += ',';
    text += /[",\r\n]/.test(cell) ? quoted(cell) : cell;
  }
  return `${text}\n`;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

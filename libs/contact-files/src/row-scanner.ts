import type { RowWhy } from './reasons';

/** A row of the file as its cells, before anybody asks what they mean. */
export interface RawRow {
  readonly cells: readonly string[];
  /** The physical line on which it begins, from 1. */
  readonly line: number;
  /** What is wrong with its quotes or size; its cells are then those of its first line, cut at every delimiter. */
  readonly fault?: string | undefined;
  /** The kind of that fault. */
  readonly why?: RowWhy | undefined;
  /** Its end was thrown away: it has no end, or none within reason. */
  readonly cut?: boolean | undefined;
}

/** A quoted cell may be this long, in UTF-16 units. Beyond, its quote counts as one that was never closed. */
export const longestCell = 64 * 1024;
/** A line without quotes may be this long; the rest of it is thrown away. */
export const longestLine = 256 * 1024;

const quote = 34;

/**
 * Cuts text into rows: quoted cells, doubled quotes, line breaks within quotes, CR, LF and CRLF. Blank lines are no rows, nor are
 * lines of blanks, delimiters and empty quotes: spreadsheets write them for rows that were emptied.
 * A quote inside an unquoted cell is an ordinary character. **After a faulty quote it goes on with the next physical line**,
 * so that one forgotten quote costs one row and never swallows those behind it.
 *
 * Feed it with `push`; it keeps only the unfinished rest.
 */
export class RowScanner {
  private text = '';
  private at = 0;
  private line = 1;
  private skipping = false;
  private nextQuote = -2;
  private nextReturn = -2;
  /** Nothing but blanks and delimiters, of this file or of another program. */
  private readonly emptied: RegExp;
  private readonly skipsEmptied: boolean;

  constructor(
    private readonly delimiter: string,
    /** How many cells a row has; unknown while the header is read. */
    private readonly width?: number | undefined,
    line = 1,
    /**
     * Whether a line, cut at every delimiter, could be a row of its own. A row of several lines that has not `width` cells, and
     * in whose later lines there is such a one, is taken for a row with a faulty quote.
     */
    private readonly couldBeRow: (cells: readonly string[]) => boolean = () => true,
    /** Whether lines of delimiters only are rows, as they once were. */
    emptiedAreRows = false,
    /** Whether a row counts as one line, however many breaks its cells hold: so a sheet counts its rows. */
    private readonly rowsAreLines = false,
  ) {
    this.line = line;
    const own = delimiter.codePointAt(0)!.toString(16);
    const blanks = delimiter === '\t' ? ' ' : '\\s';
    this.emptied = emptiedAreRows ? new RegExp(`^${blanks}*$`) : new RegExp(`^[\\s,;|\\u{${own}}]*$`, 'u');
    this.skipsEmptied = !emptiedAreRows;
  }

  /** Adds text and answers the rows that are complete now. `last`: nothing follows. */
  push(text: string, last = false): RawRow[] {
    this.text = this.at < this.text.length ? this.text.slice(this.at) + text : text;
    this.at = 0;
    this.nextQuote = this.text.indexOf('"');
    this.nextReturn = this.text.indexOf('\r');
    const rows: RawRow[] = [];
    while (this.at < this.text.length) {
      const end = this.endOfLine(this.at, last);
      if (end < 0) {
        if (this.text.length - this.at > longestLine) this.throwAway(rows);
        break;
      }
      if (this.skipping) {
        this.skipping = false;
        this.advance(end);
        continue;
      }
      while (this.nextQuote >= 0 && this.nextQuote < this.at) this.nextQuote = this.text.indexOf('"', this.at);
      if (this.nextQuote >= 0 && this.nextQuote < end) {
        const row = this.quotedRow(end, last);
        if (row === undefined) break;
        if (row.fault !== undefined || !this.skipsEmptied || !row.cells.every((cell) => this.emptied.test(cell))) {
          rows.push(row);
        }
        continue;
      }
      if (!this.isBlank(this.at, end)) {
        const cells = this.text.slice(this.at, end).split(this.delimiter);
        const { line } = this;
        rows.push(end - this.at > longestLine ? { cells, line, ...tooLong } : { cells, line });
      }
      this.advance(end);
    }
    return rows;
  }

  /** Where the line from `from` ends, without its break; -1 when that is not known yet. */
  private endOfLine(from: number, last: boolean): number {
    const feed = this.text.indexOf('\n', from);
    if (this.nextReturn >= 0 && this.nextReturn < from) this.nextReturn = this.text.indexOf('\r', from);
    const back = this.nextReturn;
    if (back >= 0 && (feed < 0 || back < feed)) {
      return back + 1 < this.text.length || last ? back : -1;
    }
    return feed >= 0 ? feed : last ? this.text.length : -1;
  }

  /** Moves behind the line break at `end`. */
  private advance(end: number): void {
    this.at = end + (this.text.charCodeAt(end) === 13 && this.text.charCodeAt(end + 1) === 10 ? 2 : 1);
    this.line++;
  }

  private isBlank(from: number, to: number): boolean {
    const first = this.text.charCodeAt(from);
    const isBetween = (first > 59 && first < 124) || (first > 32 && first < 59 && first !== 44);
    // Nearly every line begins with a digit, a plus or a letter: one look at it is enough.
    if (to > from && isBetween && this.text[from] !== this.delimiter) return false;
    return this.emptied.test(this.text.slice(from, to));
  }

  /** An endless line: reports it once and throws away the rest. */
  private throwAway(rows: RawRow[]): void {
    if (!this.skipping) {
      const cells = this.text.slice(this.at, this.at + 1024).split(this.delimiter);
      rows.push({ cells, line: this.line, ...tooLong, cut: true });
      this.skipping = true;
    }
    this.at = this.text.length;
  }

  /** Undefined when the row goes on behind the text that is there. */
  private quotedRow(firstEnd: number, last: boolean): RawRow | undefined {
    const { text, delimiter } = this;
    const cells: string[] = [];
    let at = this.at;
    for (;;) {
      if (text.charCodeAt(at) !== quote) {
        const lineEnd = at <= firstEnd ? firstEnd : this.endOfLine(at, last);
        if (lineEnd < 0) return this.waitOrGiveUp(at, firstEnd, last);
        const cut = text.indexOf(delimiter, at);
        if (cut >= 0 && cut < lineEnd) {
          cells.push(text.slice(at, cut));
          at = cut + 1;
          continue;
        }
        cells.push(text.slice(at, lineEnd));
        return this.finish(cells, lineEnd, firstEnd);
      }
      const close = this.closingQuote(at + 1);
      if (close === tooFar)
        return this.faulty(firstEnd, 'row_too_long', `a quoted cell is longer than ${longestCell} characters`);
      if (close < 0) {
        if (last) return this.faulty(firstEnd, 'quote_unclosed', 'a quote is opened and never closed');
        return this.waitOrGiveUp(at, firstEnd, last);
      }
      const next = close + 1;
      if (next >= text.length && !last) return this.waitOrGiveUp(at, firstEnd, last);
      const cell = text.slice(at + 1, close);
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
      const code = text.charCodeAt(next);
      if (text.charAt(next) === delimiter) {
        at = next + 1;
        continue;
      }
      if (next < text.length && code !== 10 && code !== 13) {
        const opened = `the quote that opens cell ${cells.length} is not closed on its line, and what follows does not add up`;
        return next > firstEnd
          ? this.faulty(firstEnd, 'quote_unclosed', opened)
          : this.faulty(firstEnd, 'quote_followed', `text follows the closing quote of cell ${cells.length}`);
      }
      if (code === 13 && next + 1 >= text.length && !last) return undefined;
      return this.finish(cells, next, firstEnd);
    }
  }

  private closingQuote(from: number): number {
    for (let at = from; ;) {
      const found = this.text.indexOf('"', at);
      const end = found < 0 ? this.text.length : found;
      if (end - from > longestCell) return tooFar;
      if (found < 0 || this.text.charCodeAt(found + 1) !== quote) return found;
      at = found + 2;
    }
  }

  private waitOrGiveUp(at: number, firstEnd: number, last: boolean): RawRow | undefined {
    if (last || at - this.at > longestLine) return this.faulty(firstEnd, 'row_too_long', 'the row is too long');
    return undefined;
  }

  private finish(cells: string[], end: number, firstEnd: number): RawRow {
    if (end > firstEnd && !this.addsUp(cells) && this.holdsRow(firstEnd, end)) {
      return this.faulty(
        firstEnd,
        'quote_unclosed',
        'a quoted cell runs over the line end and the row does not add up',
      );
    }
    const row = { cells, line: this.line };
    if (end > firstEnd && !this.rowsAreLines) this.line += countBreaks(this.text, this.at, end);
    this.advance(end);
    return row;
  }

  /** Empty cells beyond the width are what spreadsheets write behind the last column. */
  private addsUp(cells: readonly string[]): boolean {
    const { width, skipsEmptied } = this;
    if (width === undefined || cells.length === width) return true;
    return skipsEmptied && cells.length > width && cells.slice(width).every((cell) => cell.trim() === '');
  }

  /** Whether a line of the row other than its first could be one by itself. */
  private holdsRow(firstEnd: number, end: number): boolean {
    const lines = this.text.slice(firstEnd, end).split(/\r\n|\r|\n/);
    return lines.slice(1).some((line) => this.couldBeRow(line.split(this.delimiter)));
  }

  private faulty(firstEnd: number, why: RowWhy, fault: string): RawRow {
    const row = { cells: this.text.slice(this.at, firstEnd).split(this.delimiter), line: this.line, fault, why };
    this.advance(firstEnd);
    // The search for the row's end may have run ahead.
    this.nextReturn = this.text.indexOf('\r', this.at);
    return row;
  }
}

const tooFar = -2;
const tooLong = { fault: `the line is longer than ${longestLine} characters`, why: 'row_too_long' } as const;

function countBreaks(text: string, from: number, to: number): number {
  return text.slice(from, to).match(/\r\n|\r|\n/g)?.length ?? 0;
}

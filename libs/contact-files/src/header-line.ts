import { phoneLikelihood } from './columns';
import type { ColumnMapping } from './column-mapping';
import { ContactFileError } from './contact-file-error';
import { RowScanner } from './row-scanner';

export interface HeaderLine {
  readonly cells: readonly string[];
  readonly delimiter: string;
  /** The physical line it begins on, and the one after it. */
  readonly line: number;
  readonly nextLine: number;
  /** How many characters belong to it and to what stands before it. */
  readonly length: number;
}

const delimiters = [',', ';', '\t'] as const;
const longestHeaderLine = 64 * 1024;

/**
 * Finds the header, the first line that is not blank (nor one of delimiters only), and its delimiter: the one of comma, semicolon and tab that gives a
 * phone column, else the commonest outside quotes. A line `sep=;`, as Excel writes it, decides. Undefined: more text is needed.
 * `linesBefore`: of blank lines that were thrown away already. `isSheet`: of `openWorkbook`, with commas, and rows for lines.
 * @throws ContactFileError
 */
export function readHeaderLine(
  text: string,
  last: boolean,
  mapping: ColumnMapping,
  linesBefore = 0,
  isSheet = false,
): HeaderLine | undefined {
  const blank = blankBefore(text);
  const excel = isSheet ? null : /^sep=(.)(\r\n|\r(?=[^\n])|\n)/i.exec(text.slice(blank, blank + 8));
  const start = excel ? blankBefore(text, blank + excel[0].length) : blank;
  if (start === text.length && last) throw new ContactFileError('file_empty', 'The file is empty.');
  const end = endOfHeader(text, start, last);
  const line = linesBefore + countLines(text.slice(0, start)) + 1;
  if (end === undefined) {
    if (last || text.length - start > longestHeaderLine) {
      const message = `The header line has no end within ${longestHeaderLine} characters: a quote in it is not closed, or this is no CSV.`;
      throw new ContactFileError('header_invalid', message, line);
    }
    return undefined;
  }
  const header = text.slice(start, end);
  const delimiter = isSheet ? ',' : excel ? excel[1]! : detectDelimiter(header, mapping);
  const row = split(header, delimiter);
  if (row?.fault) throw new ContactFileError('header_invalid', `The header line is malformed: ${row.fault}.`, line);
  const length = end + (text.startsWith('\r\n', end) ? 2 : 1);
  return {
    cells: row?.cells ?? [''],
    delimiter,
    line,
    nextLine: isSheet ? line + 1 : linesBefore + countLines(text.slice(0, length)) + 1,
    length,
  };
}

/** Where, from `from` on, the first line begins that holds anything but blanks, delimiters and quotes around them; else the end. */
export function blankBefore(text: string, from = 0): number {
  let start = from;
  let at = from;
  let quoted = false;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (!/[\s,;|]/.test(text[at]!)) break;
    else if (!quoted && (code === 10 || code === 13)) start = at + 1;
  }
  if (at >= text.length) return text.length;
  while (text.charCodeAt(start) === 32) start++;
  return start;
}

function endOfHeader(text: string, start: number, last: boolean): number | undefined {
  const longest = Math.min(text.length, start + longestHeaderLine);
  let quoted = false;
  for (let at = start; at < longest; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) quoted = !quoted;
    else if (!quoted && code === 10) return at;
    else if (!quoted && code === 13) return at + 1 < text.length || last ? at : undefined;
  }
  return last && !quoted && longest === text.length ? longest : undefined;
}

function detectDelimiter(header: string, mapping: ColumnMapping): string {
  const outside = header.replace(/"(?:[^"]|"")*"/g, '');
  const ranked = delimiters
    .map((delimiter) => {
      const cells = split(header, delimiter)?.cells ?? [];
      return { delimiter, phone: phoneLikelihood(cells, mapping), count: outside.split(delimiter).length };
    })
    .sort((a, b) => b.phone - a.phone || b.count - a.count);
  return ranked[0]!.delimiter;
}

function split(header: string, delimiter: string) {
  return new RowScanner(delimiter).push(header, true)[0];
}

export function countLines(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

import { mapColumns, type Columns } from './columns';
import type { ColumnMapping } from './column-mapping';
import { ContactFileError } from './contact-file-error';
import { type Encoding, TextDecoding } from './decode-text';
import { blankBefore, countLines, type HeaderLine, readHeaderLine } from './header-line';
import {
  type ColumnName,
  type ContactRules,
  type GivenContact,
  judgeContact,
  type JudgedContact,
  noneCleaned,
} from './judge-contact';
import type { Reason, ReasonWhy } from './reasons';
import { type RawRow, RowScanner } from './row-scanner';

export interface ContactFileOptions extends ContactRules {
  readonly mapping?: ColumnMapping | undefined;
  /** The first row to judge, from 1; those before are only counted. To resume after a crash. */
  readonly fromRow?: number | undefined;
  /** Most rows of one batch; 1,000 by default. */
  readonly batchRows?: number | undefined;
  /**
   * Whether rows are counted as they were before lines of delimiters were blank ones, and before rows of several lines could be short:
   * a reading that was begun so must go on so.
   */
  readonly countedAsOnce?: boolean | undefined;
  /** Whether it is the sheet of a workbook, as `openWorkbook` gives it: it has commas, and its rows are its lines. */
  readonly isSheet?: boolean | undefined;
  /** Whether a file without a data row is one; a copy of nobody is. */
  readonly mayBeEmpty?: boolean | undefined;
  /** A batch also ends with the row that makes its cells this many characters, so that wide rows do not fill memory; 1 Mi by default. */
  readonly batchCharacters?: number | undefined;
}

/** One row with its verdict. */
export interface ContactRow extends JudgedContact {
  /** 1 is the first data row; blank lines are none. */
  readonly row: number;
  /** The physical line where it begins. */
  readonly line: number;
  /** Only of malformed rows: their text, at most 1,024 characters of it, so that nothing is lost. */
  readonly rawText: string | null;
  /** Only of malformed rows, and there only if they were read whole: all of their cells, to know the same row again. */
  readonly rawCells: readonly string[] | null;
}

/** An open contact file: its header is read and good. */
export interface ContactFile {
  readonly columns: Columns;
  readonly delimiter: string;
  /** What was needed up to where it is read. */
  readonly encoding: Encoding;
  /**
   * Reads on, once. Memory stays that of a batch and two chunks, whatever the size of the file.
   * @throws ContactFileError `file_empty` where no data row follows the header
   */
  batches(): AsyncGenerator<readonly ContactRow[]>;
}

/** Characters that are kept of a malformed row. */
export const longestRaw = 1024;

/**
 * Reads the header of a CSV file of contacts. `source` gives its bytes in chunks of any size and is ended when the reader
 * stops early.
 * @throws ContactFileError when the file as a whole cannot be read
 */
export async function openContactFile(
  source: AsyncIterable<Uint8Array>,
  options: ContactFileOptions,
): Promise<ContactFile> {
  const decoding = new TextDecoding();
  const texts = decoding.decode(source);
  try {
    const { header, rest } = await takeHeader(texts, options.mapping ?? {}, options.isSheet);
    const wanted = [...options.required, ...(options.used ?? [])];
    const columns = columnsOf(header, options.mapping ?? {}, wanted, decoding);
    return {
      columns,
      delimiter: header.delimiter,
      get encoding() {
        return decoding.encoding;
      },
      batches: () => readRows(texts, rest, header, columns, options),
    };
  } catch (error) {
    await texts.return(undefined);
    throw error;
  }
}

/** @throws ContactFileError that says what was made out of the file */
function columnsOf(
  { cells, line, delimiter }: HeaderLine,
  mapping: ColumnMapping,
  wanted: readonly string[],
  { encoding }: TextDecoding,
): Columns {
  try {
    return mapColumns(cells, line, mapping, wanted);
  } catch (error) {
    if (!(error instanceof ContactFileError)) throw error;
    throw error.ofFile({ columns: cells.map((cell) => cell.trim()), delimiter, encoding });
  }
}

async function takeHeader(
  texts: AsyncGenerator<string>,
  mapping: ColumnMapping,
  isSheet = false,
): Promise<{ header: HeaderLine; rest: string }> {
  let text = '';
  let linesBefore = 0;
  for (;;) {
    const next = await texts.next();
    if (!next.done) text += next.value;
    const header = readHeaderLine(text, next.done === true, mapping, linesBefore, isSheet);
    if (!header) {
      // Blank lines without end would otherwise fill memory, and be read again with every chunk.
      const blank = text.lastIndexOf('\n', blankBefore(text) - 1) + 1;
      linesBefore += countLines(text.slice(0, blank));
      text = text.slice(blank);
    }
    if (header) return { header, rest: text.slice(header.length) };
    if (next.done) throw new ContactFileError('file_empty', 'The file is empty.');
  }
}

async function* readRows(
  texts: AsyncGenerator<string>,
  rest: string,
  header: HeaderLine,
  columns: Columns,
  options: ContactFileOptions,
): AsyncGenerator<readonly ContactRow[]> {
  const { countedAsOnce = false, isSheet = false } = options;
  // The quotes of a sheet are ours, and right.
  const couldBeRow = (cells: readonly string[]) =>
    !isSheet && (countedAsOnce || digitsOf(cells[columns.phone]) >= fewestDigits);
  const width = columns.headers.length;
  const scanner = new RowScanner(header.delimiter, width, header.nextLine, couldBeRow, countedAsOnce, isSheet);
  const judge = rowJudge(columns, header.delimiter, options);
  const fromRow = options.fromRow ?? 1;
  const { batchRows = 1000, batchCharacters = 1024 * 1024 } = options;
  let row = 0;
  let batch: ContactRow[] = [];
  let characters = 0;
  const take = function* (raws: readonly RawRow[]) {
    for (const raw of raws) {
      if (++row < fromRow) continue;
      batch.push(judge(row, raw));
      for (const cell of raw.cells) characters += cell.length;
      if (batch.length < batchRows && characters < batchCharacters) continue;
      yield batch;
      batch = [];
      characters = 0;
    }
  };
  try {
    yield* take(scanner.push(rest));
    for await (const text of texts) yield* take(scanner.push(text));
    yield* take(scanner.push('', true));
    if (batch.length > 0) yield batch;
  } finally {
    await texts.return(undefined);
  }
  if (row === 0 && options.mayBeEmpty !== true) {
    throw new ContactFileError('file_empty', 'The file has no contacts: no row follows its header line.');
  }
}

/** A phone has as many digits, in whatever notation: a line that has them where the phone is could be somebody's. */
const fewestDigits = 7;

function digitsOf(cell = ''): number {
  return cell.replace(/\D/g, '').length;
}

function rowJudge(columns: Columns, delimiter: string, rules: ContactRules): (row: number, raw: RawRow) => ContactRow {
  const { headers, nameless } = columns;
  const column: ColumnName = (field) => {
    const known = field === 'phone' || field === 'name' || field === 'correlationId' ? columns[field] : -1;
    const index = known >= 0 ? known : (columns.parameters.find((parameter) => parameter.name === field)?.index ?? -1);
    return headers[index] ?? field;
  };
  // A short row is one whose empty cells at its end were left out.
  const cell = (cells: readonly string[], index: number) => (index < 0 ? null : (cells[index] ?? ''));
  const given = (cells: readonly string[]): GivenContact => {
    const parameters: Record<string, string> = {};
    for (const { name, index } of columns.parameters) parameters[name] = cells[index] ?? '';
    return {
      phone: cells[columns.phone] ?? '',
      name: cell(cells, columns.name),
      correlationId: cell(cells, columns.correlationId),
      parameters,
    };
  };
  const judged = new Set(judgedColumns(columns, rules));
  const malformed = (
    row: number,
    raw: RawRow,
    fault: string,
    why: ReasonWhy | undefined,
    column: number | null = null,
  ) => malformedRow(row, raw, raw.cells.join(delimiter), raw.cells[columns.phone] ?? '', fault, why, column);
  return (row, raw) => {
    const { cells, fault, why } = raw;
    if (fault !== undefined) return malformed(row, raw, fault, why);
    const stray = strayCell(cells, headers.length, nameless);
    if (stray >= 0) {
      const nameless = `column ${stray + 1} holds a value and has no name in the header line`;
      return malformed(row, raw, nameless, 'column_nameless', stray + 1);
    }
    if (holdsNul(cells, judged)) return malformed(row, raw, 'it contains NUL characters', 'row_holds_nul');
    const contact = judgeContact(given(cells), rules, column);
    const { phoneText, phone, name, correlationId, parameters, reasons, cleaned } = contact;
    // Field by field: a spread costs 2 µs a row here, more than everything else together.
    return {
      row,
      line: raw.line,
      rawText: null,
      rawCells: null,
      phoneText,
      phone,
      name,
      correlationId,
      parameters,
      reasons,
      cleaned,
    };
  };
}

/** The first cell, from 0, that holds something where the header has no name; -1: none does. */
function strayCell(cells: readonly string[], width: number, nameless: readonly number[]): number {
  for (const index of nameless) if (index < cells.length && cells[index]!.trim() !== '') return index;
  for (let index = width; index < cells.length; index++) if (cells[index]!.trim() !== '') return index;
  return -1;
}

/** Where the cells stand that anybody asks for: the phone, the correlation id, and what the message uses. */
function judgedColumns({ phone, name, correlationId, parameters }: Columns, rules: ContactRules): number[] {
  const used = rules.used ?? rules.required;
  const asked = parameters.filter((parameter) => used.includes(parameter.name)).map(({ index }) => index);
  return [phone, correlationId, ...(used.includes('name') ? [name] : []), ...asked];
}

/** Text with NUL characters is no text: half a UTF-16 file, or binary data. */
function holdsNul(cells: readonly string[], judged: ReadonlySet<number>): boolean {
  return cells.some((cell, index) => cell.includes('\0') && judged.has(index));
}

function malformedRow(
  row: number,
  { line, cells, cut = false }: RawRow,
  text: string,
  phoneText: string,
  fault: string,
  why: ReasonWhy | undefined,
  column: number | null,
): ContactRow {
  const message = `The row (line ${line}) is malformed: ${fault}.`;
  const reason: Reason = { code: 'row_malformed', message, column: column === null ? null : String(column) };
  return {
    row,
    line,
    rawText: text.slice(0, longestRaw),
    rawCells: cut ? null : cells,
    phoneText: phoneText.slice(0, longestRaw),
    phone: null,
    name: null,
    correlationId: null,
    parameters: {},
    reasons: [why === undefined ? reason : { ...reason, why }],
    cleaned: noneCleaned,
  };
}

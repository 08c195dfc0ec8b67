import { ContactFileError } from '../contact-file-error';
import { type BookParts, readBookParts, type SheetPart } from './book-parts';
import { readCellStyles } from './cell-styles';
import { refuseForeignZip, refuseNoZip } from './foreign-container';
import type { RangedBytes } from './ranged-bytes';
import { readSharedStrings } from './shared-strings';
import { SheetCsv } from './sheet-csv';
import { SheetReading } from './sheet-reading';
import { XmlScanner } from './xml-scanner';
import { ZipParts } from './zip-parts';

/** Of a sheet: a million rows of twenty cells have 1 GB. */
const MOST_SHEET_BYTES = 2 * 1024 * 1024 * 1024;
/** How many sheets a refusal lists. */
const MOST_LISTED = 20;

/** An open workbook: its parts are found, and the sheet that is to be read is there. */
export interface Workbook {
  /** The names of those that can be seen, in the order of their tabs. */
  readonly sheets: readonly string[];
  /** The one that is read. */
  readonly sheet: string;
  /**
   * Its rows as CSV, for `openContactFile` with `isSheet`. Memory does not grow with the sheet, but with the texts that its cells share, up to
   * the bound of `TextTable`.
   * @throws ContactFileError where the workbook turns out not to be readable further on; whatever the source throws
   */
  csv(): AsyncGenerator<Uint8Array>;
}

/**
 * Opens a workbook (.xlsx).
 * @param sheet by its name; the first that can be seen where it is left out
 * @throws ContactFileError when it cannot be read; whatever `source` throws
 */
export async function openWorkbook(source: RangedBytes, sheet?: string): Promise<Workbook> {
  await refuseNoZip(source);
  const parts = await ZipParts.open(source);
  refuseForeignZip(parts);
  const book = await readBookParts(parts);
  const chosen = chosenSheet(book.sheets, sheet);
  return {
    sheets: namesOf(book.sheets),
    sheet: chosen.name,
    csv: () => readSheet(parts, book, chosen),
  };
}

async function* readSheet(parts: ZipParts, book: BookParts, { part }: SheetPart): AsyncGenerator<Uint8Array> {
  const { since1904 } = book;
  const styles = await readCellStyles(parts, book.styles, since1904);
  const texts = await readSharedStrings(parts, book.sharedStrings);
  const reading = new SheetReading({ texts, styles, since1904 });
  const scanner = new XmlScanner(reading);
  const csv = new SheetCsv();
  for await (const piece of parts.text(part, MOST_SHEET_BYTES)) {
    scanner.push(piece);
    yield* csv.lines(reading.take());
  }
  scanner.end();
}

/** @throws ContactFileError */
function chosenSheet(sheets: readonly SheetPart[], wanted: string | undefined): SheetPart {
  if (wanted === undefined) {
    const first = sheets.find(({ isHidden }) => !isHidden);
    if (first) return first;
    throw new ContactFileError('sheet_missing', 'The workbook has no sheet that can be seen.');
  }
  const key = keyOf(wanted);
  const found = sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => keyOf(name) === key);
  if (found) return found;
  const listed = namesOf(sheets)
    .slice(0, MOST_LISTED)
    .map((name) => `"${name.slice(0, 60)}"`);
  throw new ContactFileError(
    'sheet_missing',
    `The workbook has no sheet "${wanted.slice(0, 60)}". Found: ${listed.join(', ')}.`,
  );
}

function namesOf(sheets: readonly SheetPart[]): readonly string[] {
  return sheets.flatMap(({ name, isHidden }) => (isHidden ? [] : [name]));
}

/** As programs of spreadsheets compare names. */
function keyOf(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

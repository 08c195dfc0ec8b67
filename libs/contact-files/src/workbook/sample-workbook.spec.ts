import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContactRow } from '../contact-file';
import { readHeaderLine } from '../header-line';
import { readAll } from '../reading.fixture';
import { RowScanner } from '../row-scanner';
import { asWorkbook, verdictsOf } from './workbook.fixture';

const SAMPLE = readFileSync(join(__dirname, '../../../../../config/samples/contacts.csv'));

/** As a person would copy it, cell by cell; a row whose quotes are faulty as its cells stand there. */
function cellsOf(csv: string): string[][] {
  const header = readHeaderLine(csv, true, {})!;
  const scanner = new RowScanner(header.delimiter, header.cells.length, header.nextLine);
  return [[...header.cells], ...scanner.push(csv.slice(header.length), true).map(({ cells }) => [...cells])];
}

/** Where a row stands is one thing in the file and another in the sheet, and messages say it. */
const anywhere = (row: ContactRow): ContactRow => ({
  ...row,
  line: 0,
  reasons: row.reasons.map((reason) => ({ ...reason, message: reason.message.replace(/line \d+/, '') })),
});

it('the workbook that is made of a CSV file has the verdicts of it, row by row', async () => {
  const options = { required: ['amount'], used: ['name', 'amount', 'due_date'] };
  const csv = await readAll(SAMPLE, options);
  const book = await verdictsOf(await asWorkbook(cellsOf(SAMPLE.toString())), options);
  expect(book.map(({ row }) => row)).toEqual(csv.map(({ row }) => row));
  expect(new Set(csv.flatMap(({ reasons }) => reasons.map(({ code }) => code))).size).toBeGreaterThan(3);
  let quotes = 0;
  for (const [index, verdict] of csv.entries()) {
    // A sheet has no quotes that could be faulty: there is nothing to compare.
    if (verdict.reasons.some(({ why }) => why?.startsWith('quote'))) quotes++;
    else expect(anywhere(book[index]!)).toEqual(anywhere(verdict));
  }
  expect(quotes).toBeLessThan(csv.length / 50);
});

import { buffer } from 'node:stream/consumers';
import { Workbook } from 'exceljs';
import { consolidatedReport, type ConsolidatedRow } from './consolidated.report';
import { toCsv } from './csv';
import type { FileStyle } from './file-style';
import { formattedCells } from './formatted-cells';
import { toXlsx } from './xlsx/to-xlsx';

const GROUP: ConsolidatedRow = {
  ...{ group: '2026-11-28', label: '2026-11-28', second: null, total: 1600, counts: { read: 1000 } },
  ...{ replied: 3, needsAttention: 2 },
  rates: { delivered: 0.625, read: 1, replied: null, failed: 0.0004 },
};
const report = consolidatedReport('MT', ['day']);
const RATES = ['Delivery rate', 'Read rate', 'Reply rate', 'Failure rate'];

async function* rows() {
  yield await Promise.resolve([GROUP]);
}
const style = (language: FileStyle['language'], delimiter: FileStyle['delimiter'] = ';'): FileStyle => ({
  ...{ language, zone: 'UTC' },
  ...(delimiter && { delimiter }),
});

describe.each([
  ['en', ['62.5%', '100.0%', '', '0.0%']],
  ['pt-BR', ['62,5%', '100,0%', '', '0,0%']],
  ['es', ['62,5\u00a0%', '100,0\u00a0%', '', '0,0\u00a0%']],
] as const)('rates in files in %s', (language, shown) => {
  it('are percentages as people of the language write them', async () => {
    let csv = '';
    for await (const text of toCsv(report, rows(), style(language))) csv += text;
    const cells = csv.split('\r\n')[1]!.split(';').slice(-4);
    expect(cells.map((cell) => cell.replaceAll('"', ''))).toEqual(shown);
    expect(
      formattedCells(
        report,
        style(language),
      )(GROUP)
        .slice(-4)
        .map((cell) => cell ?? ''),
    ).toEqual(shown);
  });
});

it('rates in a workbook are numbers that are shown as percentages', async () => {
  const workbook = new Workbook();
  const file = await buffer(toXlsx(report, rows(), style('en'), []));
  await workbook.xlsx.load(file.buffer as ArrayBuffer);
  const sheet = workbook.getWorksheet('consolidated')!;
  const titles = (sheet.getRow(1).values as string[]).slice(-4);
  const cells = titles.map((_, at) => sheet.getRow(2).getCell(sheet.columnCount - 3 + at));
  expect(titles).toEqual(RATES);
  expect(cells.map(({ value }) => value)).toEqual([0.625, 1, null, 0.0004]);
  expect([cells[0]!.numFmt, cells[1]!.numFmt]).toEqual(['0.0%', '0.0%']);
});

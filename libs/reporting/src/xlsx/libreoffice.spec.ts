import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import type { FileStyle } from '../file-style';
import { formattedCells } from '../formatted-cells';
import { inEveryLanguage as title, type Report } from '../report';
import { hasLibreOffice, NO_LIBREOFFICE, sheetsInLibreOffice } from '../testing';
import { toXlsx } from './to-xlsx';

type Told = {
  readonly text: string | null;
  readonly phone: string | null;
  readonly code: string | null;
  readonly at: string | null;
  readonly count: number | null;
  readonly flag: boolean | null;
};
const told: Report<Told> = {
  name: 'told',
  columns: [
    { title: title('Text'), kind: 'text', value: ({ text }) => text },
    { title: title('Phone'), kind: 'phone', value: ({ phone }) => phone },
    { title: title('Code'), kind: 'code', value: ({ code }) => code },
    { title: title('At'), kind: 'instant', value: ({ at }) => at },
    { title: title('Count'), kind: 'number', value: ({ count }) => count },
    { title: title('Flag'), kind: 'flag', value: ({ flag }) => flag },
  ],
};
const STYLE: FileStyle = { language: 'es', zone: 'Europe/Madrid' };
const AT = '2026-03-29T01:00:00.000Z';

async function opened(...batches: readonly Told[][]): Promise<ReadonlyMap<string, string[][]>> {
  async function* rows() {
    for (const batch of batches) yield await Promise.resolve(batch);
  }
  const file = toXlsx(told, rows(), STYLE, [['Zona horaria', '=Europe/Madrid']], { rowsPerSheet: 400 });
  return sheetsInLibreOffice(await buffer(file));
}

/** As people read them. */
const shown = (rows: readonly Told[]) =>
  rows.map(formattedCells(told, STYLE)).map((cells) => cells.map((cell) => cell ?? ''));

(hasLibreOffice ? describe : describe.skip)(
  `a workbook in LibreOffice${hasLibreOffice ? '' : ` (${NO_LIBREOFFICE})`}`,
  () => {
    it('shows what was written, and runs nothing', async () => {
      const texts = [
        ...['=1+1', '+5511900001234', '-1', '@SUM(A1)', "'=1", 'ação 🎉', 'two\nlines', '  blanks ', '<&>"', 'مرحبا'],
        ...['_x0041_', 'a\rb', '\t=1', '007', '1e5', '2026-03-02', 'TRUE', '#N/A', "=cmd|' /C calc'!A0", '100%'],
      ];
      const rows = texts.map((text, count) => ({ ...{ text, phone: text, code: text }, at: AT, count, flag: true }));
      const sheets = await opened(rows);
      expect(sheets.get('told')!.slice(1)).toEqual(shown(rows));
      expect(sheets.get('Acerca de')).toEqual([['Zona horaria', '=Europe/Madrid']]);
    }, 120_000);

    it('shows every cell of a thousand rows of anything, on as many sheets as they take', async () => {
      const anyText = fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({
          unit: fc.constantFrom('=', '+', '-', '@', '"', "'", ',', ';', '\n', ' ', '0', '1', 'e', '<', 'é'),
        }),
      );
      const orNothing = <Value>(some: fc.Arbitrary<Value>) => fc.option(some, { nil: null });
      const anyRow = fc.record<Told>({
        text: orNothing(anyText),
        phone: orNothing(anyText),
        code: orNothing(anyText),
        // Of days before 1991, LibreOffice 7.4 shows some seconds as those before, also of numbers that are the nearest to them.
        at: orNothing(
          fc
            .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
            .map((at) => at.toISOString()),
        ),
        count: orNothing(fc.integer({ min: -10_000_000, max: 10_000_000 }).map((count) => count / 10_000)),
        flag: orNothing(fc.boolean()),
      });
      const seed = Date.now();
      const rows = fc.sample(anyRow, { numRuns: 1000, seed });
      const sheets = await opened(rows.slice(0, 7), [], rows.slice(7));
      const found = ['told', 'told 2', 'told 3'].flatMap((name) => sheets.get(name)!.slice(1));
      for (const [at, cells] of shown(rows).entries()) expect([seed, at, found[at]]).toEqual([seed, at, cells]);
      expect(found).toHaveLength(1000);
    }, 120_000);
  },
);

import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse/sync';
import { inEveryLanguage as title, type Report } from '../report';
import { toXlsx } from './to-xlsx';

const PROGRAM = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => ['soffice', 'libreoffice'].map((name) => join(folder, name)))
  .find((path) => existsSync(path));
const [suite, unless] = PROGRAM ? [describe, ''] : [describe.skip, ' (skipped: no LibreOffice)'];

type Told = { readonly text: string; readonly at: string; readonly count: number };
const told: Report<Told> = {
  name: 'told',
  columns: [
    { title: title('Text'), kind: 'text', value: ({ text }) => text },
    { title: title('At'), kind: 'instant', value: ({ at }) => at },
    { title: title('Count'), kind: 'number', value: ({ count }) => count },
  ],
};

suite(`a workbook in LibreOffice${unless}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-xlsx-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows what was written, and runs nothing', async () => {
    const texts = ['=1+1', '+5511900001234', 'ação 🎉', 'two\nlines', '  blanks ', '<&>"', 'مرحبا', '_x0041_', 'a\rb'];
    const rows = texts.map((text, count) => ({ text, at: '2026-03-29T01:00:00.000Z', count }));
    async function* inOne() {
      yield await Promise.resolve(rows);
    }
    const style = { language: 'en', zone: 'Europe/Madrid' } as const;
    await pipeline(toXlsx(told, inOne(), style, []), createWriteStream(join(folder, 'told.xlsx')));
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    // Comma, quotes, UTF-8: https://wiki.openoffice.org/wiki/Documentation/DevGuide/Spreadsheets/Filter_Options
    const asCsv = ['--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76', '--outdir', folder];
    execFileSync(PROGRAM!, [profile, ...asCsv, join(folder, 'told.xlsx')], { stdio: 'ignore' });
    const found = parse(readFileSync(join(folder, 'told.csv'))) as string[][];
    expect(found.slice(1)).toEqual(rows.map(({ text, count }) => [text, '2026-03-29 03:00:00', String(count)]));
  }, 120_000);
});

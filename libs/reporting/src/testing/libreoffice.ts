import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';

const PROGRAM = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => ['soffice', 'libreoffice'].map((name) => join(folder, name)))
  .find((path) => existsSync(path));

export const hasLibreOffice = PROGRAM !== undefined;
/** For the name of what is skipped then. */
export const NO_LIBREOFFICE = 'skipped: no LibreOffice here';

/** Comma, quotes, UTF-8, cells as they are shown, every sheet: https://help.libreoffice.org/latest/en-US/text/shared/guide/csv_params.html */
const AS_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

/** Opens a workbook in LibreOffice. Answers the cells of each sheet as it shows them, by its name. */
export async function sheetsInLibreOffice(workbook: Uint8Array): Promise<ReadonlyMap<string, string[][]>> {
  const folder = await mkdtemp(join(tmpdir(), 'arauto-libreoffice-'));
  try {
    const path = join(folder, 'book.xlsx');
    await writeFile(path, workbook);
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    await promisify(execFile)(PROGRAM!, [profile, '--headless', '--convert-to', AS_CSV, '--outdir', folder, path]);
    const sheets = new Map<string, string[][]>();
    for (const name of await readdir(folder)) {
      const [, sheet] = /^book-(.*)\.csv$/.exec(name) ?? [];
      if (sheet === undefined) continue;
      sheets.set(sheet, parse(await readFile(join(folder, name)), { relax_column_count: true }) as string[][]);
    }
    return sheets;
  } finally {
    await rm(folder, { recursive: true });
  }
}

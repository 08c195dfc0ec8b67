import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse/sync';
import type { Context } from '../context';

/** A file that was written and read back. */
export interface ReportFile {
  readonly path: string;
  /** Rows without the titles. */
  readonly rows: number;
}

const DAY = 24 * 3600 * 1000;

/** Writes the detailed report, the campaign records and the verdicts of the upload, and reads each back. */
export async function writeReports(
  { api, io }: Context,
  campaignId: string,
  uploadId: string,
  now: number,
): Promise<readonly ReportFile[]> {
  const folder = join(io.cwd, 'data', 'demo-reports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const from = new Date(now - DAY).toISOString();
  const to = new Date(now + DAY).toISOString();
  const detailed = { type: 'MT', from, to, campaign: campaignId, language: 'pt-BR' };
  const wanted = [
    ['detailed.csv', '/v1/reports/detailed.csv', detailed],
    ['records.csv', '/v1/reports/records.csv', { campaign: campaignId }],
    ['verdicts.csv', `/v1/uploads/${uploadId}/verdicts.csv`, {}],
  ] as const;
  const files: ReportFile[] = [];
  for (const [name, path, query] of wanted) {
    const file = join(folder, name);
    await pipeline(await api.stream(path, query), createWriteStream(file));
    const rows = (parse(readFileSync(file), { bom: true }) as string[][]).length - 1;
    files.push({ path: file, rows });
  }
  return files;
}

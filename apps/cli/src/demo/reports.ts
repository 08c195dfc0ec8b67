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

/**
 * Writes the detailed report, the campaign records, the verdicts of the upload, what people wrote, and the consolidated report (as the API answers it, by
 * day and status), and reads each back.
 */
export async function writeReports(
  { api, io }: Context,
  campaignId: string,
  uploadId: string,
  now: number,
): Promise<readonly ReportFile[]> {
  const folder = join(io.cwd, 'data', 'demo-reports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const period = { from: new Date(now - DAY).toISOString(), to: new Date(now + DAY).toISOString() };
  const detailed = { ...period, campaign: campaignId, language: 'pt-BR' };
  const wanted = [
    ['detailed.csv', '/v1/reports/detailed.csv', { type: 'MT', ...detailed }],
    ['records.csv', '/v1/reports/records.csv', { campaign: campaignId }],
    ['verdicts.csv', `/v1/uploads/${uploadId}/verdicts.csv`, {}],
    // What has just come belongs to no campaign for some seconds.
    ['detailed-mo.csv', '/v1/reports/detailed.csv', { type: 'MO', ...period, language: 'pt-BR' }],
    ['consolidated.json', '/v1/reports/consolidated', { groupBy: ['day', 'status'], ...detailed }],
  ] as const;
  const files: ReportFile[] = [];
  for (const [name, path, query] of wanted) {
    const file = join(folder, name);
    await pipeline(await api.stream(path, query), createWriteStream(file));
    files.push({ path: file, rows: rowsIn(readFileSync(file, 'utf8'), name) });
  }
  return files;
}

function rowsIn(text: string, name: string): number {
  if (name.endsWith('.json')) return (JSON.parse(text) as { readonly items: readonly unknown[] }).items.length;
  return (parse(text, { bom: true }) as string[][]).length - 1;
}

import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse/sync';
import { askForExport, exportMade, type ExportRequest, writeExport } from '../commands/export';
import type { Context } from '../context';
import { Progress } from '../terminal/progress';

export type Report = 'detailed' | 'detailed-mo' | 'consolidated' | 'records' | 'verdicts';
export type Format = ExportRequest['format'];

/** A file that was written. */
export interface ReportFile {
  readonly path: string;
  readonly report: Report;
  readonly format: Format;
  /** Rows without the titles: of csv those that were read back, of others those that the engine says it wrote. */
  readonly rows: number;
  readonly bytes: number;
  /** It is as long as the engine says, with the checksum that it says. */
  readonly isWhole: boolean;
  /** What was read back of csv, titles first. */
  readonly cells?: readonly (readonly string[])[];
}

/** What the files are of. */
export interface Reported {
  readonly campaignId: string;
  readonly uploadId: string;
  /** Contacts of the campaign. */
  readonly contacts: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const DAY = 24 * 3600 * 1000;
const FORMATS: readonly Format[] = ['csv', 'xlsx', 'pdf'];
/** The engine refuses a PDF of more rows. */
const MOST_PDF_ROWS = 100_000;

/**
 * Writes the detailed report of what was sent and of what people wrote, and the consolidated report by day and status, each in every format and as an
 * export; beside them, as they are streamed, the campaign records and the verdicts of the upload.
 */
export async function writeReports(context: Context, reported: Reported): Promise<readonly ReportFile[]> {
  const folder = reportFolder(context);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const orders: { readonly report: Report; readonly request: ExportRequest; readonly id: string }[] = [];
  for (const [report, request] of ordersOf(reported)) {
    orders.push({ report, request, id: await askForExport(context, request) });
  }
  const streamed = [
    await writeStreamed(context, 'records', '/v1/reports/records.csv', { campaign: reported.campaignId }),
    await writeStreamed(context, 'verdicts', `/v1/uploads/${reported.uploadId}/verdicts.csv`, {}),
  ];
  const files: ReportFile[] = [];
  const progress = new Progress(context.io);
  for (const { report, request, id } of orders) {
    progress.show(files.length / orders.length, `${files.length} of ${orders.length} exports are there`);
    files.push(await writeOne(context, report, request.format, id));
  }
  progress.end();
  return [...files, ...streamed];
}

/** Where the reports of the demo are. */
export function reportFolder({ io }: Pick<Context, 'io'>): string {
  return join(io.cwd, 'data', 'demo-reports');
}

function ordersOf({ campaignId, contacts, now }: Reported): (readonly [Report, ExportRequest])[] {
  const period = { from: new Date(now - DAY).toISOString(), to: new Date(now + DAY).toISOString() };
  const style = { language: 'pt-BR', timeZone: 'America/Sao_Paulo' };
  return FORMATS.flatMap((format) => [
    ...(format === 'pdf' && contacts > MOST_PDF_ROWS
      ? []
      : [
          ['detailed', { report: 'detailed', filters: { ...period, campaign: campaignId }, format, ...style }] as const,
        ]),
    // Of no campaign alone: what has just come belongs to none for some seconds.
    ['detailed-mo', { report: 'detailed', filters: { ...period, type: 'MO' }, format, ...style }] as const,
    [
      'consolidated',
      {
        report: 'consolidated',
        filters: { ...period, campaign: campaignId, groupBy: ['day', 'status'] },
        ...{ format, ...style },
      },
    ] as const,
  ]);
}

async function writeOne(context: Context, report: Report, format: Format, id: string): Promise<ReportFile> {
  const { rows, bytes, sha256 } = await exportMade(context, id);
  const path = join(reportFolder(context), `${report}.${format}`);
  await writeExport(context, id, path);
  const content = readFileSync(path);
  const isWhole = content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256;
  const file = { path, report, format, bytes: content.length, isWhole };
  if (format !== 'csv') return { ...file, rows: rows ?? 0 };
  const cells = cellsOf(content);
  return { ...file, rows: cells.length - 1, cells };
}

async function writeStreamed(
  context: Context,
  report: Report,
  from: string,
  query: Readonly<Record<string, string>>,
): Promise<ReportFile> {
  const path = join(reportFolder(context), `${report}.csv`);
  await pipeline(await context.api.stream(from, query), createWriteStream(path, { mode: 0o600 }));
  const content = readFileSync(path);
  // Its end is that of the answer, which breaks off by an error otherwise.
  return {
    ...{ path, report, format: 'csv', bytes: content.length, isWhole: true },
    rows: cellsOf(content).length - 1,
  };
}

function cellsOf(content: Buffer): string[][] {
  return parse(content, { bom: true }) as string[][];
}

import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Query } from '../api';
import { type Context, contextOf, printPage } from '../context';
import { Failed, type Io, WrongUsage } from '../io';
import type { TableColumn } from '../terminal/table';
import { type ExportRequest, exportTo } from './export';
import { collect, number } from './options';

interface MtRow {
  readonly sentAt: string;
  readonly statusLabel: string;
  readonly phone: string | null;
  readonly campaignName: string | null;
  readonly message: string | null;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly title: string } | null;
}

interface RecordRow {
  readonly campaignId: string;
  readonly telephone: string | null;
  readonly result: string;
  readonly error: string | null;
  readonly date: string;
  readonly lastUpdate: string;
}

const DETAILED: readonly TableColumn<MtRow>[] = [
  { title: 'SENT', value: ({ sentAt }) => sentAt },
  { title: 'STATUS', value: ({ statusLabel }) => statusLabel },
  { title: 'PHONE', value: ({ phone }) => phone },
  { title: 'CAMPAIGN', value: ({ campaignName }) => campaignName },
  { title: 'MESSAGE', value: ({ message }) => message },
  { title: 'ATTEMPTS', value: ({ attempts }) => attempts, right: true },
  { title: 'ERROR', value: ({ error }) => (error ? `${error.code} ${error.title}` : null) },
];

const shown = (group: { readonly group: string | null; readonly label: string | null } | null) =>
  group && (group.label ?? group.group);

const CONSOLIDATED: readonly TableColumn<ConsolidatedRow>[] = [
  { title: 'GROUP', value: shown },
  { title: 'SECOND', value: ({ second }) => shown(second) },
  { title: 'TOTAL', value: ({ total }) => total, right: true },
  {
    title: 'COUNTS',
    value: ({ counts }) =>
      Object.entries(counts)
        .map(([what, count]) => `${what} ${count}`)
        .join(', '),
  },
];

const RECORDS: readonly TableColumn<RecordRow>[] = [
  { title: 'CAMPAIGN_ID', value: ({ campaignId }) => campaignId, id: true },
  { title: 'TELEPHONE', value: ({ telephone }) => telephone },
  { title: 'RESULT', value: ({ result }) => result },
  { title: 'ERROR', value: ({ error }) => error },
  { title: 'DATE', value: ({ date }) => date },
  { title: 'LAST_UPDATE', value: ({ lastUpdate }) => lastUpdate },
];

interface ConsolidatedRow {
  readonly group: string | null;
  readonly label: string | null;
  readonly second: { readonly group: string | null; readonly label: string | null } | null;
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface ReportOptions {
  readonly type?: string;
  readonly groupBy?: readonly string[];
  readonly timeZone?: string;
  readonly xlsx?: boolean;
  readonly pdf?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly campaign?: string;
  readonly status?: readonly string[];
  readonly subaccount?: string;
  readonly phone?: string;
  readonly language?: string;
  readonly limit?: number;
  readonly csv?: boolean;
  readonly output?: string;
}

export function addReportCommands(program: Command, io: Io): void {
  const report = program.command('report').description('what became of messages');
  const common = (command: Command) =>
    command
      .option('--limit <number>', 'rows of a table', number)
      .option('--csv', 'all rows as CSV')
      .option('--xlsx', 'all rows as a workbook')
      .option('--pdf', 'all rows as PDF, at most 100,000')
      .option('--output <file>', 'where the file goes; by default CSV is the output, the others have their own names');

  common(report.command('detailed'))
    .description('a row per message')
    .requiredOption('--from <time>', 'inclusive, like 2026-03-01T00:00:00Z')
    .requiredOption('--to <time>', 'exclusive')
    .option('--campaign <id>')
    .option('--subaccount <id>')
    .option('--status <status>', 'only these (repeatable)', collect)
    .option('--phone <phone>')
    .option('--type <type>', 'MT, what was sent, or MO, what people wrote')
    .option('--language <language>', 'en, pt-BR or es')
    .option('--time-zone <zone>', 'whose clocks a file shows, like America/Sao_Paulo')
    .action(async ({ limit, csv, xlsx, pdf, output, ...filters }: ReportOptions, command: Command) => {
      const context = contextOf(command, io);
      const format = formatOf({ csv, xlsx, pdf });
      if (format === 'xlsx' || format === 'pdf') return exportTo(context, order('detailed', format, filters), output);
      if (csv || output !== undefined) return writeCsv(context, '/v1/reports/detailed.csv', filters, output);
      const page = await context.api.get<{ items: MtRow[]; nextCursor: string | null }>('/v1/reports/detailed', {
        ...filters,
        limit: limit?.toString(),
      });
      printPage(context, page, DETAILED, 'No messages in this time. Widen --from and --to, or leave out a filter.');
    });

  common(report.command('consolidated'))
    .description('counts and rates, by one or two groupings')
    .requiredOption('--from <time>', 'inclusive, like 2026-03-01T00:00:00Z or 2026-03-01')
    .requiredOption('--to <time>', 'exclusive')
    .requiredOption('--group-by <what>', 'day, hour, campaign, status, … (once or twice)', collect)
    .option('--type <type>', 'MT, what was sent, or MO, what people wrote')
    .option('--campaign <id>')
    .option('--subaccount <id>')
    .option('--language <language>', 'en, pt-BR or es')
    .option('--time-zone <zone>', 'whose days and hours, like America/Sao_Paulo')
    .action(async ({ limit: _, csv, xlsx, pdf, output, ...filters }: ReportOptions, command: Command) => {
      const context = contextOf(command, io);
      const format = formatOf({ csv, xlsx, pdf }) ?? (output === undefined ? undefined : 'csv');
      if (format) return exportTo(context, order('consolidated', format, filters), output);
      const found = await context.api.get<{ items: ConsolidatedRow[] }>('/v1/reports/consolidated', { ...filters });
      printPage(context, { ...found, nextCursor: null }, CONSOLIDATED, 'No messages in this time.');
    });

  common(report.command('records'))
    .description('a row per contact that was attempted')
    .option('--campaign <id>', 'a campaign, or all', 'all')
    .option('--from <time>', 'inclusive, like 2026-03-01T00:00:00Z')
    .option('--to <time>', 'exclusive')
    .option('--time-zone <zone>', 'whose clocks a file shows, like America/Sao_Paulo')
    .action(async ({ limit, csv, xlsx, pdf, output, ...filters }: ReportOptions, command: Command) => {
      const context = contextOf(command, io);
      const format = formatOf({ csv, xlsx, pdf });
      if (format === 'xlsx' || format === 'pdf') return exportTo(context, order('records', format, filters), output);
      if (csv || output !== undefined) return writeCsv(context, '/v1/reports/records.csv', filters, output);
      const page = await context.api.get<{ items: RecordRow[]; nextCursor: string | null }>('/v1/reports/records', {
        ...filters,
        limit: limit?.toString(),
      });
      printPage(context, page, RECORDS, 'No records yet: start a campaign first.');
    });
}

/** The one format that was asked for. @throws WrongUsage for several */
function formatOf(asked: { readonly [Format in ExportRequest['format']]: boolean | undefined }):
  ExportRequest['format'] | undefined {
  const formats = (['csv', 'xlsx', 'pdf'] as const).filter((format) => asked[format]);
  if (formats.length > 1) throw new WrongUsage(`one format at a time, not ${formats.join(' and ')}`);
  return formats[0];
}

function order(
  report: string,
  format: ExportRequest['format'],
  { language, timeZone, phone, ...filters }: Omit<ReportOptions, 'limit' | 'csv' | 'xlsx' | 'pdf' | 'output'>,
): ExportRequest {
  return {
    report,
    format,
    language,
    timeZone,
    filters: { ...filters, ...(phone !== undefined && { phone: [phone] }) },
  };
}

async function writeCsv({ io, api }: Context, path: string, query: Query, output: string | undefined): Promise<void> {
  const body = await api.stream(path, query);
  try {
    if (output === undefined) {
      for await (const chunk of body.setEncoding('utf8') as AsyncIterable<string>) io.out(chunk);
      return;
    }
    await pipeline(body, createWriteStream(resolve(io.cwd, output)));
    io.err(`written: ${output}\n`);
  } catch (error) {
    throw new Failed(`the report broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Query } from '../api';
import { type Context, contextOf, printPage } from '../context';
import { Failed, type Io } from '../io';
import type { TableColumn } from '../terminal/table';
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

const RECORDS: readonly TableColumn<RecordRow>[] = [
  { title: 'CAMPAIGN_ID', value: ({ campaignId }) => campaignId, id: true },
  { title: 'TELEPHONE', value: ({ telephone }) => telephone },
  { title: 'RESULT', value: ({ result }) => result },
  { title: 'ERROR', value: ({ error }) => error },
  { title: 'DATE', value: ({ date }) => date },
  { title: 'LAST_UPDATE', value: ({ lastUpdate }) => lastUpdate },
];

interface ReportOptions {
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
      .option('--output <file>', 'where the CSV goes; the output by default');

  common(report.command('detailed'))
    .description('a row per message')
    .requiredOption('--from <time>', 'inclusive, like 2026-03-01T00:00:00Z')
    .requiredOption('--to <time>', 'exclusive')
    .option('--campaign <id>')
    .option('--subaccount <id>')
    .option('--status <status>', 'only these (repeatable)', collect)
    .option('--phone <phone>')
    .option('--language <language>', 'en, pt-BR or es')
    .action(async ({ limit, csv, output, ...filters }: ReportOptions, command: Command) => {
      const context = contextOf(command, io);
      if (csv || output !== undefined) return writeCsv(context, '/v1/reports/detailed.csv', filters, output);
      const page = await context.api.get<{ items: MtRow[]; nextCursor: string | null }>('/v1/reports/detailed', {
        ...filters,
        limit: limit?.toString(),
      });
      printPage(context, page, DETAILED, 'No messages in this time. Widen --from and --to, or leave out a filter.');
    });

  common(report.command('records'))
    .description('a row per contact that was attempted')
    .option('--campaign <id>', 'a campaign, or all', 'all')
    .option('--from <time>', 'inclusive, like 2026-03-01T00:00:00Z')
    .option('--to <time>', 'exclusive')
    .action(async ({ limit, csv, output, ...filters }: ReportOptions, command: Command) => {
      const context = contextOf(command, io);
      if (csv || output !== undefined) return writeCsv(context, '/v1/reports/records.csv', filters, output);
      const page = await context.api.get<{ items: RecordRow[]; nextCursor: string | null }>('/v1/reports/records', {
        ...filters,
        limit: limit?.toString(),
      });
      printPage(context, page, RECORDS, 'No records yet: start a campaign first.');
    });
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

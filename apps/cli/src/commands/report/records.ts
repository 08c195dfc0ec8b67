import type { Command } from 'commander';
import { contextOf, type Page, printPage } from '../../context';
import type { Io } from '../../io';
import type { TableColumn } from '../../terminal/table';
import { number } from '../options';
import { type FileOptions, wantsFile, withFiles, writeFile } from './files';
import { zonedColumn } from './zoned';

interface RecordRow {
  readonly campaignId: string;
  readonly telephone: string | null;
  readonly result: string | null;
  readonly error: string | null;
  readonly date: string;
  readonly lastUpdate: string;
}

const RECORDS: readonly TableColumn<RecordRow>[] = [
  { title: 'CAMPAIGN_ID', value: ({ campaignId }) => campaignId, id: true },
  { title: 'TELEPHONE', value: ({ telephone }) => telephone },
  { title: 'RESULT', value: ({ result }) => result },
  { title: 'ERROR', value: ({ error }) => error },
  { title: 'DATE', value: ({ date }) => date },
  { title: 'LAST_UPDATE', value: ({ lastUpdate }) => lastUpdate },
];

const TIMES: ReadonlySet<string> = new Set(['DATE', 'LAST_UPDATE']);

interface RecordsOptions extends FileOptions {
  readonly campaign?: string;
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  readonly limit?: number;
}

export function addRecords(report: Command, io: Io): void {
  withFiles(report.command('records'))
    .description('a row per contact that was attempted')
    .option('--campaign <id>', 'the id or the number of a campaign, or all', 'all')
    .option('--from <time>', 'inclusive: 2026-03-01T00:00:00Z, or a day of the zone: 2026-03-01')
    .option('--to <time>', 'exclusive')
    .option('--time-zone <zone>', 'in which days begin and times are shown, like America/Sao_Paulo; UTC by default')
    .option('--limit <number>', 'rows of a table', number)
    .action(async ({ limit, csv, xlsx, pdf, output, delimiter, ...query }: RecordsOptions, command: Command) => {
      const context = contextOf(command, io);
      const file = { csv, xlsx, pdf, output, delimiter } as FileOptions;
      if (wantsFile(file)) {
        return writeFile(context, { report: 'records', stream: '/v1/reports/records.csv', query: { ...query } }, file);
      }
      const page = await context.api.get<Page<RecordRow>>('/v1/reports/records', {
        ...query,
        limit: limit?.toString(),
      });
      const columns = RECORDS.map((column) => (TIMES.has(column.title) ? zonedColumn(column, query.timeZone) : column));
      printPage(context, page, columns, 'No records yet: start a campaign first.');
    });
}

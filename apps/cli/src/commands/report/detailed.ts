import { type Command, Option } from 'commander';
import type { Io } from '../../io';
import { contextOf, type Page, printPage } from '../../context';
import type { TableColumn } from '../../terminal/table';
import { number } from '../options';
import { type FileOptions, wantsFile, withFiles, writeFile } from './files';
import { type FilterOptions, listed, queryOf, withFilters } from './filters';
import { zonedColumn } from './zoned';

/** A row of either kind, or what was chosen of it. */
type Row = Readonly<Record<string, unknown>>;

/** What is shown where nothing is chosen. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  MT: ['sentAt', 'statusLabel', 'phone', 'campaignName', 'message', 'attempts', 'error'],
  MO: ['answeredAt', 'phone', 'campaignName', 'contentType', 'message', 'buttonPayload'],
};

/** Columns that are not called as they are named. */
const TITLES: Readonly<Record<string, string>> = {
  id: 'ROW',
  sentAt: 'SENT',
  answeredAt: 'ANSWERED',
  statusLabel: 'STATUS',
  campaignName: 'CAMPAIGN',
  subaccountName: 'SUBACCOUNT',
  senderPhone: 'SENDER',
};

interface DetailedOptions extends FileOptions {
  readonly limit?: number;
  readonly columns?: readonly string[];
  readonly exactTotal?: boolean;
}

export function addDetailed(report: Command, io: Io): void {
  withFiles(withFilters(report.command('detailed')))
    .description('a row per message')
    .option('--columns <names>', 'what to show, in this order: id,phone,status,template,…', listed)
    .addOption(new Option('--order <order>', 'the newest first, or the oldest').choices(['desc', 'asc']))
    .option('--exact-total', 'count all of them, however many')
    .option('--limit <number>', 'rows of a table', number)
    .action(async (options: DetailedOptions & FilterOptions, command: Command) => {
      const { limit, csv, xlsx, pdf, output, delimiter, exactTotal, columns, ...filters } = options;
      const file = { csv, xlsx, pdf, output, delimiter } as FileOptions;
      const context = contextOf(command, io);
      // Every row has its id, which is no column of a file.
      const query = {
        ...queryOf(filters),
        language: context.language,
        columns: columns?.filter((name) => name !== 'id'),
      };
      if (wantsFile(file)) {
        return writeFile(context, { report: 'detailed', stream: '/v1/reports/detailed.csv', query }, file);
      }
      const page = await context.api.get<Page<Row>>('/v1/reports/detailed', {
        ...query,
        ...(exactTotal && { total: 'exact' }),
        limit: limit?.toString(),
      });
      const shown = (columns ?? SHOWN[filters.type ?? 'MT']!).map((name) => columnOf(name, filters.timeZone));
      printPage(context, page, shown, 'No messages in this time. Widen --from and --to, or leave out a filter.');
    });
}

const INSTANTS = /At$/;

function columnOf(name: string, zone: string | undefined): TableColumn<Row> {
  const title = TITLES[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  const column = {
    title,
    value: (row: Row) => textOf(row[name]),
    right: name === 'attempts',
    id: /^id$|Id$/.test(name),
  };
  return INSTANTS.test(name) ? zonedColumn(column, zone) : column;
}

function textOf(value: unknown): string | number | boolean | null {
  if (typeof value === 'object' && value !== null) {
    const { code, title } = value as { readonly code: string; readonly title: string };
    return `${code} ${title}`;
  }
  return (value ?? null) as string | number | boolean | null;
}

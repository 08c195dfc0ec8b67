import type { Command } from 'commander';
import { contextOf, print } from '../../context';
import type { Io } from '../../io';
import { table, type TableColumn } from '../../terminal/table';
import { type FileOptions, wantsFile, withFiles, writeFile } from './files';
import { type FilterOptions, listed, queryOf, withFilters } from './filters';

interface Group {
  readonly group: string | null;
  readonly label: string | null;
}

interface Figures {
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly rates: Readonly<Record<'delivered' | 'read' | 'replied' | 'failed', number | null>> | null;
}

interface Consolidated {
  readonly items: readonly (Group & Figures & { readonly second: Group | null })[];
  readonly totals: Figures;
}

type Line = Figures & { readonly names: readonly (string | null)[] };

const RATES = ['delivered', 'read', 'replied', 'failed'] as const;

export function addConsolidated(report: Command, io: Io): void {
  withFiles(withFilters(report.command('consolidated')))
    .description('counts and rates of the detailed report')
    .requiredOption(
      '--by <groups>',
      'one or two of day, hour, campaign, subaccount, user, status, sender, template, contentType, conversationType: day,status',
      listed,
    )
    .action(async (options: FileOptions & FilterOptions & { readonly by: readonly string[] }, command: Command) => {
      const { by, csv, xlsx, pdf, output, delimiter, ...asked } = options;
      const context = contextOf(command, io);
      const query = { ...queryOf(asked), language: context.language, groupBy: by };
      const file = { csv, xlsx, pdf, output, delimiter } as FileOptions;
      if (wantsFile(file)) return writeFile(context, { report: 'consolidated', query }, file);
      const answer = await context.api.get<Consolidated>('/v1/reports/consolidated', query);
      print(context, answer, (width) =>
        answer.items.length === 0
          ? 'No messages in this time. Widen --from and --to, or leave out a filter.\n'
          : table(columnsOf(by, answer), linesOf(by, answer), width),
      );
    });
}

function linesOf(by: readonly string[], { items, totals }: Consolidated): readonly Line[] {
  const lines = items.map((item) => ({
    ...item,
    names: [nameOf(item), ...(item.second ? [nameOf(item.second)] : [])],
  }));
  return [...lines, { ...totals, names: by.map((_, at) => (at === 0 ? 'total' : '')) }];
}

function nameOf({ group, label }: Group): string | null {
  return label ?? group;
}

/** What was sent has rates; what people wrote has a count of each kind. */
function columnsOf(by: readonly string[], { totals }: Consolidated): readonly TableColumn<Line>[] {
  const groups = by.map((name, at) => ({ title: name.toUpperCase(), value: ({ names }: Line) => names[at] }));
  const total = { title: 'TOTAL', value: (line: Line) => line.total, right: true };
  const rates = RATES.map((rate) => ({
    title: rate.toUpperCase(),
    value: (line: Line) => percent(line.rates?.[rate] ?? null),
    right: true,
  }));
  const kinds = Object.keys(totals.counts).map((kind) => ({
    title: kind.toUpperCase(),
    value: (line: Line) => line.counts[kind] ?? 0,
    right: true,
  }));
  return [...groups, total, ...(totals.rates ? rates : kinds)];
}

function percent(part: number | null): string | null {
  return part === null ? null : `${(part * 100).toFixed(1)} %`;
}

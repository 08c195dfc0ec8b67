import { type Command, Option } from 'commander';
import { contextOf, print, printPage } from '../context';
import type { Io } from '../io';
import type { TableColumn } from '../terminal/table';
import { toMinute, toSecond } from '../terminal/times';
import { id as parseId, number } from './options';

interface Schedule {
  readonly every: 'day' | 'week';
  readonly on: string | null;
  readonly at: string;
}

interface Search {
  readonly id: string;
  readonly name: string;
  readonly report: string;
  readonly timeZone: string;
  readonly schedule: Schedule | null;
  readonly nextAt: string | null;
  readonly waits: string | null;
  readonly lastExport: {
    readonly id: string | null;
    readonly outcome: string;
    readonly why: { readonly code: string; readonly message: string } | null;
  } | null;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const COLUMNS: readonly TableColumn<Search>[] = [
  { title: 'ID', value: ({ id }) => id, id: true },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'REPORT', value: ({ report }) => report, leaves: 1 },
  { title: 'SCHEDULE', value: scheduleOf, leaves: 3 },
  { title: 'NEXT', value: nextOf, short: ({ nextAt, waits }) => waits ?? (nextAt === null ? '—' : toMinute(nextAt)) },
  { title: 'LAST', value: lastOf },
  { title: 'EXPORT', value: ({ lastExport }) => lastExport?.id, leaves: 2 },
];

export function addSearchCommands(program: Command, io: Io): void {
  const group = program
    .command('search')
    .description('saved searches, and the files that are made of them by themselves');

  group
    .command('list')
    .description('those of the key and those shared with it: when the next file is due, and what became of the last')
    .option('--limit <number>', 'rows of the table', number)
    .action(async ({ limit }: { limit?: number }, command: Command) => {
      const context = contextOf(command, io);
      const page = await context.api.get<{ items: Search[]; nextCursor: string | null }>('/v1/searches', {
        limit: limit?.toString(),
      });
      printPage(context, page, COLUMNS, 'No saved searches. They are made by the API: POST /v1/searches.');
    });

  group
    .command('schedule')
    .description('have a file made of one every day or week, at a time of its own zone')
    .argument('<id>', 'of the search, as arauto search list shows it', parseId)
    .requiredOption('--at <time>', 'like 08:00')
    .addOption(new Option('--every <day|week>', 'how often').choices(['day', 'week']).default('day'))
    .addOption(new Option('--on <weekday>', 'the day of a week').choices(WEEKDAYS))
    .addOption(new Option('--format <format>', 'that of the search by default').choices(['csv', 'xlsx', 'pdf']))
    .action(async (id: string, schedule: object, command: Command) => {
      const context = contextOf(command, io);
      const { position: after } = await context.api.patch<{ position: string }>(pathOf(id), { schedule });
      const found = await context.api.get<Search>(pathOf(id), { after });
      print(context, found, () => `${scheduleOf(found)}, next at ${nextOf(found)}\n`);
    });

  group
    .command('unschedule')
    .description('have no more files made of one by themselves')
    .argument('<id>', 'of the search', parseId)
    .action(async (id: string, _: unknown, command: Command) => {
      const context = contextOf(command, io);
      print(context, await context.api.patch<object>(pathOf(id), { schedule: null }), () => 'unscheduled\n');
    });
}

function scheduleOf({ schedule, timeZone }: Search): string | null {
  return schedule && `${schedule.on ?? 'daily'} ${schedule.at} ${timeZone}`;
}

function nextOf({ nextAt, waits }: Search): string | null {
  return waits ?? (nextAt && toSecond(nextAt));
}

function lastOf({ lastExport }: Search): string | null {
  return lastExport && [lastExport.outcome, lastExport.why?.code ?? []].flat().join(': ');
}

function pathOf(id: string): string {
  return `/v1/searches/${encodeURIComponent(id)}`;
}

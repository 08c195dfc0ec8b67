import type { Command } from 'commander';
import { type Context, contextOf, print } from '../context';
import type { Io } from '../io';
import { table, type TableColumn } from '../terminal/table';
import { toMinute, toSecond } from '../terminal/times';
import { A_MOMENT, instantOf, moment, timeZone, WHOSE_DAYS } from './moments';
import { campaignId, collect, number } from './options';

interface Event {
  readonly position: string;
  readonly at: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly actor: { readonly name: string };
  readonly text: string;
}

interface EventsOptions {
  readonly stream?: string;
  readonly campaign?: string;
  readonly type?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  readonly limit?: number;
  readonly follow?: boolean;
}

type Page = { readonly items: readonly Event[]; readonly nextCursor: string | null };

const COLUMNS: readonly TableColumn<Event>[] = [
  { title: 'AT', value: ({ at }) => toSecond(at), short: ({ at }) => toMinute(at), leaves: 2 },
  { title: 'EVENT', value: ({ type }) => type },
  { title: 'BY', value: ({ actor }) => actor.name, leaves: 1 },
  { title: 'WHAT', value: ({ text }) => text },
  { title: 'STREAM', value: ({ stream, revision }) => `${stream}@${revision}` },
];

const PAGE = 500;

export function addEventsCommand(program: Command, io: Io): void {
  program
    .command('events')
    .description('read the log')
    .option('--stream <name>')
    .option('--campaign <id>', 'of this one and its contacts', campaignId)
    .option('--type <type>', 'only these (repeatable)', collect)
    .option('--from <time>', `inclusive: ${A_MOMENT}`, moment)
    .option('--to <time>', 'exclusive', moment)
    .option('--time-zone <zone>', WHOSE_DAYS, timeZone)
    .option('--limit <number>', 'at most so many', number, 100)
    .option('--follow', 'go on with what happens from now')
    .action(async ({ limit = 100, follow, timeZone: zone, ...given }: EventsOptions, command: Command) => {
      const context = contextOf(command, io);
      const filters = { ...given, from: instantOf(given.from, zone), to: instantOf(given.to, zone) };
      if (follow) return followEvents(context, filters);
      const { events, more } = await readEvents(context, filters, limit);
      if (context.json) for (const event of events) io.out(`${JSON.stringify(event)}\n`);
      else if (events.length === 0) io.out('No such events. Leave out a filter, or see arauto campaign status.\n');
      else print(context, events, (width) => table(COLUMNS, events, width));
      if (more && !context.json) context.io.err(`the first ${events.length}: --limit shows more\n`);
    });
}

async function readEvents({ api }: Context, filters: Filters, limit: number) {
  const events: Event[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.get<Page>('/v1/events', {
      ...filters,
      cursor,
      limit: String(Math.min(PAGE, limit - events.length)),
    });
    events.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && events.length < limit);
  return { events, more: cursor !== undefined };
}

type Filters = Omit<EventsOptions, 'limit' | 'follow' | 'timeZone' | 'from' | 'to'> & {
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** Begins now; what happened at the same instant as the last event shown is asked for again and left out. */
async function followEvents(context: Context, filters: Filters): Promise<void> {
  const { io } = context;
  let from = filters.from ?? new Date().toISOString();
  let last = '';
  while (!io.signal.aborted) {
    const read = await readEvents(context, { ...filters, from }, Number.MAX_SAFE_INTEGER);
    const events = read.events.filter(({ position }) => position > last);
    for (const event of events) io.out(context.json ? `${JSON.stringify(event)}\n` : line(event, io.width));
    const newest = events.at(-1);
    if (newest) {
      from = newest.at;
      last = newest.position;
    }
    await io.sleep(500);
  }
}

function line(event: Event, width: number): string {
  return table(COLUMNS, [event], width).split('\n')[1]!.concat('\n');
}

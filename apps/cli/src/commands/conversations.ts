import type { Command } from 'commander';
import type { Query } from '../api';
import { type Context, contextOf, print, printPage } from '../context';
import type { Io } from '../io';
import type { TableColumn } from '../terminal/table';
import { number } from './options';
import { type Thread, threadText } from './thread';

interface Conversation {
  readonly id: string;
  readonly phone: string | null;
  readonly type: string;
  readonly inbound: number;
  readonly lastInboundAt: string;
  readonly lastText: string | null;
}

interface Page {
  readonly items: readonly Conversation[];
  readonly nextCursor: string | null;
}

interface ListOptions {
  readonly sender?: string;
  readonly phone?: string;
  readonly campaign?: string;
  readonly subaccount?: string;
  readonly unreadSince?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
  readonly limit: number;
}

const COLUMNS: readonly TableColumn<Conversation>[] = [
  { title: 'ID', value: ({ id }) => id, id: true },
  { title: 'PHONE', value: ({ phone }) => phone },
  { title: 'LAST', value: ({ lastInboundAt }) => lastInboundAt },
  { title: 'WROTE', value: ({ inbound }) => inbound, right: true },
  { title: 'TEXT', value: ({ lastText }) => lastText },
  { title: 'TYPE', value: ({ type }) => type },
];

/** Of the API, at most. */
const PAGE = 500;

export function addConversationCommands(program: Command, io: Io): void {
  program
    .command('conversations')
    .description('list conversations in which a person wrote, the one that opened last first')
    .option('--sender <id>', 'with this number of ours')
    .option('--phone <phone>', 'with this person, in any notation')
    .option('--campaign <id>', 'in which something was written that belongs to it')
    .option('--subaccount <id>')
    .option('--unread-since <time>', 'in which the person wrote then or later, like 2026-03-01T00:00:00Z')
    .option('--from <time>', 'when it opened, inclusive')
    .option('--to <time>', 'when it opened, exclusive')
    .option('--limit <number>', 'at most so many', number, 50)
    .option('--cursor <cursor>', 'go on where a list ended: the nextCursor of its --json')
    .action(async ({ limit, cursor, ...filters }: ListOptions, command: Command) => {
      const context = contextOf(command, io);
      const page = await readPages(context, { ...filters }, limit, cursor);
      printPage(
        context,
        page,
        COLUMNS,
        'No such conversations. They begin when a person writes and are listed some seconds later: leave out a filter, or see arauto campaign status.',
      );
    });

  program
    .command('conversation')
    .description('show one conversation as it reads on a phone, the oldest message first')
    .argument('<id>')
    .action(async (id: string, _: object, command: Command) => {
      const context = contextOf(command, io);
      const thread = await context.api.get<Thread>(`/v1/conversations/${encodeURIComponent(id)}`);
      print(context, thread, (width) => threadText(thread, width));
    });
}

/** A page of the API may hold less than was asked for, where a filter leaves out much. */
async function readPages({ api }: Context, filters: Query, limit: number, start: string | undefined): Promise<Page> {
  const items: Conversation[] = [];
  let cursor = start;
  do {
    const most = String(Math.min(PAGE, limit - items.length));
    const page = await api.get<Page>('/v1/conversations', { ...filters, cursor, limit: most });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return { items, nextCursor: cursor ?? null };
}

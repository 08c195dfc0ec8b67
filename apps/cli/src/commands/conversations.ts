import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Api, type Query, Refused } from '../api';
import { type Context, contextOf, type Page, print, printPage } from '../context';
import { Failed, type Io, WrongUsage } from '../io';
import type { TableColumn } from '../terminal/table';
import { toMinute, toSecond } from '../terminal/times';
import { A_MOMENT, instantOf, moment, timeZone, WHOSE_DAYS } from './moments';
import { campaignId, id as parseId, number, pathOf } from './options';
import { writePrivate } from './private-file';
import { shortId, type Thread, type ThreadNames, threadText, wordsOf } from './thread';

interface Conversation {
  readonly id: string;
  readonly phone: string | null;
  readonly type: string;
  readonly inbound: number;
  readonly lastInboundAt: string;
  readonly lastText: string | null;
}

interface ListOptions {
  readonly sender?: string;
  readonly phone?: string;
  readonly campaign?: string;
  readonly subaccount?: string;
  readonly unreadSince?: string;
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  readonly cursor?: string;
  readonly limit: number;
}

interface ShowOptions {
  readonly media?: string;
  readonly output?: string;
}

/** With what the last message says, or is. */
type Row = Conversation & { readonly said: string };

const COLUMNS: readonly TableColumn<Row>[] = [
  { title: 'ID', value: ({ id }) => id, id: true },
  { title: 'PHONE', value: ({ phone }) => phone, id: true },
  {
    title: 'LAST',
    value: ({ lastInboundAt }) => toSecond(lastInboundAt),
    short: ({ lastInboundAt }) => toMinute(lastInboundAt),
    leaves: 3,
  },
  { title: 'WROTE', value: ({ inbound }) => inbound, right: true, leaves: 2 },
  { title: 'TYPE', value: ({ type }) => type, leaves: 1 },
  // The last, so that nothing is padded to one long answer.
  { title: 'TEXT', value: ({ said }) => said },
];

const WHAT_IT_IS = `
A conversation is a window of 24 hours (72 from an advertisement) with one person: what is written later opens another.`;

const OF_THE_LIST = `${WHAT_IT_IS}
LAST, WROTE and TEXT are of what the person wrote in the whole conversation, also where --campaign asks for those of one campaign. Times are UTC.
A campaign tells how many replied: arauto campaign status`;

const OF_ONE = `${WHAT_IT_IS}
→ is ours, ← the person's, and behind its time stands the campaign that it belongs to: (quoted) it quotes a message of it, (button) it taps one of
its buttons, (recent) it came within ARAUTO_ATTRIBUTION, 72 hours by default, after our last message to the person. Times are UTC.
The provider keeps files for 7 days; the engine keeps what was fetched if ARAUTO_KEEP_MEDIA says so.`;

/** Of the API, at most. */
const PAGE = 500;

const NONE_YET =
  'No conversations yet. They begin when a person writes, and are listed some seconds later: see arauto campaign status.';
const NONE_SUCH =
  'No such conversations. They begin when a person writes and are listed some seconds later: leave out a filter, or see arauto campaign status.';

export function addConversationCommands(program: Command, io: Io): void {
  program
    .command('conversations')
    .description('list conversations in which a person wrote, the one that opened last first')
    .option('--sender <id>', 'with this number of ours', parseId)
    .option('--phone <phone>', 'with this person, in any notation')
    .option('--campaign <id>', 'in which something was written that belongs to it', campaignId)
    .option('--subaccount <id>', 'of this one', parseId)
    .option('--unread-since <time>', `in which the person wrote then or later: ${A_MOMENT}`, moment)
    .option('--from <time>', 'when it opened, inclusive', moment)
    .option('--to <time>', 'when it opened, exclusive', moment)
    .option('--time-zone <zone>', WHOSE_DAYS, timeZone)
    .option('--limit <number>', 'at most so many', number, 50)
    .option('--cursor <cursor>', 'go on where a list ended: the nextCursor of its --json')
    .addHelpText('after', OF_THE_LIST)
    .action(async ({ limit, cursor, timeZone: zone, ...given }: ListOptions, command: Command) => {
      const context = contextOf(command, io);
      const filters = {
        ...given,
        unreadSince: instantOf(given.unreadSince, zone),
        from: instantOf(given.from, zone),
        to: instantOf(given.to, zone),
      };
      const page = await readPages(context, filters, limit, cursor);
      if (context.json) return print(context, page, () => '');
      const rows = { ...page, items: await withWords(context.api, page.items) };
      printPage(context, rows, COLUMNS, Object.keys(given).length === 0 ? NONE_YET : NONE_SUCH);
    });

  program
    .command('conversation')
    .description('show one conversation as it reads on a phone, the oldest message first, or fetch a file of it')
    .argument('<id>', 'as arauto conversations lists it', parseId)
    .option('--media <message>', 'the file of this message, as it stands under it', parseId)
    .option('--output <file>', 'where the file goes')
    .addHelpText('after', OF_ONE)
    .action(async (id: string, { media, output }: ShowOptions, command: Command) => {
      const context = contextOf(command, io);
      if ((media === undefined) !== (output === undefined))
        throw new WrongUsage('--media and --output go together: which file, and where it goes');
      const thread = await context.api.get<Thread>(pathOfConversation(id));
      if (media !== undefined && output !== undefined) return fetchFile(context, thread, media, output);
      if (context.json) return print(context, thread, () => '');
      const names = await namesIn(context.api, thread);
      print(context, thread, (width) => threadText(thread, names, width));
      if (thread.messages.some((message) => message.media !== null))
        io.err(`A file: arauto conversation ${id} --media <message> --output <file>\n`);
    });
}

function pathOfConversation(id: string): string {
  return `/v1/conversations/${encodeURIComponent(id)}`;
}

/** A page of the API may hold less than was asked for, where a filter leaves out much. */
async function readPages(
  { api }: Context,
  filters: Query,
  limit: number,
  start: string | undefined,
): Promise<Page<Conversation>> {
  const items: Conversation[] = [];
  let cursor = start;
  do {
    const most = String(Math.min(PAGE, limit - items.length));
    const page = await api.get<Page<Conversation>>('/v1/conversations', { ...filters, cursor, limit: most });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < limit);
  return { items, nextCursor: cursor ?? null };
}

/** A list has of the last message its text alone. What one without text is, one in fourteen or so, its conversation tells. */
async function withWords(api: Api, items: readonly Conversation[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const item of items) {
    const { lastText } = item;
    rows.push({ ...item, said: lastText === '' ? await lastWords(api, item.id) : (lastText ?? '[deleted]') });
  }
  return rows;
}

async function lastWords(api: Api, id: string): Promise<string> {
  const thread = await unlessRefused(api.get<Thread>(pathOfConversation(id)));
  const last = thread?.messages.filter(({ direction }) => direction === 'mo').at(-1);
  return last ? wordsOf(last) : '[no text]';
}

/** A key that may not see one of them gets its id. */
async function namesIn(api: Api, { senderId, messages }: Thread): Promise<ThreadNames> {
  const ids = [...new Set(messages.flatMap((message) => message.campaignId ?? []))];
  const [sender, ...campaigns] = await Promise.all([
    unlessRefused(api.get<{ name: string; phone: string | null }>(`/v1/senders/${encodeURIComponent(senderId)}`)),
    ...ids.map((id) => unlessRefused(api.get<{ name: string }>(pathOf(id)))),
  ]);
  return {
    number: sender ? [sender.phone, sender.name].filter((part) => part !== null).join('  ') : senderId,
    campaigns: new Map(ids.map((id, at) => [id, campaigns[at]?.name ?? id])),
  };
}

async function unlessRefused<Answer>(asking: Promise<Answer>): Promise<Answer | undefined> {
  return asking.catch((error: unknown) => {
    if (error instanceof Refused) return undefined;
    throw error;
  });
}

/** @param message its id, or that without the number's, as the thread shows it */
async function fetchFile(context: Context, thread: Thread, message: string, output: string): Promise<void> {
  const found = thread.messages.find((one) => one.id === message || shortId(one, thread) === message);
  const messageId = encodeURIComponent(found?.id ?? message);
  const body = await context.api.stream(`${pathOfConversation(thread.id)}/messages/${messageId}/media`, {});
  try {
    await writePrivate(body, resolve(context.io.cwd, output));
  } catch (error) {
    throw new Failed(`the file broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (context.json) context.io.out(`${JSON.stringify({ output })}\n`);
  else context.io.err(`written: ${output}\n`);
}

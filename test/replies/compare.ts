import { allOf, type Api } from '../e2e/api';
import { type Summary, summaryOf } from '../e2e/campaigns';
import { type Expected, groups } from './recount';

/** A conversation, as the API shows it. */
export interface Thread {
  readonly id: string;
  readonly senderId: string;
  readonly phone: string | null;
  readonly type: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly messages: readonly {
    readonly id: string;
    readonly direction: string;
    readonly at: string;
    readonly contentType: string;
    readonly text: string | null;
    readonly state: string;
    readonly campaignId: string | null;
    readonly attribution: string | null;
    readonly button: {
      readonly index: number | null;
      readonly text: string | null;
      readonly payload: string | null;
    } | null;
    readonly media: object | null;
  }[];
}

/** A campaign with what was answered in it. */
export interface Answered extends Summary {
  readonly replies: {
    readonly total: number;
    readonly byType: Readonly<Record<string, number>>;
    readonly buttons: readonly { readonly text: string; readonly taps: number; readonly contacts: number }[];
    readonly optOuts: number;
  };
}

/** A conversation in the list. */
export interface ListedThread {
  readonly id: string;
  readonly phone: string | null;
  readonly inbound: number;
  readonly lastInboundAt: string;
  readonly lastText: string | null;
}

export function listedThreads(api: Api): Promise<ListedThread[]> {
  return allOf(api, '/v1/conversations?');
}

/** The list against the threads that it leads to. @param threads in the same order */
export function compareList(listed: readonly ListedThread[], threads: readonly Thread[]): string[] {
  return listed.flatMap(({ id, phone, inbound, lastInboundAt, lastText }, index) => {
    const thread = threads[index]!;
    const theirs = thread.messages.filter(({ direction }) => direction === 'mo');
    const last = theirs.at(-1);
    // Of two that were written in one second nobody knows which was the last.
    const text = theirs.findLast((each) => each.at === last?.at && each.text === lastText)?.text ?? last?.text;
    // Of who hides behind a username the list has none, where a thread has the phone that our message went to.
    const is = JSON.stringify([id, phone ?? thread.phone, inbound, lastInboundAt, lastText]);
    const must = JSON.stringify([thread.id, thread.phone, theirs.length, last?.at, text]);
    return is === must ? [] : [`the list has ${is}, its thread ${must}`];
  });
}

export async function threadOf(api: Api, id: string): Promise<Thread> {
  const { status, body } = await api.get<Thread>(`/v1/conversations/${id}`);
  if (status !== 200) throw new Error(`conversation ${id} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/**
 * Threads against the recount: the same messages, in the same conversations, attributed alike.
 * @param numbers what the platform calls our senders
 * @param expected with the phone that must be shown, null where none must be
 */
export function compareThreads(
  threads: readonly Thread[],
  numbers: ReadonlyMap<string, string>,
  expected: readonly (Omit<Expected, 'handset'> & { readonly handset: string | null })[],
): string[] {
  const wanted = groups(
    expected.map((each) =>
      [
        ...[each.number, each.handset, each.at, each.type, each.by, each.campaignId, each.button],
        ...[each.conversation.type, each.conversation.openedAt, each.conversation.expiresAt],
      ].join(' '),
    ),
    (line) => line,
  );
  const differences: string[] = [];
  for (const thread of threads) {
    for (const message of thread.messages) {
      if (message.direction !== 'mo') continue;
      const line = [
        ...[numbers.get(thread.senderId), thread.phone, Date.parse(message.at), message.contentType],
        ...[message.attribution, message.campaignId, message.button?.index ?? null],
        ...[thread.type, Date.parse(thread.openedAt), Date.parse(thread.expiresAt)],
      ].join(' ');
      const left = wanted.get(line);
      if (!left) {
        differences.push(`a message that was not written so: ${line}`);
        continue;
      }
      left.pop();
      if (left.length === 0) wanted.delete(line);
    }
  }
  for (const [line, left] of wanted) differences.push(`${left.length} times not found: ${line}`);
  return differences.length > 10 ? [...differences.slice(0, 10), `and ${differences.length - 10} more`] : differences;
}

/** Every counter of answers against the recount. @param buttons texts of the quick replies of every campaign's template, by their index */
export async function compareCounters(
  api: Api,
  campaigns: readonly string[],
  expected: readonly Expected[],
  buttons: ReadonlyMap<number, string>,
): Promise<string[]> {
  const differences: string[] = [];
  for (const id of campaigns) {
    const own = expected.filter(({ campaignId }) => campaignId === id);
    const summary = (await summaryOf(api, id)) as Answered;
    const same = (what: string, counted: unknown, recounted: unknown) => {
      if (JSON.stringify(counted) !== JSON.stringify(recounted))
        differences.push(`${what} of ${id}: ${JSON.stringify(counted)}, recounted ${JSON.stringify(recounted)}`);
    };
    const contactsIn = (some: readonly Expected[]) => new Set(some.map(({ contactKey }) => contactKey)).size;
    same('replied', summary.milestones['replied'], contactsIn(own));
    same('opt-outs', summary.replies.optOuts, contactsIn(own.filter(({ optOut }) => optOut)));
    same('replies', summary.replies.total, own.length);
    const byType = groups(own, ({ type }) => type);
    for (const [type, count] of Object.entries(summary.replies.byType))
      same(type, count, byType.get(type)?.length ?? 0);
    const tapped = [...buttons].map(([index, text]) => {
      const taps = own.filter(({ button }) => button === index);
      return { text, payload: text, taps: taps.length, contacts: contactsIn(taps) };
    });
    same('buttons', summary.replies.buttons, tapped);
  }
  return differences;
}

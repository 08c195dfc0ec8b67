import { type Api, until } from '../e2e/api';
import { type Summary, summaryOf } from '../e2e/campaigns';
import type { Truth, WrittenMessage } from '../e2e/truth';
import { listedThreads, type Thread, threadOf } from '../replies/compare';
import { eventsOf } from '../replies/log';

export interface RepliesCase {
  readonly api: Api;
  readonly truth: Truth;
  readonly campaigns: readonly string[];
  /** What the platform calls our senders, by ours. */
  readonly numbers: ReadonlyMap<string, string>;
}

export interface RepliesJudgement {
  /** Messages that persons wrote. */
  readonly messages: number;
  readonly broken: readonly string[];
}

const GIVE_UP_MS = 180_000;

/** Holds what persons wrote against what is shown of it: every message once, where it was written to, and attributed. */
export async function judgeReplies({ api, truth, campaigns, numbers }: RepliesCase): Promise<RepliesJudgement> {
  const written = (await truth.written()).filter(({ corrects }) => corrects === null);
  await until(
    async () => (await eventsOf(api, 'MessageAttributed')).length,
    (attributed) => attributed >= written.length,
    GIVE_UP_MS,
    2000,
  );
  const threads: Thread[] = [];
  for (const { id } of await listedThreads(api)) threads.push(await threadOf(api, id));
  const shown = threads.flatMap(({ senderId, phone, messages }) =>
    messages
      .filter(({ direction }) => direction === 'mo')
      .map((message) => ({ ...message, at: `${numbers.get(senderId)} ${phone} ${message.contentType}` })),
  );
  const broken: string[] = [];
  const left = countOf(written.map(({ number, handset, type }: WrittenMessage) => `${number} ${handset} ${type}`));
  for (const { at } of shown) left.set(at, (left.get(at) ?? 0) - 1);
  for (const [at, count] of left) {
    if (count > 0) broken.push(`${count} messages that a person wrote are not shown: ${at}`);
    if (count < 0) broken.push(`${-count} messages more are shown than a person wrote: ${at}`);
  }
  const unattributed = shown.filter(({ attribution }) => attribution === null).length;
  if (unattributed > 0) broken.push(`${unattributed} messages are not attributed`);
  for (const id of campaigns) {
    const summary = (await summaryOf(api, id)) as Summary & { readonly replies: { readonly total: number } };
    const own = shown.filter(({ campaignId }) => campaignId === id).length;
    if (summary.replies.total !== own) {
      broken.push(`campaign ${id} counts ${summary.replies.total} replies, its threads show ${own}`);
    }
  }
  return { messages: written.length, broken };
}

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

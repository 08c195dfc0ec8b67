import type { Api } from '../e2e/api';
import { contactsOf, summaryOf, verify } from '../e2e/campaigns';
import type { EngineProcess } from '../e2e/engine-process';
import { onLogOf } from '../e2e/engine-stores';
import { attemptOf, type LedgerSummary, type SeenRequest, type Truth } from '../e2e/truth';
import { readAttempts } from './attempts';
import type { Audience } from './audience';
import { judgeMoves, type MovesCase } from './judge-moves';
import { judgeReplies } from './judge-replies';

export interface Case {
  readonly api: Api;
  readonly truth: Truth;
  readonly campaignId: string;
  readonly uploadId: string;
  readonly audience: Audience;
  /** Campaigns that were canceled: their contacts have an end all the same. */
  readonly canceled: readonly string[];
  readonly senders: MovesCase['senders'];
  readonly tier: MovesCase['tier'];
  /** What was seen to be broken while it ran. */
  readonly broken: readonly string[];
  readonly engine: EngineProcess;
  /** Instants at which the engine was dead, milliseconds. */
  readonly kills: readonly number[];
}

export interface Judgement {
  readonly ledger: LedgerSummary;
  readonly states: Readonly<Record<string, number>>;
  readonly needsAttention: number;
  readonly attempts: number;
  readonly withdrawn: number;
  /** Attempts whose outcome was recorded as unknown, and the most there may be. */
  readonly unknown: number;
  readonly openAtKills: number;
  readonly unanswered: number;
  /** People that the number with the tier has written to, and stretches in which something was paused. */
  readonly written: number;
  readonly pauses: number;
  /** Messages that persons wrote. */
  readonly replies: number;
  readonly events: number;
  /** One sentence for each promise that was not kept. */
  readonly broken: readonly string[];
}

const RECEIVED: ReadonlySet<string> = new Set(['delivered', 'read']);

/** Holds a campaign that has ended against what handsets and the provider saw, and against its own log. */
export async function judge(the: Case): Promise<Judgement> {
  const { api, truth, campaignId, audience } = the;
  const broken = [...the.broken];
  const expect = (holds: boolean, sentence: string) => void (holds || broken.push(sentence));
  const campaign = await summaryOf(api, campaignId);
  const ledger = await truth.summary();
  expect(ledger.doubles === 0, `${ledger.doubles} handsets got the message twice`);

  const upload = (await api.get<Record<string, number>>(`/v1/uploads/${the.uploadId}`)).body;
  const sum = Object.values(campaign.counters).reduce((total, count) => total + count, 0);
  expect(upload['rows'] === audience.rows, `the file has ${audience.rows} rows, the upload ${upload['rows']}`);
  expect(
    upload['duplicate'] === audience.duplicates,
    `${audience.duplicates} rows were duplicates, the upload says ${upload['duplicate']}`,
  );
  expect(
    sum + audience.duplicates === audience.rows,
    `states (${sum}) and duplicates (${audience.duplicates}) are not the ${audience.rows} rows`,
  );
  expect(campaign.settled === campaign.contacts, `${campaign.settled} of ${campaign.contacts} contacts are settled`);

  let events = 0;
  for (const id of [campaignId, ...the.canceled]) {
    const verification = await verify(api, id, 120_000);
    const differences = JSON.stringify(verification.error ?? verification.differences.slice(0, 5));
    expect(verification.ok === true, `log and views differ: ${differences}`);
    events += verification.events ?? 0;
    broken.push(...(await comparedWithLedger(api, truth, id)));
  }
  for (const id of the.canceled) {
    const { contacts, counters, settled, status } = await summaryOf(api, id);
    const states = Object.values(counters).reduce((total, count) => total + count, 0);
    expect(status === 'canceled', `a campaign that was canceled is ${status}`);
    expect(settled === contacts && states === contacts, `${settled} of ${contacts} canceled contacts are settled`);
  }
  const { senders, tier, canceled } = the;
  const sends = await truth.sends();
  const moves = await judgeMoves({ api, sends, campaigns: [campaignId, ...canceled], senders, canceled, tier });
  broken.push(...moves.broken);

  const numbers = new Map(senders.map(({ id, phoneNumberId }) => [id, phoneNumberId]));
  const replies = await judgeReplies({ api, truth, campaigns: [campaignId, ...canceled], numbers });
  broken.push(...replies.broken);

  const exitCode = await the.engine.stop();
  expect(exitCode === 0, `the engine ended with ${exitCode} when asked to stop`);
  const attempts = await onLogOf(the.engine, (log) => readAttempts(log, the.kills));
  const unanswered = new Set(sends.filter(isUnanswered).map(nameOf));
  const unexplained = [...attempts.unknown].filter((each) => !attempts.openAtKills.has(each) && !unanswered.has(each));
  expect(unexplained.length === 0, `${unexplained.length} unknown outcomes have no cause: ${unexplained.slice(0, 3)}`);
  return {
    ledger,
    states: campaign.counters,
    needsAttention: campaign.needsAttention,
    attempts: attempts.claimed,
    withdrawn: attempts.withdrawn,
    unknown: attempts.unknown.size,
    openAtKills: attempts.openAtKills.size,
    unanswered: unanswered.size,
    written: moves.written,
    replies: replies.messages,
    pauses: moves.pauses,
    events,
    broken,
  };
}

/** Whoever received it must be shown so, and nobody else. */
export async function comparedWithLedger(api: Api, truth: Truth, campaignId: string): Promise<string[]> {
  const attempts = (await truth.ledger()).map(({ callbackData }) => attemptOf(callbackData));
  const received = new Set(
    attempts.filter((attempt) => attempt?.campaignId === campaignId).map((attempt) => attempt!.contactKey),
  );
  const contacts = await contactsOf(api, campaignId);
  const shown = contacts.filter(({ id, state }) => received.has(id) && !RECEIVED.has(state));
  const invented = contacts.filter(({ id, state }) => !received.has(id) && RECEIVED.has(state));
  const open = contacts.filter(
    ({ state, needsAttention }) =>
      ['initial', 'retry_scheduled', 'in_progress', 'sent'].includes(state) && !needsAttention,
  );
  const sentences: string[] = [];
  const say = (rows: typeof contacts, what: string) => {
    const some = rows.slice(0, 3).map(({ id, state }) => `${id} ${state}`);
    if (rows.length > 0) sentences.push(`${rows.length} ${what}: ${some.join(', ')}`);
  };
  say(shown, 'contacts received the message and are not shown so');
  say(invented, 'contacts are shown as delivered and received nothing');
  say(open, 'contacts are not settled');
  return sentences;
}

/** Never answered, or answered by a broken proxy: a 5xx with a JSON error counts too, the journal does not tell them apart. */
function isUnanswered({ status }: SeenRequest): boolean {
  return status === null || status >= 500;
}

function nameOf({ callbackData }: SeenRequest): string {
  const attempt = attemptOf(callbackData);
  return attempt ? `${attempt.contactKey}|${attempt.attempt}` : String(callbackData);
}

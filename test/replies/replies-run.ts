import { type Api, until } from '../e2e/api';
import { campaignUntil, verify } from '../e2e/campaigns';
import { Setting } from '../e2e/setting';
import { campaignBody, contacts, numberOf, PHONE_NUMBER_ID, setStage, type Stage } from '../e2e/stage';
import { uploadRead } from '../e2e/uploads';
import { compareCounters, compareList, compareThreads, listedThreads, type Thread, threadOf } from './compare';
import { eraseSome } from './erasures';
import { everyMessageAttributed, sentOf } from './log';
import { type Expected, groups, recount } from './recount';

export interface RepliesOptions {
  /** Of all campaigns together. */
  readonly contacts: number;
  readonly seed: number;
  /** Webhooks are doubled, come late and out of order, and before the answer to the message that they are about. */
  readonly disorder: boolean;
  readonly say: (line: string) => void;
}

export interface RepliesResult {
  readonly written: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly conversations: number;
  readonly replied: number;
  readonly taps: number;
  /** Contacts that wanted no more, each once in each campaign. */
  readonly optOuts: number;
  readonly erased: number;
  readonly seconds: number;
  /** One sentence for each difference. */
  readonly broken: readonly string[];
}

const GIVE_UP_MS = 300_000;
const BUTTONS = [
  { type: 'URL', text: 'Ver fatura', url: 'https://example.com/f' },
  { type: 'QUICK_REPLY', text: 'Já paguei' },
  { type: 'QUICK_REPLY', text: 'Preciso de prazo' },
  { type: 'QUICK_REPLY', text: 'Parar promoções' },
];
const TEXTS = new Map([
  [1, 'Já paguei'],
  [2, 'Preciso de prazo'],
  [3, 'Parar promoções'],
]);
/** What asks for no more, by its text. */
const STOPS: ReadonlySet<string> = new Set(['PARAR', 'Parar promoções']);
const PEOPLE = { utilityReply: 0.4, utilityTap: 0.3, utilityOptOut: 0.05, otherReplyShare: 0.7, bsuidOnlyRate: 0.05 };
const DELAYS = { replyMedianMs: 500, replyP95Ms: 3000 };
const DISORDER = {
  ...{ duplicateRate: 0.5, copyWithinMs: 15_000, lateReplyRate: 0.4, lateReplyMs: 20_000 },
  ...{ responseMedianMs: 300, responseP99Ms: 2000, outOfOrderRate: 0.2, batchSize: 50 },
};

/**
 * Three campaigns on two numbers, two of them to the same people, whose owners write back whatever a person can; then every message, session,
 * attribution and counter is compared with a recount from the simulator's ledger and the log. At the end some of them are erased.
 */
export async function runReplies(options: RepliesOptions): Promise<RepliesResult> {
  const { say, disorder, seed } = options;
  const begun = performance.now();
  const knobs = { ...PEOPLE, ...DELAYS, ...(disorder && DISORDER) };
  const setting = await Setting.make({ seed, knobs, pace: 1000 });
  try {
    const { api, simulator, truth } = setting;
    const other = await setStage(api, simulator, {
      ...numberOf(1),
      pace: 1000,
      subaccountId: setting.stage.subaccountId,
    });
    const stages = [await withButtons(setting, setting.stage, '1'), await withButtons(setting, other, '2')] as const;
    const third = Math.ceil(options.contacts / 3);
    const plan = [
      { stage: stages[0], first: 0, failing: 0 },
      // Half of them are the same people, on the same number; what never comes to them must not be taken for what they answer.
      { stage: stages[0], first: Math.floor(third / 2), failing: 0.5 },
      { stage: stages[1], first: 0, failing: 0.05 },
    ];
    const campaigns: string[] = [];
    for (const { stage, first, failing } of plan) {
      await simulator.control('PATCH', '/__sim/knobs', { utility131026: failing });
      campaigns.push(await begin(api, stage, third, first));
      const sends = async () => (await truth.sends()).length;
      await until(sends, (count) => count >= third * campaigns.length, GIVE_UP_MS);
    }
    say(`${campaigns.length} campaigns of ${third} contacts`);
    for (const id of campaigns) await campaignUntil(api, id, ({ status }) => status === 'completed', GIVE_UP_MS);
    await truth.drained(GIVE_UP_MS);
    say('everything was sent, and all that persons wrote was acknowledged');
    const written = await truth.written();
    const messages = written.filter(({ corrects }) => corrects === null).length;
    await until(
      () => everyMessageAttributed(api, messages),
      (isDone) => isDone,
      GIVE_UP_MS,
      2000,
    );
    say(`${messages} messages are attributed`);
    const sent = await sentOf(setting, api);
    const expected = recount(written, sent, TEXTS, STOPS);
    const numbers = new Map([
      [setting.stage.senderId, PHONE_NUMBER_ID],
      [other.senderId, numberOf(1).phoneNumberId!],
    ]);
    const threads: Thread[] = [];
    const listed = await listedThreads(api);
    for (const { id } of listed) threads.push(await threadOf(api, id));
    const broken = [...compareList(listed, threads), ...compareThreads(threads, numbers, expected)];
    const recounted = async (when: string) => {
      const differences = await compareCounters(setting.api, campaigns, expected, TEXTS);
      for (const id of campaigns) {
        const { ok, differences: found, error } = await verify(setting.api, id, GIVE_UP_MS);
        if (ok !== true) differences.push(`log and views differ: ${JSON.stringify(error ?? found.slice(0, 5))}`);
      }
      broken.push(...differences.map((difference) => `${when}: ${difference}`));
    };
    await recounted('with everybody');
    const erasure = await eraseSome(setting, { threads, expected, sent, campaigns, numbers });
    broken.push(...erasure.broken);
    await recounted('after the erasures');
    say(`${erasure.persons} persons were erased`);
    const byType = groups(expected, ({ type }) => type);
    return {
      ...{ written: messages, broken },
      byType: Object.fromEntries([...byType].map(([type, all]) => [type, all.length])),
      conversations: new Set(expected.map((each) => `${each.number} ${each.handset} ${each.conversation.openedAt}`))
        .size,
      replied: contactsIn(expected),
      optOuts: contactsIn(expected.filter(({ optOut }) => optOut)),
      erased: erasure.persons,
      taps: expected.filter(({ button }) => button !== null).length,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await setting.end();
  }
}

function contactsIn(expected: readonly Expected[]): number {
  return new Set(expected.flatMap(({ campaignId, contactKey }) => (campaignId ? [`${campaignId} ${contactKey}`] : [])))
    .size;
}

async function withButtons({ api, simulator }: Setting, stage: Stage, name: string): Promise<Stage> {
  const template = {
    ...{ subaccountId: stage.subaccountId, senderId: stage.senderId, name: `com_botoes_${name}` },
    ...{ language: 'pt_BR', category: 'UTILITY', parameterFormat: 'positional' },
    components: [
      { type: 'BODY', text: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.' },
      { type: 'BUTTONS', buttons: BUTTONS },
    ],
  };
  await simulator.control('POST', `/__sim/template/${template.name}/approve`, template);
  return { ...stage, templateId: (await api.make('/v1/templates', template)).id };
}

async function begin(api: Api, stage: Stage, count: number, first: number): Promise<string> {
  const { id } = await api.make('/v1/campaigns', campaignBody(stage));
  for (let from = 0; from < count; from += 10_000) {
    const rows = contacts(Math.min(10_000, count - from), first + from);
    const { body } = await api.post<{ uploadId: string }>(`/v1/campaigns/${id}/contacts`, { contacts: rows });
    await uploadRead(api, body.uploadId, GIVE_UP_MS);
  }
  const { status, body } = await api.post(`/v1/campaigns/${id}/start`);
  if (status !== 200) throw new Error(`start answered ${status}: ${JSON.stringify(body)}`);
  return id;
}

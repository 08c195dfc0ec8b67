import { type Api, until } from '../e2e/api';
import { campaignUntil, summaryOf, verify } from '../e2e/campaigns';
import { Setting } from '../e2e/setting';
import { campaignBody, contacts, numberOf, PHONE_NUMBER_ID, setStage, type Stage } from '../e2e/stage';
import { attemptOf } from '../e2e/truth';
import { uploadRead } from '../e2e/uploads';
import { type Expected, groups, recount, type Sent } from './recount';

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
  readonly seconds: number;
  /** One sentence for each difference. */
  readonly broken: readonly string[];
}

const GIVE_UP_MS = 300_000;
const BUTTONS = [
  { type: 'URL', text: 'Ver fatura', url: 'https://example.com/f' },
  { type: 'QUICK_REPLY', text: 'Já paguei' },
  { type: 'QUICK_REPLY', text: 'Preciso de prazo' },
];
const TEXTS = new Map([
  [1, 'Já paguei'],
  [2, 'Preciso de prazo'],
]);
const PEOPLE = { utilityReply: 0.4, utilityTap: 0.3, utilityOptOut: 0.01, otherReplyShare: 0.7, bsuidOnlyRate: 0.05 };
const DELAYS = { replyMedianMs: 500, replyP95Ms: 3000 };
const DISORDER = {
  ...{ duplicateRate: 0.5, copyWithinMs: 15_000, lateReplyRate: 0.4, lateReplyMs: 20_000 },
  ...{ responseMedianMs: 300, responseP99Ms: 2000, outOfOrderRate: 0.2, batchSize: 50 },
};

/**
 * Three campaigns on two numbers, two of them to the same people, whose owners write back whatever a person can; then every message, session,
 * attribution and counter is compared with a recount from the simulator's ledger and the log.
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
      { stage: stages[0], first: 0 },
      // Half of them are the same people, on the same number.
      { stage: stages[0], first: Math.floor(third / 2) },
      { stage: stages[1], first: 0 },
    ];
    const campaigns: string[] = [];
    for (const { stage, first } of plan) campaigns.push(await begin(api, stage, third, first));
    say(`${campaigns.length} campaigns of ${third} contacts`);
    for (const id of campaigns) await campaignUntil(api, id, ({ status }) => status === 'completed', GIVE_UP_MS);
    await truth.drained(GIVE_UP_MS);
    say('everything was sent, and all that persons wrote was acknowledged');
    const written = await truth.written();
    const messages = written.filter(({ corrects }) => corrects === null).length;
    await until(
      async () => (await eventsOf(api, 'MessageAttributed')).length,
      (count) => count >= messages,
      GIVE_UP_MS,
      2000,
    );
    say(`${messages} messages are attributed`);
    const expected = recount(written, await sentOf(setting, api), TEXTS);
    const numbers = new Map([
      [setting.stage.senderId, PHONE_NUMBER_ID],
      [other.senderId, numberOf(1).phoneNumberId!],
    ]);
    const broken = [
      ...(await compareThreads(api, numbers, expected)),
      ...(await compareCounters(api, campaigns, expected)),
    ];
    for (const id of campaigns) {
      const { ok, differences, error } = await verify(api, id, GIVE_UP_MS);
      if (ok !== true) broken.push(`log and views differ: ${JSON.stringify(error ?? differences.slice(0, 5))}`);
    }
    const byType = groups(expected, ({ type }) => type);
    return {
      ...{ written: messages, broken },
      byType: Object.fromEntries([...byType].map(([type, all]) => [type, all.length])),
      conversations: new Set(expected.map((each) => `${each.number} ${each.handset} ${each.conversation.openedAt}`))
        .size,
      replied: new Set(
        expected.flatMap(({ campaignId, contactKey }) => (campaignId ? [`${campaignId} ${contactKey}`] : [])),
      ).size,
      taps: expected.filter(({ button }) => button !== null).length,
      seconds: (performance.now() - begun) / 1000,
    };
  } finally {
    await setting.end();
  }
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

interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
}

interface Items<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

interface LoggedEvent {
  readonly stream: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function eventsOf(api: Api, type: string): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  let cursor: string | null = null;
  for (;;) {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body }: Reply<Items<LoggedEvent>> = await api.get(`/v1/events?type=${type}&limit=500${after}`);
    if (status !== 200) throw new Error(`events answered ${status}: ${JSON.stringify(body)}`);
    events.push(...body.items);
    if (body.items.length < 500 || body.nextCursor === null) return events;
    cursor = body.nextCursor;
  }
}

/** Attempts whose message the provider took, with what the simulator called them. */
async function sentOf({ truth }: Setting, api: Api): Promise<Sent[]> {
  const taken = new Set(
    (await eventsOf(api, 'TemplateSent')).map(({ stream, data }) => `${stream} ${String(data['attempt'])}`),
  );
  const arrivals = await truth.ledger();
  const arrived = new Map<string, (typeof arrivals)[number]>(
    arrivals.flatMap((arrival) => {
      const attempt = attemptOf(arrival.callbackData);
      return attempt
        ? [[`contact-${attempt.campaignId}.${attempt.contactKey} ${attempt.attempt}`, arrival] as const]
        : [];
    }),
  );
  return (await eventsOf(api, 'SendAttempted')).flatMap(({ stream, data }) => {
    const name = `${stream} ${String(data['attempt'])}`;
    const arrival = arrived.get(name);
    const [, campaignId = '', contactKey = ''] = /^contact-([^.]+)\.(.+)$/.exec(stream) ?? [];
    if (!taken.has(name) || !arrival) return [];
    return [
      {
        ...{ campaignId, contactKey, handset: arrival.handset, number: arrival.sender, messageId: arrival.messageId },
        at: Date.parse(String(data['attemptedAt'])),
        conversation: data['conversation'] as Sent['conversation'],
      },
    ];
  });
}

interface Thread {
  readonly senderId: string;
  readonly phone: string | null;
  readonly type: string;
  readonly openedAt: string;
  readonly expiresAt: string;
  readonly messages: readonly {
    readonly direction: string;
    readonly at: string;
    readonly contentType: string;
    readonly campaignId: string | null;
    readonly attribution: string | null;
    readonly button: { readonly index: number | null } | null;
  }[];
}

/** Every thread against the recount: the same messages, in the same conversations, attributed alike. */
async function compareThreads(
  api: Api,
  numbers: ReadonlyMap<string, string>,
  expected: readonly Expected[],
): Promise<string[]> {
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
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body }: Reply<Items<{ readonly id: string }>> = await api.get(`/v1/conversations?limit=500${after}`);
    for (const { id } of body.items) {
      const thread = (await api.get<Thread>(`/v1/conversations/${id}`)).body;
      for (const message of thread.messages) {
        if (message.direction !== 'mo') continue;
        const line = [
          ...[numbers.get(thread.senderId), thread.phone, Date.parse(message.at), message.contentType],
          ...[message.attribution, message.campaignId, message.button?.index ?? null],
          ...[thread.type, Date.parse(thread.openedAt), Date.parse(thread.expiresAt)],
        ].join(' ');
        const left = wanted.get(line);
        if (!left) differences.push(`a message that was not written so: ${line}`);
        else if (left.pop() === undefined || left.length === 0) wanted.delete(line);
      }
    }
    cursor = body.nextCursor;
  } while (cursor !== null);
  for (const [line, left] of wanted) differences.push(`${left.length} times not found: ${line}`);
  return differences.length > 10 ? [...differences.slice(0, 10), `and ${differences.length - 10} more`] : differences;
}

async function compareCounters(
  api: Api,
  campaigns: readonly string[],
  expected: readonly Expected[],
): Promise<string[]> {
  const differences: string[] = [];
  for (const id of campaigns) {
    const own = expected.filter(({ campaignId }) => campaignId === id);
    const summary = (await summaryOf(api, id)) as Awaited<ReturnType<typeof summaryOf>> & {
      readonly replies: {
        readonly total: number;
        readonly byType: Readonly<Record<string, number>>;
        readonly buttons: readonly { readonly text: string; readonly taps: number; readonly contacts: number }[];
      };
    };
    const same = (what: string, counted: unknown, recounted: unknown) => {
      if (JSON.stringify(counted) !== JSON.stringify(recounted))
        differences.push(`${what} of ${id}: ${JSON.stringify(counted)}, recounted ${JSON.stringify(recounted)}`);
    };
    same('replied', summary.milestones['replied'], new Set(own.map(({ contactKey }) => contactKey)).size);
    same('replies', summary.replies.total, own.length);
    const byType = groups(own, ({ type }) => type);
    for (const [type, count] of Object.entries(summary.replies.byType))
      same(type, count, byType.get(type)?.length ?? 0);
    const buttons = [...TEXTS].map(([index, text]) => {
      const taps = own.filter(({ button }) => button === index);
      return {
        text,
        payload: text,
        taps: taps.length,
        contacts: new Set(taps.map(({ contactKey }) => contactKey)).size,
      };
    });
    same('buttons', summary.replies.buttons, buttons);
  }
  return differences;
}

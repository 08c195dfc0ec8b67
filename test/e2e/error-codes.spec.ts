import { type AgreedError, CLOUD_API_ROWS, GUPSHUP_ROWS, readReference } from '@arauto/whatsapp/contract';
import { allOf, until } from './api';
import { campaignUntil, contactsOf } from './campaigns';
import { setGupshupStage } from './gupshup-stage';
import { Setting } from './setting';
import { contacts, setStage, type Stage, startCampaign } from './stage';

const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';

/** More often than anything is tried. */
const ALWAYS = 100;
/** How often a message is refused for a rate: that costs no attempt, and goes on for as long as the campaign may. */
const TOO_FAST_TIMES = 3;

type Provider = 'cloudApi' | 'gupshup';

/** One code of one provider, in the answer to the send or in what is told of it later. */
interface Case {
  readonly provider: Provider;
  readonly when: 'answer' | 'later';
  readonly agreed: AgreedError;
}

/** Gupshup's refusals have words: HTTP status and what is said. */
const WORDS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  GS_INVALID_DESTINATION: [400, 'Invalid Destination'],
  GS_INVALID_APP: [400, 'Invalid App Details'],
  401: [401, 'Authentication Failed'],
  429: [429, 'Too Many Requests'],
  500: [500, 'Internal Server Error'],
};

/** What is only met where people write, or where a template is made, ends no message. Of a range, its ends. */
function sendable(rows: Parameters<typeof readReference>[0]): AgreedError[] {
  return readReference(rows)
    .flatMap((row) => (row.length > 10 ? [row[0]!, row.at(-1)!] : row))
    .filter(({ scope }) => scope === 'send');
}

const META = sendable(CLOUD_API_ROWS);
const GUPSHUP = sendable(GUPSHUP_ROWS);
const ofWords = ({ code }: AgreedError) => WORDS[code] !== undefined;

const CASES: readonly Case[] = [
  ...META.map((agreed) => ({ provider: 'cloudApi', when: 'answer', agreed }) as const),
  ...META.map((agreed) => ({ provider: 'cloudApi', when: 'later', agreed }) as const),
  // What is no refusal by words is told by callbacks, with Meta's codes among them.
  ...GUPSHUP.filter(ofWords).map((agreed) => ({ provider: 'gupshup', when: 'answer', agreed }) as const),
  ...GUPSHUP.filter((each) => !ofWords(each)).map(
    (agreed) => ({ provider: 'gupshup', when: 'later', agreed }) as const,
  ),
  ...META.map((agreed) => ({ provider: 'gupshup', when: 'later', agreed }) as const),
];

const waitsForAPerson = (policy: string | undefined) => policy?.startsWith('pause_') === true;
/** Of codes that are about the number, or hold it back. */
const NUMBERS_OWN: ReadonlySet<string> = new Set(['pause_number', 'pause_account', 'throttle']);

/** How often a message is refused: until a person is asked, where one is, so that it leaves once that one has resumed. */
function timesOf({ when, agreed: { policy } }: Case): number {
  if (when === 'later') return ALWAYS;
  if (policy.class === 'throttle') return TOO_FAST_TIMES;
  if (waitsForAPerson(policy.class)) return 1;
  return waitsForAPerson(policy.then) ? policy.retries! + 1 : ALWAYS;
}

/** What of campaign, number and account pauses. What pauses after retries needs many failures where nothing is tried again. */
function pauseOf({ when, agreed: { policy } }: Case): string | undefined {
  if (waitsForAPerson(policy.class)) return policy.class;
  return when === 'answer' && waitsForAPerson(policy.then) ? policy.then : undefined;
}

/** Attempts that are made of a message that is always refused, where the table names none. */
const ATTEMPTS: Readonly<Record<string, number>> = {
  ...{ never: 1, suppress: 1, session: 1, server: 5, pair: 5, day: 4 },
  // The attempts of a maintenance are not counted.
  maintenance: 1,
};

interface Seen {
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly status: string | undefined;
  readonly result: string | undefined;
  readonly why: string | null;
}

interface Row {
  readonly phone: string;
  readonly status: string;
}

interface RecordRow {
  readonly telephone: string;
  readonly result: string;
  readonly error: string | null;
}

interface Course {
  readonly id: string;
  readonly phone: string;
  readonly stage: Stage;
}

describe('every code of every provider', () => {
  let setting: Setting;
  const courses = new Map<Case, Course>();

  beforeAll(async () => {
    // Days are seconds, and what is tried again after seconds is so at once.
    setting = await Setting.make({ environment: { ARAUTO_RETRY_SCALE: '0.00001', ARAUTO_UNKNOWN_GRACE: '1s' } });
    const { api, simulator, stage } = setting;
    const { subaccountId } = stage;
    const shared: Record<Provider, Stage> = {
      cloudApi: stage,
      gupshup: await setGupshupStage(api, simulator, { subaccountId }),
    };
    /** A number that no other code pauses or slows down. */
    const ownStage = (provider: Provider, nth: number): Promise<Stage> => {
      const phone = `5521900${String(20_000 + nth)}`;
      if (provider === 'gupshup')
        return setGupshupStage(api, simulator, {
          ...{ subaccountId, phone, appId: `app-${nth}`, appName: `LojaDaAurora${nth}`, portfolioId: `pf-g${nth}` },
        });
      const phoneNumberId = String(710_000_000 + nth);
      const businessAccountId = String(910_000_000 + nth);
      return setStage(api, simulator, {
        subaccountId,
        phone,
        phoneNumberId,
        businessAccountId,
        portfolioId: `pf-${nth}`,
      });
    };
    const waiting = CASES.map((each, nth) => [each, nth] as const);
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [each, nth] = next;
        const { provider, when, agreed } = each;
        const own = NUMBERS_OWN.has(agreed.policy.class) || NUMBERS_OWN.has(agreed.policy.then ?? '');
        const stageOf = own ? await ownStage(provider, nth) : shared[provider];
        const { phone } = contacts(1, nth)[0]!;
        // With somebody who is never heard of the campaign goes on, so that it can be paused.
        const silent = { phone: `+551190${String(nth).padStart(3, '0')}0006`, parameters: { amount: '1' } };
        const rows = [...contacts(1, nth), ...(when === 'later' && pauseOf(each) ? [silent] : [])];
        const [code, message] =
          provider === 'gupshup' && when === 'answer' ? WORDS[agreed.code]! : [Number(agreed.code)];
        await simulator.control('POST', '/__sim/failure', { phone, code, message, when, times: timesOf(each) });
        courses.set(each, { id: await startCampaign(api, stageOf, rows), phone, stage: stageOf });
      }
    };
    await Promise.all(Array.from({ length: 6 }, lane));
  }, 180_000);

  afterAll(() => setting.end());

  /** What everybody is told of the contact. */
  async function seenOf({ id, phone }: Course): Promise<Seen> {
    const { api } = setting;
    const contact = (await contactsOf(api, id)).find((one) => one.phone === phone)!;
    const rows = await allOf<Row>(api, `/v1/reports/detailed?type=MT&${PERIOD}&campaign=${id}`);
    const records = await allOf<RecordRow>(api, `/v1/reports/records?campaign=${id}`);
    const record = records.find(({ telephone }) => telephone === phone);
    return {
      ...{ state: contact.state, attempts: contact.attempts, error: contact.error?.code ?? null },
      status: rows.find((row) => row.phone === phone)?.status,
      ...{ result: record?.result, why: record?.error?.split(' ')[0] ?? null },
    };
  }

  /** What it is once it is in the state that is wanted: reports may be a moment behind. */
  const seen = (course: Course, { state, status, result }: Seen) =>
    until(
      () => seenOf(course),
      (now) => now.state === state && now.status === status && now.result === result,
      20_000,
    );

  async function typesOf({ id, phone }: Course): Promise<readonly string[]> {
    const contact = (await contactsOf(setting.api, id)).find((one) => one.phone === phone)!;
    return (await allOf<{ type: string }>(setting.api, `/v1/streams/contact-${id}.${contact.id}?`)).map(
      ({ type }) => type,
    );
  }

  /** Waits until the campaign is paused, for the code and with what mends it, and its number where that is meant. */
  async function paused({ id, stage: { senderId } }: Course, code: string, policy: string): Promise<void> {
    const { statusReason, remedy } = await campaignUntil(setting.api, id, ({ status }) => status === 'paused');
    expect([statusReason, remedy]).toEqual([`error_${code}`, expect.stringMatching(/\.$/)]);
    const { body } = await setting.api.get<{ status: string; statusReason: string | null }>(`/v1/senders/${senderId}`);
    const number = policy === 'pause_campaign' ? ['connected', null] : ['paused', `error_${code}`];
    expect([body.status, body.statusReason]).toEqual(number);
  }

  it.each(CASES)('$provider, $when: $agreed.code', async (each) => {
    const course = courses.get(each)!;
    const { when, agreed } = each;
    const { code, policy, contactState, reportStatus: status } = agreed;
    const pauses = pauseOf(each);
    const READ: Seen = { state: 'read', attempts: 1, error: null, status: 'read', result: 'read', why: null };
    const failed = (state: string, attempts: number): Seen => ({
      ...{ state, attempts, error: code, status: status!, result: 'failed', why: code },
    });
    if (when === 'later') {
      // It was taken, so that nothing is tried again, and only who has no WhatsApp is more than undelivered.
      const wanted = failed(contactState === 'sending_failed' ? contactState : 'delivery_failed', 1);
      expect(await seen(course, wanted)).toEqual(wanted);
      if (pauses) await paused(course, code, pauses);
    } else if (pauses) {
      const attempts = policy.retries ?? 0;
      const wanted = {
        state: 'retry_scheduled',
        attempts,
        error: code,
        status: 'queued',
        result: undefined,
        why: null,
      };
      expect(await seen(course, wanted)).toEqual(wanted);
      await paused(course, code, pauses);
      const { api } = setting;
      if (pauses !== 'pause_campaign') await api.make(`/v1/senders/${course.stage.senderId}/resume`);
      await api.make(`/v1/campaigns/${course.id}/resume`);
      expect(await seen(course, READ)).toEqual({ ...READ, attempts: attempts + 1 });
    } else if (policy.class === 'throttle' && policy.delayMs !== undefined) {
      // The number itself rests for so long, which no retry policy makes shorter.
      const wanted = {
        state: 'retry_scheduled',
        attempts: 0,
        error: code,
        status: 'queued',
        result: undefined,
        why: null,
      };
      expect(await seen(course, wanted)).toEqual(wanted);
    } else if (policy.class === 'throttle') {
      expect(await seen(course, READ)).toEqual(READ);
      expect((await typesOf(course)).filter((type) => type === 'RetryScheduled')).toHaveLength(TOO_FAST_TIMES);
    } else {
      // Whatever the table names for after acceptance, what was refused was never delivered to anybody.
      const state = contactState === 'sending_failed' ? contactState : 'error';
      const attempts = policy.retries === undefined ? ATTEMPTS[policy.class]! : policy.retries + 1;
      const wanted = failed(state, attempts);
      expect(await seen(course, wanted)).toEqual(wanted);
      // Failed is said at the end, and not while it is tried again.
      const isTriedAgain = agreed.recordResult === 'provisional';
      expect((await typesOf(course)).includes('RetryScheduled')).toBe(isTriedAgain);
    }
    if (policy.class !== 'suppress') return;
    const query = new URLSearchParams({ subaccount: course.stage.subaccountId, phone: course.phone });
    const { body } = await setting.api.get<{ items: { source: string }[] }>(`/v1/suppressions?${query.toString()}`);
    expect(body.items.map(({ source }) => source)).toEqual(['platform']);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTACT_STATES, type ContactState, REPORT_STATUSES, type ReportStatus } from '@arauto/domain';
import { allOf, until } from './api';
import { contactsOf } from './campaigns';
import { setGupshupStage } from './gupshup-stage';
import { Setting } from './setting';
import { campaignBody, contacts, numberOf, setStage, type Stage, uploadContacts } from './stage';

const PERIOD = 'from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z';
/** Beside this file: what brings each status about, as it was seen. `GOLDEN=write` writes it. */
const TABLE = join(__dirname, '../../../test/e2e/triggers.md');
const PROVIDERS = ['Cloud API', 'Gupshup'] as const;
type Provider = (typeof PROVIDERS)[number];

/** What makes a status happen: to the one contact of a campaign of its own, over one number of each provider. */
interface Trigger {
  readonly state: ContactState;
  /** Null where a contact is in no row of the report. */
  readonly status: ReportStatus | null;
  readonly what: string;
  /** Last four digits, by which the simulator knows what becomes of a message; else they mean nothing. */
  readonly digits?: string;
  /** What the platform is told to say of it later. */
  readonly code?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** In the place of a number that can be sent to. */
  readonly phone?: string;
  /** So many more, who have taken their places before. */
  readonly others?: number;
  /** What an admin does before the start, and whether there is one. */
  readonly before?: 'suppresses' | 'removes' | 'cancels' | 'plans a warm-up' | 'nothing at all';
  /** The number is one of its own, which nobody else is sent from. */
  readonly own?: true;
}

const TEXT = { content: { type: 'text', text: 'Olá {{name}}' } };

const TRIGGERS: readonly Trigger[] = [
  { state: 'initial', status: null, what: 'uploaded, not started', before: 'nothing at all' },
  { state: 'removed', status: null, what: 'removed by an admin before the start', before: 'removes' },
  { state: 'canceled_by_admin', status: null, what: 'its campaign is canceled', before: 'cancels' },
  {
    ...{ state: 'retry_scheduled', status: 'queued', what: 'refused once, to be tried again later', digits: '0010' },
    settings: { retryPolicy: { scale: 100 } },
  },
  { state: 'sent', status: 'sent', what: 'taken, and not delivered', digits: '0006' },
  { state: 'delivered', status: 'delivered', what: 'delivered, and not read', digits: '0008' },
  { state: 'read', status: 'read', what: 'read' },
  {
    ...{ state: 'delivery_failed', status: 'ttl_expired', what: 'not delivered within the horizon', digits: '0006' },
    settings: { reportingHorizonSeconds: 1 },
  },
  {
    ...{ state: 'in_progress', status: 'carrier_communication_failure' },
    ...{ what: 'no answer that says anything, and no callback', digits: '0013' },
  },
  { state: 'delivery_failed', status: 'carrier_rejected', what: 'failed for the account (130497)', code: 130497 },
  { state: 'delivery_failed', status: 'not_delivered', what: 'failed for an experiment (130472)', digits: '0004' },
  { state: 'sending_failed', status: 'invalid_destination', what: 'no WhatsApp account', digits: '0001' },
  { state: 'error', status: 'opted_out', what: 'suppressed by an admin', before: 'suppresses' },
  { state: 'error', status: 'invalid_session', what: 'a text, no session, no fallback', settings: TEXT },
  { state: 'delivery_failed', status: 'invalid_content', what: 'failed for its parameters (132012)', code: 132012 },
  {
    ...{ state: 'error', status: 'warm_up_blocked', what: 'nobody left in the warm-up plan, which is not waited for' },
    ...{ settings: { whenWarmUpIsFull: 'fail' }, before: 'plans a warm-up', others: 1, own: true },
  },
  {
    ...{ state: 'error', status: 'tier_limit', what: 'no place in the messaging limit, which is not waited for' },
    ...{ settings: { whenTierIsFull: 'fail' }, others: 237, own: true },
  },
  {
    state: 'invalid_record',
    status: 'invalid_parameter',
    what: 'a row without a usable number',
    phone: '123',
    others: 1,
  },
  {
    ...{ state: 'delivery_failed', status: 'internal_error' },
    ...{ what: 'failed because the number is not registered (133010)', code: 133010, own: true },
  },
];

interface Course {
  readonly campaignId: string;
  readonly phone: string;
}

describe('what makes each status happen', () => {
  let setting: Setting;
  const courses = new Map<string, Course>();
  const seen = new Map<string, string>();

  beforeAll(async () => {
    const environment = { ARAUTO_RETRY_SCALE: '0.02', ARAUTO_UNKNOWN_GRACE: '1s' };
    setting = await Setting.make({ speed: 1000, environment });
    const { api, simulator, stage } = setting;
    const shared = { 'Cloud API': stage, Gupshup: await setGupshupStage(api, simulator) };
    for (const [nth, trigger] of TRIGGERS.entries()) {
      for (const provider of PROVIDERS) {
        const own = trigger.own ? await ownStage(provider, nth) : shared[provider];
        courses.set(`${nth} ${provider}`, await begin(trigger, own, 2 * nth + PROVIDERS.indexOf(provider)));
      }
    }
  }, 120_000);

  afterAll(() => setting.end());

  /** A number of a portfolio of its own that may write to 250 persons a day, of whom the engine leaves 5 % free. */
  function ownStage(provider: Provider, nth: number): Promise<Stage> {
    const { api, simulator } = setting;
    const phone = `5521900${String(30_000 + nth)}`;
    if (provider === 'Cloud API') {
      const number = { ...numberOf(1), phone, phoneNumberId: String(720_000_000 + nth), portfolioId: `pf-${nth}` };
      return setStage(api, simulator, { ...number, messagingLimit: 'TIER_250' });
    }
    const app = { phone, appId: `app-${nth}`, appName: `Loja${nth}`, portfolioId: `pf-g${nth}` };
    return setGupshupStage(api, simulator, { ...app, messagingLimit: '250' });
  }

  async function begin(trigger: Trigger, stage: Stage, nth: number): Promise<Course> {
    const { api, simulator } = setting;
    const { digits = String(2000 + nth), code, settings = {}, others = 0, before } = trigger;
    const { phone = `+552190${String(nth).padStart(3, '0')}${digits}` } = trigger;
    const { id } = await api.make('/v1/campaigns', campaignBody(stage, settings));
    const first = contacts(others, 20_000 + nth * 300);
    await uploadContacts(api, id, [...first, { phone, name: 'Ana', parameters: { amount: 'R$ 1,00' } }]);
    if (code !== undefined) {
      await simulator.control('POST', '/__sim/failure', { phone, code, when: 'later', times: 1 });
    }
    if (before === 'suppresses') {
      await api.make('/v1/suppressions', { subaccountId: stage.subaccountId, phone, reason: 'asked' });
    }
    if (before === 'plans a warm-up') await api.make(`/v1/senders/${stage.senderId}/warm-up`, { limits: [1] });
    if (before === 'removes') {
      const [contact] = await contactsOf(api, id);
      await api.call('DELETE', `/v1/campaigns/${id}/contacts/${contact!.id}`);
    }
    if (before === 'cancels') await api.make(`/v1/campaigns/${id}/cancel`);
    else if (before !== 'removes' && before !== 'nothing at all') await api.make(`/v1/campaigns/${id}/start`);
    return { campaignId: id, phone };
  }

  /** State and status of the one, as screens and report say it. */
  async function standOf({ campaignId, phone }: Course): Promise<readonly [string, string | null]> {
    const { api } = setting;
    const all = await contactsOf(api, campaignId);
    const contact = all.find((each) => each.phone === phone);
    const rows = await allOf<{ phone: string; status: string }>(
      api,
      `/v1/reports/detailed?type=MT&${PERIOD}&campaign=${campaignId}`,
    );
    return [contact?.state ?? 'nobody', rows.find((each) => each.phone === phone)?.status ?? null];
  }

  it.each(PROVIDERS.flatMap((provider) => TRIGGERS.map((trigger, nth) => ({ provider, nth, ...trigger }))))(
    '$provider, $status, $state: $what',
    async ({ provider, nth, state, status }) => {
      const course = courses.get(`${nth} ${provider}`)!;
      const wanted = [state, status] as const;
      const found = await until(
        () => standOf(course),
        (now) => String(now) === String(wanted),
        20_000,
      );
      expect(found).toEqual(wanted);
      seen.set(`${nth} ${provider}`, 'seen');
    },
    30_000,
  );

  it('is known of every state and every status, over both providers', () => {
    const rows = TRIGGERS.map(({ state, status, what }, nth) => [
      ...[status ?? '(no row)', state, what],
      ...PROVIDERS.map((provider) => seen.get(`${nth} ${provider}`) ?? ''),
    ]);
    for (const wanted of REPORT_STATUSES) expect(rows.map(([status]) => status)).toContain(wanted);
    for (const wanted of CONTACT_STATES) expect(rows.map(([, state]) => state)).toContain(wanted);
    expect(rows.flat()).not.toContain('');
    const titles = ['status of the report', 'state of the contact', 'what makes it happen', ...PROVIDERS];
    const table = [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
    const page = `# What makes each status happen\n\nWritten by \`test/e2e/triggers.spec.ts\`, which brings each about: of one contact, over one number of each provider. Every code of both\nproviders by itself is in \`error-codes.spec.ts\`.\n\n${table}\n`;
    if (process.env['GOLDEN'] === 'write') writeFileSync(TABLE, page);
    expect(readFileSync(TABLE, 'utf8')).toBe(page);
  });
});

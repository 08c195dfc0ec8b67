import type { RecordResult } from '@arauto/domain';
import type { SendOutcome } from '@arauto/whatsapp';
import { RecordsReport } from '../reports/records-report';
import { RegisterSender } from '../senders/register-sender';
import { RegisterTemplate } from '../templates/register-template';
import { RunningFloor } from '../testing/floor';
import { makeTenant, number, SENDER, startCampaign, TEMPLATE, type Tenant } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { openWebhooks, webhook } from '../testing/webhooks';

const GUPSHUP = {
  ...{ name: 'Gupshup', provider: 'gupshup', phone: '+551133330000', portfolioId: 'pf-2' },
  connection: { baseUrl: 'http://127.0.0.1:4010', appName: 'AuroraLoja', source: '551133330000' },
  credentials: { apiKey: 'key-of-the-account', webhookToken: 'a-token-of-our-own' },
};

type Status = 'sent' | 'delivered' | 'read' | 'failed';

/** How a provider words what became of a message: with the id that its send was answered with, and without callback data. */
type Told = (id: string, status: Status, seconds: number, code?: number) => object;

const CLOUD_API: Told = (id, status, seconds, code) => {
  const errors = code === undefined ? {} : { errors: [{ code, title: 'No' }] };
  const metadata = { display_phone_number: '5511900000001', phone_number_id: SENDER.connection.phoneNumberId };
  return webhook('messages', { metadata, statuses: [{ id, status, timestamp: String(seconds), ...errors }] });
};
const VERSION_2: Told = (id, status, ts, code) => ({
  ...{ app: 'AuroraLoja', timestamp: ts * 1000 + 120, version: 2, type: 'message-event' },
  payload: {
    id: `wamid of ${id}`,
    gsId: id,
    type: status,
    payload: { ts, ...(code !== undefined && { code, reason: 'No' }) },
  },
});
const VERSION_3: Told = (id, status, seconds, code) => {
  const errors = code === undefined ? {} : { errors: [{ code, title: 'No' }] };
  const metadata = { display_phone_number: '551133330000', phone_number_id: '158072934066266' };
  const statuses = [{ id: `wamid of ${id}`, gs_id: id, status, timestamp: String(seconds), ...errors }];
  return { gs_app_id: 'app-1', ...webhook('messages', { metadata, statuses }) };
};

/** What both reports say of a message goes by the provider that took it, and by nothing else of it. */
describe('the same campaign', () => {
  let engine: SmallEngine;
  let floor: RunningFloor;
  let cloudApi: Tenant;
  let gupshup: Tenant;
  let post: Awaited<ReturnType<typeof openWebhooks>>['post'];
  const idOf = (phone: string) => `id of ${phone}`;
  const takes: { as: 'accepted' | 'submitted' } = { as: 'accepted' };

  beforeAll(async () => {
    engine = await openSmallEngine();
    cloudApi = await makeTenant(engine);
    const { subaccountId } = cloudApi;
    const { id: senderId } = await engine.run(new RegisterSender(engine.command(), { subaccountId, ...GUPSHUP }));
    const template = await engine.run(new RegisterTemplate(engine.command(), { subaccountId, senderId, ...TEMPLATE }));
    gupshup = { subaccountId, senderId, templateId: template.id };
    floor = new RunningFloor(engine, {
      send: ({ to }, { mayWrite }): Promise<SendOutcome> =>
        Promise.resolve(mayWrite() ? { kind: 'accepted', messageId: idOf(to), as: takes.as } : { kind: 'withdrawn' }),
    });
    ({ post } = await openWebhooks(engine));
  });
  afterAll(async () => {
    await floor.stop();
    await engine.close();
  });

  /** Sends it, then has its provider tell of each message what is to become of it. */
  async function send(tenant: Tenant, told: Told, as: typeof takes.as, from: number) {
    takes.as = as;
    const lives: readonly (readonly [...(Status | number)[]])[] = [
      [],
      ['sent'],
      ['sent', 'delivered'],
      ['read'],
      ['sent', 1002],
      [131026],
      [131049],
    ];
    const rows = lives.map((_, index) => ({ phone: number(from + index) }));
    const { campaignId } = await startCampaign(engine, tenant, rows);
    const results = async () => {
      await engine.views.project();
      const { items } = await engine.ask(new RecordsReport(engine.query(), { campaign: campaignId, limit: 100 }));
      const byPhone = new Map(items.map(({ telephone, result, error }) => [telephone, { result, error }]));
      return rows.map(({ phone }) => byPhone.get(phone)?.result as RecordResult | null | undefined);
    };
    await floor.pass(5000);
    const taken = await results();
    for (const [index, life] of lives.entries()) {
      const seconds = Math.floor(engine.clock.now() / 1000);
      for (const step of life) {
        const [status, code] = typeof step === 'number' ? (['failed', step] as const) : ([step] as const);
        await post(tenant.senderId, told(idOf(rows[index]!.phone), status, seconds, code));
      }
    }
    return { campaignId, taken, told: await results() };
  }

  it.each([
    ['the Cloud API', () => cloudApi, CLOUD_API, 'accepted', 100],
    ['Gupshup, in version 2', () => gupshup, VERSION_2, 'submitted', 200],
    ['Gupshup, in version 3', () => gupshup, VERSION_3, 'submitted', 300],
  ] as const)('over %s', async (_, tenant, told, as, from) => {
    const done = await send(tenant(), told, as, from);
    expect(done.taken).toEqual(Array.from({ length: 7 }, () => as));
    expect(done.told).toEqual([as, as, 'delivered', 'read', 'failed', 'failed', 'failed']);
  });

  it('is told of a week later by WhatsApp’s id alone, which earlier statuses came with', async () => {
    const { told, campaignId } = await send(gupshup, VERSION_2, 'submitted', 400);
    expect(told[2]).toBe('delivered');
    const ts = Math.floor(engine.clock.now() / 1000);
    const payload = { id: `wamid of ${idOf(number(402))}`, type: 'read', payload: { ts } };
    await post(gupshup.senderId, {
      app: 'AuroraLoja',
      timestamp: ts * 1000,
      version: 2,
      type: 'message-event',
      payload,
    });
    await engine.views.project();
    const { items } = await engine.ask(new RecordsReport(engine.query(), { campaign: campaignId, limit: 100 }));
    expect(items.find(({ telephone }) => telephone === number(402))).toMatchObject({ result: 'read' });
  });
});

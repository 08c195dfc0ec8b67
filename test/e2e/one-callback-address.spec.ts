import { type Reply, until } from './api';
import { campaignUntil, contactsOf, verify } from './campaigns';
import { Setting } from './setting';
import { contacts, CREDENTIALS, setStage, type Stage, startCampaign } from './stage';
import { postWebhook, webhookBody } from './webhook';

const NUMBER_B = { phoneNumberId: '700100200302', phone: '5531900000002' };
const NUMBER_C = { phoneNumberId: '700100200303', phone: '5541900000003' };
const NUMBER_X = { phoneNumberId: '700100200304', phone: '5551900000004' };

interface Sender {
  readonly status: string;
  readonly tier: number | null;
  readonly webhookPath: string;
  readonly warnings: readonly { readonly code: string; readonly text: string; readonly phoneNumberId: string | null }[];
}

/** An app has one callback address: at the provider, every number calls A's. */
describe('numbers of one app at one callback address', () => {
  let setting: Setting;
  /** B in the subaccount of A, C in another with the same app, X in another with another app. */
  let a: Stage;
  let b: Stage;
  let c: Stage;
  let x: Stage;
  let pathOfA: string;

  const senderOf = ({ senderId }: Stage): Promise<Reply<Sender>> => setting.api.get<Sender>(`/v1/senders/${senderId}`);

  beforeAll(async () => {
    setting = await Setting.make();
    const { api, simulator, stage } = setting;
    a = stage;
    pathOfA = (await senderOf(a)).body.webhookPath;
    const shared = { webhookPath: pathOfA };
    b = await setStage(api, simulator, {
      ...{ ...NUMBER_B, ...shared, subaccountId: a.subaccountId },
      ...{ businessAccountId: '900800701', portfolioId: 'pf-2' },
    });
    c = await setStage(api, simulator, { ...NUMBER_C, ...shared });
    const credentials = { ...CREDENTIALS, appSecret: 'secret-of-another-app' };
    x = await setStage(api, simulator, { ...NUMBER_X, credentials });
  }, 60_000);

  afterAll(() => setting.end());

  async function sendFrom(stage: Stage, first: number): Promise<string> {
    const { api } = setting;
    return startCampaign(api, stage, contacts(2, first));
  }

  /** Posts a body to A's address, signed with A's secret. */
  async function postToA(field: string, value: object, entry?: object): Promise<void> {
    const { status } = await postWebhook(setting.api.url + pathOfA, webhookBody(field, value, entry));
    expect(status).toBe(200);
  }

  async function eventsOf(type: string): Promise<{ stream: string; data: Record<string, unknown> }[]> {
    const path = `/v1/events?type=${type}&limit=500`;
    const { body } = await setting.api.get<{ items: { stream: string; data: Record<string, unknown> }[] }>(path);
    return body.items;
  }

  it('have their statuses, in one subaccount and in two', async () => {
    const { api, truth } = setting;
    const ids = [await sendFrom(a, 1000), await sendFrom(b, 2000), await sendFrom(c, 3000)];
    for (const id of ids) await campaignUntil(api, id, ({ counters }) => counters['read'] === 2);
    await truth.drained();
    for (const id of ids) {
      expect((await contactsOf(api, id)).map(({ state }) => state)).toEqual(['read', 'read']);
      expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
    }
    expect(await eventsOf('UnmatchedReceived')).toEqual([]);
  }, 60_000);

  it('have what people write to them', async () => {
    const { phone } = contacts(1, 2000)[0]!;
    const { simulator } = setting;
    for (const to of [NUMBER_B.phoneNumberId, NUMBER_C.phoneNumberId]) {
      await simulator.control('POST', '/__sim/inbound', { from: phone, to, text: 'oi' });
    }
    const received = await until(
      () => eventsOf('MessageReceived'),
      (events) => events.length === 2,
    );
    expect(received.map(({ data }) => data['senderId']).sort()).toEqual([b.senderId, c.senderId].sort());
  });

  it('have the limit that the platform gives each', async () => {
    const { simulator } = setting;
    const before = (await senderOf(a)).body.tier;
    await simulator.control('POST', `/__sim/number/${NUMBER_B.phoneNumberId}/tier`, { tier: 'TIER_2K' });
    await until(
      () => senderOf(b),
      ({ body }) => body.tier === 2000,
    );
    await setting.truth.drained();
    expect((await senderOf(a)).body.tier).toBe(before);
    expect((await senderOf(c)).body.tier).toBe(before);
  });

  it('are not moved by what is signed with another app’s secret, however it names them', async () => {
    // A says that X is disabled, and that a message to X came: neither is A's to say.
    const ban = { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } };
    await postToA('account_update', ban, { id: '900800799', time: Math.floor(Date.now() / 1000) });
    const message = {
      id: 'wamid.1',
      from: '5511900020077',
      timestamp: '1795834800',
      type: 'text',
      text: { body: 'oi' },
    };
    const metadata = { display_phone_number: NUMBER_X.phone, phone_number_id: NUMBER_X.phoneNumberId };
    await postToA('messages', { metadata, messages: [message] });
    const aside = await eventsOf('UnmatchedReceived');
    expect(aside.map(({ stream, data }) => [stream.split('.')[0], data['reason']])).toEqual([
      [`unmatched-${a.senderId}`, 'foreign_number'],
      [`unmatched-${a.senderId}`, 'foreign_number'],
    ]);
    expect((await senderOf(x)).body).toMatchObject({ status: 'connected', warnings: [] });
    expect(await eventsOf('MessageReceived')).toHaveLength(2);
    // What the sender shows is written down after the answer.
    const { warnings } = (
      await until(
        () => senderOf(a),
        ({ body }) => body.warnings.length === 2,
      )
    ).body;
    expect(warnings.map(({ code, phoneNumberId }) => [code, phoneNumberId])).toEqual([
      ['foreign_callbacks', null],
      ['foreign_callbacks', NUMBER_X.phoneNumberId],
    ]);
    expect(warnings[1]!.text).toContain(`arrive at ${pathOfA}`);
    const metrics = await setting.api.get<string>('/metrics');
    expect(metrics.body).toContain(`arauto_foreign_webhook_elements{sender="${a.senderId}"} 2\n`);
    const health = await setting.api.get<{ warnings: string[] }>('/health/ready');
    expect(health.body.warnings).toHaveLength(1);
  });

  it('are registered once, and free again when a sender takes another', async () => {
    const { api, simulator } = setting;
    const registration = (subaccountId: string, phoneNumberId: string) => ({
      ...{ subaccountId, name: 'Outra', provider: 'cloud-api', phone: '+5511900000009', portfolioId: 'pf-9' },
      connection: { baseUrl: simulator.url, apiVersion: 'v25.0', phoneNumberId, businessAccountId: '900800709' },
      credentials: CREDENTIALS,
    });
    const register = (stage: Stage, phoneNumberId: string) =>
      api.post<{ id: string; code: string }>('/v1/senders', registration(stage.subaccountId, phoneNumberId));
    expect((await register(a, NUMBER_B.phoneNumberId)).status).toBe(409);
    const refused = await register(x, NUMBER_B.phoneNumberId);
    expect(refused).toMatchObject({ status: 409, body: { code: 'already_registered' } });
    expect(JSON.stringify(refused.body)).not.toContain(b.senderId);
    const racing = await Promise.all([a, c, x].map((stage) => register(stage, '700100200309')));
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const winner = racing.find(({ status }) => status === 201)!.body.id;
    const move = (phoneNumberId: string) =>
      api.call<{ code: string }>('PATCH', `/v1/senders/${winner}`, {
        connection: { ...registration('', phoneNumberId).connection },
      });
    expect(await move(NUMBER_C.phoneNumberId)).toMatchObject({ status: 409, body: { code: 'already_registered' } });
    expect((await move('700100200310')).status).toBe(200);
    expect((await register(x, '700100200309')).status).toBe(201);
  });

  it('are known again after a restart, and so is what was said of them', async () => {
    await setting.kill();
    await setting.restart();
    const { api } = setting;
    const id = await sendFrom(b, 4000);
    await campaignUntil(api, id, ({ counters }) => counters['read'] === 2);
    expect((await senderOf(a)).body.warnings).toHaveLength(2);
  }, 60_000);
});

import { Api, until } from '../e2e/api';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { contacts } from '../e2e/stage';
import { makeKey, makeTenant, type Tenant } from '../e2e/tenants';
import { postWebhook } from '../e2e/webhook';
import { EMPTY_WEBHOOK, headOf, RawClients } from './raw-client';

const CONNECTIONS = 40;
const WRONG_KEYS = 20;
const REQUESTS = 200;

/** Clients that come too often, or in too great a number. */
describe('floods', () => {
  let engine: EngineProcess;
  let admin: Api;
  let tenant: Tenant;
  const clients = new RawClients();

  beforeAll(async () => {
    engine = await startEngineProcess({
      environment: {
        ARAUTO_MAX_CONNECTIONS: String(CONNECTIONS),
        ARAUTO_WRONG_KEYS_PER_ADDRESS: String(WRONG_KEYS),
        ARAUTO_REQUESTS_PER_KEY: String(REQUESTS),
        ARAUTO_UPLOADS_PER_SUBACCOUNT: '2',
        ARAUTO_UPLOAD_BYTES_PER_SUBACCOUNT: '1MiB',
      },
    });
    admin = new Api(engine.url, engine.adminKey);
    tenant = await makeTenant(admin, 'Loja', '1001');
  }, 60_000);
  afterEach(() => clients.end());
  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  const open = () => clients.open(engine.url);

  /** Ten at a time. */
  async function often<Answer>(times: number, ask: () => Promise<Answer>): Promise<Answer[]> {
    const answers: Answer[] = [];
    while (answers.length < times) answers.push(...(await Promise.all(Array.from({ length: 10 }, ask))));
    return answers;
  }

  const webhook = () => postWebhook(`${engine.url}/webhooks/cloud-api/${tenant.senderId}`, EMPTY_WEBHOOK);

  it('of connections shut nobody out: who waits longest gives way', async () => {
    for (let i = 0; i < 5 * CONNECTIONS; i++) await open();
    const one = await open();
    one.send(headOf('GET', '/health/live', {}));
    expect(await one.answered).toBe(200);
    await Promise.all(clients.opened.slice(0, 4 * CONNECTIONS + 1).map(({ closed }) => closed));
    expect(clients.opened.filter(({ socket }) => !socket.destroyed).length).toBeLessThanOrEqual(CONNECTIONS);
  }, 60_000);

  it('of connections take nothing from who waits for an answer', async () => {
    const reader = await open();
    reader.send(
      headOf('GET', `/v1/campaigns/${tenant.campaignId}/stream`, { Authorization: `Bearer ${engine.adminKey}` }),
    );
    expect(await reader.answered).toBe(200);
    for (let i = 0; i < 3 * CONNECTIONS; i++) {
      const client = await open();
      client.send(headOf('POST', '/v1/campaigns', { 'Content-Length': 10_000 }));
    }
    const one = await open();
    one.send(headOf('GET', '/health/live', {}));
    expect(await one.answered).toBe(200);
    expect(reader.socket.destroyed).toBe(false);
  }, 60_000);

  it('of wrong keys are refused for a while, and a right key from the same address never', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 3 * WRONG_KEYS; i++) {
      const guess = `ak_${String(i).padStart(43, '0')}`;
      const headers = { 'x-forwarded-for': `198.51.100.${i}` };
      const { status, headers: sent } = await new Api(engine.url, guess).get('/v1/campaigns', headers);
      statuses.push(status);
      if (status === 429) expect(Number(sent.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(statuses.slice(0, WRONG_KEYS)).toEqual(Array(WRONG_KEYS).fill(401));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(WRONG_KEYS);
    expect((await admin.get('/v1/campaigns')).status).toBe(200);
    expect((await new Api(engine.url, null).get('/v1/campaigns')).status).toBe(401);
  });

  it('of requests are refused by key, and webhooks are no requests of a key', async () => {
    const { secret } = await makeKey(admin, 'reporter', [tenant.subaccountId]);
    const eager = new Api(engine.url, secret);
    const answers = await often(REQUESTS + 50, () => eager.get('/v1/campaigns'));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every(({ headers }) => Number(headers.get('retry-after')) >= 1)).toBe(true);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(REQUESTS);
    expect((await admin.get('/v1/campaigns')).status).toBe(200);
    const hooks = await often(REQUESTS + 50, webhook);
    expect(new Set(hooks.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(hooks.map(({ headers }) => headers.get('x-request-id'))).size).toBe(hooks.length);
  }, 60_000);

  it('of uploads are refused by subaccount, by number and by what lies unread', async () => {
    const upload = `/v1/campaigns/${tenant.campaignId}/contacts`;
    const { secret } = await makeKey(admin, 'operator', [tenant.subaccountId]);
    const operator = new Api(engine.url, secret);
    const key = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' };
    const held = await Promise.all([open(), open(), open()]);
    for (const client of held) client.send(headOf('POST', upload, { ...key, 'Content-Length': 1000 }));
    // Two are let in and wait for their bodies; whichever comes last is not.
    expect(await Promise.race(held.map(({ answered }) => answered))).toBe(429);
    expect(held.map((client) => client.status()).filter((status) => status !== undefined)).toEqual([429]);
    const third = async () => (await operator.post(upload, { contacts: contacts(1, 500) })).status;
    expect(await third()).toBe(429);
    held.forEach(({ socket }) => socket.destroy());
    // The engine hears of it a moment later.
    await until(third, (status) => status === 202);
    const parameters = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, 'x'.repeat(90)]));
    const large = contacts(800, 1000).map((row) => ({ ...row, parameters }));
    const refused = await operator.post<{ code: string; detail: string }>(upload, { contacts: large });
    expect(refused.body).toMatchObject({ code: 'too_many_requests', detail: expect.stringContaining('1048576 bytes') });
    expect(await third()).toBe(202);
  }, 60_000);
});

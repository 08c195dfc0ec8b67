import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, until } from '../e2e/api';
import { campaignUntil, summaryOf } from '../e2e/campaigns';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { Setting } from '../e2e/setting';
import { contacts, startCampaign } from '../e2e/stage';
import { makeKey, senderBody } from '../e2e/tenants';

/** What a tenant could want the engine to call for it. */
interface Inside {
  readonly url: string;
  readonly requests: string[];
  stop(): Promise<void>;
}

async function startInside(
  answer: (path: string) => { status: number; headers?: Record<string, string> },
): Promise<Inside> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const { status, headers = {} } = answer(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

interface Problem {
  readonly errors: readonly { readonly path: string; readonly code: string }[];
}

interface Sender {
  readonly status: string;
  readonly statusReason: string | null;
  readonly remedy: string | null;
  readonly connection: { readonly baseUrl: string };
}

/** Tenants that would have the engine call what only the engine can reach. */
describe('foreign hosts', () => {
  let engine: EngineProcess;
  let inside: Inside;
  let tenant: Api;
  let subaccountId: string;

  beforeAll(async () => {
    inside = await startInside(() => ({ status: 200 }));
    // As an operator would start it: nothing is set.
    engine = await startEngineProcess({ environment: { ARAUTO_PROVIDER_HOSTS: '' } });
    const admin = new Api(engine.url, engine.adminKey);
    subaccountId = (await admin.make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' })).id;
    const { secret } = await makeKey(admin, 'admin', [subaccountId]);
    tenant = new Api(engine.url, secret);
  }, 60_000);
  afterAll(async () => {
    await engine.stop();
    await engine.discard();
    await inside.stop();
  });

  const at = (baseUrl: string, number: string) => {
    const body = senderBody(subaccountId, number);
    return { ...body, connection: { ...(body['connection'] as object), baseUrl } };
  };

  const port = () => new URL(inside.url).port;
  const urls = (): readonly string[] => [
    inside.url,
    `${inside.url}/any/path`,
    `http://localhost:${port()}`,
    `http://[::1]:${port()}`,
    `http://127.1:${port()}`,
    `http://2130706433:${port()}`,
    `http://0x7f000001:${port()}`,
    `http://0177.0.0.1:${port()}`,
    engine.url,
    `https://127.0.0.1:${port()}`,
    `https://[::ffff:127.0.0.1]:${port()}`,
    `https://0.0.0.0:${port()}`,
    `https://localhost:${port()}`,
    'http://127.0.0.1:9',
    'http://127.0.0.1:22',
    'https://169.254.169.254/latest/meta-data',
    'https://metadata.google.internal',
    'https://10.0.0.1',
    'https://172.16.0.1',
    'https://192.168.0.1',
    'https://100.64.0.1',
    'https://[fd00:ec2::254]',
    'https://[fe80::1]',
    'https://example.com',
    'https://graph.facebook.com.example.com',
    'https://graph.facebook.com@example.com',
    'https://graph.facebook.com:8443',
    'https://example.com#graph.facebook.com',
    'https://127.0.0.1.nip.io',
  ];

  it('are refused when a number is registered and when it is edited, and nothing is called', async () => {
    const { id } = await tenant.make('/v1/senders', at('http://127.0.0.1:4010', '1001'));
    const before = (await tenant.get<Sender>(`/v1/senders/${id}`)).body;
    for (const [index, baseUrl] of urls().entries()) {
      const body = at(baseUrl, String(2000 + index));
      const made = await tenant.post<Problem>('/v1/senders', body);
      const edited = await tenant.call<Problem>('PATCH', `/v1/senders/${id}`, { connection: body.connection });
      for (const { status, body: problem } of [made, edited]) {
        expect([baseUrl, status, problem.errors[0]?.path]).toEqual([baseUrl, 400, 'connection.baseUrl']);
      }
    }
    expect((await tenant.get<Sender>(`/v1/senders/${id}`)).body).toEqual(before);
    expect(inside.requests).toEqual([]);
  }, 60_000);

  it('that are stored pause their number when they are no longer on the list, and are not called; it goes on when they are', async () => {
    const { dataDirectory } = engine;
    const { id } = await tenant.make('/v1/senders', at('http://127.0.0.1:4010', '1002'));
    const restart = async (hosts: string) => {
      await engine.stop();
      engine = await startEngineProcess({ dataDirectory, environment: { ARAUTO_PROVIDER_HOSTS: hosts } });
      return new Api(engine.url, engine.adminKey);
    };
    const sender = (api: Api, done: (one: Sender) => boolean) =>
      until(
        () => api.get<Sender>(`/v1/senders/${id}`),
        ({ body }) => done(body),
        20_000,
      );
    const open = await restart(new URL(inside.url).host);
    const patch = { connection: at(inside.url, '1002').connection };
    expect((await open.call('PATCH', `/v1/senders/${id}`, patch)).status).toBe(200);
    const called = inside.requests.length;
    expect(called).toBeGreaterThan(0);

    const closed = await restart('graph.facebook.com');
    const { body } = await sender(closed, ({ status }) => status === 'paused');
    expect(body).toMatchObject({
      statusReason: 'provider_host_not_allowed',
      remedy: expect.stringContaining('ARAUTO_PROVIDER_HOSTS'),
      connection: { baseUrl: inside.url },
    });
    expect((await closed.post('/v1/templates/sync', { subaccountId, senderId: id })).status).toBe(400);
    expect(inside.requests).toHaveLength(called);

    const again = await restart(new URL(inside.url).host);
    await sender(again, ({ status }) => status !== 'paused');
  }, 90_000);

  it('get nothing of a campaign under way, which loses nobody and goes on when they are on the list again', async () => {
    const setting = await Setting.make({ pace: 40 });
    try {
      const id = await startCampaign(setting.api, setting.stage, contacts(200));
      await campaignUntil(setting.api, id, ({ milestones }) => (milestones['accepted'] ?? 0) > 20);
      await setting.engine.stop();
      const called = (await setting.truth.sends()).length;
      await setting.restart({ ARAUTO_PROVIDER_HOSTS: 'graph.facebook.com' });
      await until(
        () => setting.api.get<Sender>(`/v1/senders/${setting.stage.senderId}`),
        ({ body }) => body.status === 'paused',
        20_000,
      );
      expect(await setting.truth.sends()).toHaveLength(called);
      const held = await summaryOf(setting.api, id);
      expect(held).toMatchObject({ status: 'sending', needsAttention: 0, counters: { error: 0, sending_failed: 0 } });
      await setting.engine.stop();
      await setting.restart({ ARAUTO_PROVIDER_HOSTS: '127.0.0.1:*' });
      await campaignUntil(setting.api, id, ({ status }) => status === 'completed', 60_000);
      await setting.truth.drained();
      expect(await setting.truth.summary()).toEqual({ messages: 200, distinct: 200, doubles: 0 });
    } finally {
      await setting.end();
    }
  }, 120_000);

  it('are not called where a host on the list sends there', async () => {
    const sending = await startInside(() => ({ status: 302, headers: { location: `${inside.url}/stolen` } }));
    const other = await startEngineProcess({ environment: { ARAUTO_PROVIDER_HOSTS: new URL(sending.url).host } });
    try {
      const admin = new Api(other.url, other.adminKey);
      const { id: owner } = await admin.make('/v1/subaccounts', { name: 'Loja', defaultCountry: 'BR' });
      const { id: senderId } = await admin.make('/v1/senders', { ...at(sending.url, '1003'), subaccountId: owner });
      await admin.post('/v1/templates/sync', { subaccountId: owner, senderId });
      expect(sending.requests.length).toBeGreaterThanOrEqual(2);
      expect(inside.requests.filter((one) => one.includes('stolen'))).toEqual([]);
    } finally {
      await other.stop();
      await other.discard();
      await sending.stop();
    }
  }, 60_000);
});

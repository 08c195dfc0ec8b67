import { Api } from '../e2e/api';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { makeKey, makeTenant, type Tenant } from '../e2e/tenants';
import { signatureOf } from '../e2e/webhook';
import { EMPTY_WEBHOOK, headOf, RawClients, residentBytes } from './raw-client';

const MIB = 1024 ** 2;
const LARGEST_WEBHOOK = 3 * MIB;
/** Seconds that the engine of this suite waits for what does not come. */
const PATIENCE = 2;
/** Milliseconds until a connection must be gone: the patience, a sweep, and a machine that has other things to do. */
const GONE_WITHIN = 15_000;

/** Clients that announce much and send little, or nothing, or a byte now and then. */
describe('slow bodies', () => {
  let engine: EngineProcess;
  let tenant: Tenant;
  let webhook: string;
  const clients = new RawClients();

  beforeAll(async () => {
    engine = await startEngineProcess({
      environment: {
        ARAUTO_BODY_TIMEOUT: `${PATIENCE}s`,
        ARAUTO_HEADERS_TIMEOUT: `${PATIENCE}s`,
        ARAUTO_IDLE_TIMEOUT: `${PATIENCE}s`,
        ARAUTO_WEBHOOK_BYTES: '16MiB',
      },
    });
    tenant = await makeTenant(new Api(engine.url, engine.adminKey), 'Loja', '1001');
    webhook = `/webhooks/cloud-api/${tenant.senderId}`;
  }, 60_000);
  afterEach(() => clients.end());
  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  const open = () => clients.open(engine.url);

  const announced = (length: number) => ({ 'Content-Type': 'application/json', 'Content-Length': length });
  const signed = (body: string) => ({
    ...announced(Buffer.byteLength(body)),
    'X-Hub-Signature-256': signatureOf(body),
  });

  /** An honest client beside the others. */
  async function honest(): Promise<number | undefined> {
    const client = await open();
    client.send(headOf('POST', webhook, signed(EMPTY_WEBHOOK)) + EMPTY_WEBHOOK);
    return client.answered;
  }

  it('cost no memory and no connection where the sender does not exist', async () => {
    const before = await residentBytes(engine.process.pid!);
    const held = await Promise.all(Array.from({ length: 120 }, open));
    for (const client of held) {
      client.send(headOf('POST', '/webhooks/cloud-api/nobody', announced(LARGEST_WEBHOOK)));
      client.send(Buffer.alloc(LARGEST_WEBHOOK - 1, 'x'));
    }
    expect(await Promise.all(held.map(({ answered }) => answered))).toEqual(held.map(() => 404));
    const grown = (await residentBytes(engine.process.pid!)) - before;
    expect(grown).toBeLessThan(100 * MIB);
    expect(Math.max(...(await Promise.all(held.map(({ closed }) => closed))))).toBeLessThan(GONE_WITHIN);
    expect(await honest()).toBe(200);
  }, 60_000);

  it('are held to a sum of bytes where the sender exists, and shut nobody out', async () => {
    const before = await residentBytes(engine.process.pid!);
    const held = await Promise.all(Array.from({ length: 60 }, open));
    for (const client of held) {
      client.send(headOf('POST', webhook, announced(LARGEST_WEBHOOK)));
      client.send(Buffer.alloc(LARGEST_WEBHOOK - 1, 'x'));
    }
    expect(await honest()).toBe(200);
    const statuses = await Promise.all(held.map(({ answered }) => answered));
    // Whoever came first gave way to who came later; nobody got in.
    expect(new Set(statuses)).toEqual(new Set([429, 408]));
    const grown = (await residentBytes(engine.process.pid!)) - before;
    expect(grown).toBeLessThan(120 * MIB);
    expect(Math.max(...(await Promise.all(held.map(({ closed }) => closed))))).toBeLessThan(GONE_WITHIN);
    expect(await honest()).toBe(200);
  }, 60_000);

  it('hear at once that they are too large', async () => {
    const client = await open();
    client.send(headOf('POST', webhook, announced(LARGEST_WEBHOOK + 1)));
    expect(await client.answered).toBe(413);
    expect(await client.closed).toBeLessThan(GONE_WITHIN);
  }, 30_000);

  it('are judged as they come where they say no length', async () => {
    const head = headOf('POST', webhook, { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' });
    const [stalled, large] = [await open(), await open()];
    stalled.send(`${head}10\r\n0123456789abcdef\r\n`);
    large.send(head);
    for (let i = 0; i < 4; i++)
      large.send(Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(MIB), Buffer.from('\r\n')]));
    expect([await stalled.answered, await large.answered]).toEqual([408, 413]);
    await Promise.all([stalled.closed, large.closed]);
  }, 30_000);

  it.each([
    ['nothing at all', ''],
    ['half a line', 'POST /v1/campaigns HT'],
    ['half a head', 'POST /v1/campaigns HTTP/1.1\r\nHost: arauto\r\nX-A: '],
  ])(
    'or heads: a connection that sends %s is ended',
    async (_, text) => {
      const client = await open();
      if (text !== '') client.send(text);
      expect(await client.closed).toBeLessThan(GONE_WITHIN);
      expect(client.status()).toBe(408);
    },
    30_000,
  );

  it('of uploads are refused before they are taken: no key, no such campaign, somebody else’s, one that takes none', async () => {
    const admin = new Api(engine.url, engine.adminKey);
    const { id: neighbour } = await admin.make('/v1/subaccounts', { name: 'Vizinha' });
    const { secret } = await makeKey(admin, 'admin', [neighbour]);
    const draft = await admin.make(`/v1/campaigns/${tenant.campaignId}/duplicate`, {});
    await admin.make(`/v1/campaigns/${draft.id}/cancel`);
    const contacts = (id: string) => `/v1/campaigns/${id}/contacts`;
    const rows: readonly (readonly [path: string, key: string | null, status: number])[] = [
      [contacts(tenant.campaignId), null, 401],
      [contacts('nobody'), engine.adminKey, 404],
      [contacts(tenant.campaignId), secret, 404],
      [contacts(draft.id), engine.adminKey, 409],
    ];
    const types = ['application/json', 'multipart/form-data; boundary=x'];
    const found = types.flatMap((type) =>
      rows.map(async ([path, key]) => {
        const client = await open();
        const authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
        client.send(headOf('POST', path, { ...authorization, 'Content-Type': type, 'Content-Length': 20 * MIB }));
        const status = await client.answered;
        return [type, path, status, (await client.closed) < GONE_WITHIN];
      }),
    );
    const wanted = types.flatMap((type) => rows.map(([path, , status]) => [type, path, status, true]));
    expect(await Promise.all(found)).toEqual(wanted);
  }, 60_000);

  it('of uploads that stop are ended, and leave no file', async () => {
    const client = await open();
    const head = { Authorization: `Bearer ${engine.adminKey}`, 'Content-Type': 'multipart/form-data; boundary=x' };
    client.send(headOf('POST', `/v1/campaigns/${tenant.campaignId}/contacts`, { ...head, 'Content-Length': 20 * MIB }));
    client.send('--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nphone\r\n');
    expect(await client.answered).toBe(408);
    await client.closed;
    const { body } = await new Api(engine.url, engine.adminKey).get<{ contacts: number }>(
      `/v1/campaigns/${tenant.campaignId}`,
    );
    expect(body.contacts).toBe(2);
  }, 30_000);

  it('that get on are taken, however long they take', async () => {
    const body = JSON.stringify({ name: 'Devagar', subaccountId: tenant.subaccountId, padding: 'x'.repeat(6000) });
    const client = await open();
    client.send(
      headOf('POST', '/v1/campaigns', { ...announced(body.length), Authorization: `Bearer ${engine.adminKey}` }),
    );
    const began = Date.now();
    // Three times the patience in all, and never so long without a byte.
    for (let at = 0; at < body.length; at += 500) {
      client.send(body.slice(at, at + 500));
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(await client.answered).toBe(400);
    expect(Date.now() - began).toBeGreaterThan(2.5 * PATIENCE * 1000);
  }, 60_000);

  it('are not what a stream of events is', async () => {
    const client = await open();
    client.send(
      headOf('GET', `/v1/campaigns/${tenant.campaignId}/stream`, { Authorization: `Bearer ${engine.adminKey}` }),
    );
    expect(await client.answered).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 3 * PATIENCE * 1000));
    expect(client.socket.destroyed).toBe(false);
  }, 30_000);
});

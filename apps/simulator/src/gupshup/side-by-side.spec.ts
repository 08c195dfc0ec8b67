import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from '../index';
import { NUMBER, TOKEN } from '../testing/bench';
import { AppBench, APP, KEY, SOURCE } from './testing/app-bench';
import { CallbackServer } from './testing/callback-server';

const OTHER = 'f2f0a0de-6b1d-4b0e-9f6c-1c4a8d9e7b55';
const other = { 'src.name': 'OutraLoja', source: '551133330010' };

describe('two apps and a number of the Cloud API', () => {
  const app = new AppBench();
  const second = new CallbackServer();
  beforeAll(async () => {
    await second.start();
    await app.start({ scenario: 'instant' });
    await app.connect({ appName: 'OutraLoja', source: '551133330010', webhookUrl: second.url }, OTHER);
  });
  afterAll(async () => {
    await app.stop();
    await second.stop();
  });

  it('share a campaign, and each is told of its own messages', async () => {
    const template = JSON.stringify({ id: await app.templateId('invoice', OTHER), params: ['Ana', 'R$ 1'] });
    const one = (await app.send('5511900001001')).body.messageId;
    const two = (await app.send('5511900001002', { ...other, template })).body.messageId;
    await app.bench.send('+5511900001003', { biz_opaque_callback_data: 'm1|campaign|k|a1' });
    await app.told(one, 4);
    await second.until((receiver) => receiver.of(two).length === 4);
    await app.bench.receiver.until(({ statuses }) => statuses.length === 3);
    expect([app.receiver.of(two), second.of(one)]).toEqual([[], []]);
    expect(new Set(second.events.map((event) => event.app))).toEqual(new Set(['OutraLoja']));
    expect((await app.bench.ledger('?campaign=campaign')).map(({ sender, messageId }) => [sender, messageId])).toEqual([
      [APP, one],
      [OTHER, two],
      [NUMBER, expect.stringMatching(/^wamid\./)],
    ]);
  });

  it('know each their own templates, tokens and numbers', async () => {
    expect(await app.templateId('invoice', APP)).not.toBe(await app.templateId('invoice', OTHER));
    expect((await app.bench.graph('GET', `/${APP}`, undefined, TOKEN)).status).toBe(400);
    expect((await app.bench.graph('GET', `/${NUMBER}`, undefined, KEY)).status).toBe(401);
    expect((await app.call('GET', `/wa/app/${NUMBER}/template`, { apikey: KEY })).status).toBe(400);
    expect((await app.templates(OTHER, TOKEN)).length).toBeGreaterThan(0);
  });

  it('are there after a reset, with nothing in the ledger', async () => {
    await app.bench.control('POST', `/number/${APP}/restrict`);
    await app.bench.control('POST', '/reset', { scenario: 'instant' });
    expect(await app.bench.ledger()).toEqual([]);
    const { messageId } = (await app.send('5511900001004')).body;
    await app.told(messageId, 4);
  });
});

describe('repeatability', () => {
  const app = new AppBench();
  beforeAll(() => app.start({ scenario: 'default' }));
  afterAll(() => app.stop());

  /** What became of 200 messages, without anything that depends on time. */
  async function run(seed: number, order: (phones: string[]) => string[]): Promise<string[]> {
    await app.bench.control('POST', '/reset', { seed, speed: 1e7, scenario: 'default' });
    await app.bench.control('PATCH', '/knobs', {
      throughputLimit: false,
      hangRate: 0,
      unknownWamidRate: 0,
      lostRate: 0.05,
    });
    const from = app.receiver.callbacks.length;
    const template = JSON.stringify({ id: await app.templateId(), params: ['Marina', 'R$ 1'] });
    const phones = order(Array.from({ length: 200 }, (_, index) => `55119${10_000_001 + index * 1000}`));
    await Promise.all(phones.map((to) => app.send(to, { template })));
    while ((await app.bench.waiting()) > 0);
    const events = app.receiver.callbacks.slice(from).map(({ body }) => body as { type: string; payload: Told });
    return events
      .filter(({ type }) => type === 'message-event' || type === 'message')
      .map(
        ({ payload: { type, destination, source, payload } }) =>
          `${destination ?? source} ${type} ${payload.code ?? ''}`,
      )
      .sort();
  }

  interface Told {
    readonly type: string;
    readonly destination?: string;
    readonly source?: string;
    readonly payload: { readonly code?: number };
  }

  it('is the same for a seed whatever the order of the requests, and another for another seed', async () => {
    const first = await run(7, (phones) => phones);
    expect(first.some((line) => line.endsWith(' 1002'))).toBe(true);
    expect(await run(7, (phones) => phones.reverse())).toEqual(first);
    expect(await run(8, (phones) => phones)).not.toEqual(first);
  });
});

describe('an app after a restart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-simulator-'));
  const receiver = new CallbackServer();
  afterAll(async () => {
    await receiver.stop();
    rmSync(folder, { recursive: true });
  });

  const control = (simulator: Simulator, path: string, body?: object) =>
    fetch(`http://127.0.0.1:${simulator.port}/__sim${path}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: { authorization: `Bearer ${TOKEN}` },
    });

  it('goes on where it was: with what was held back and what was still to happen', async () => {
    await receiver.start();
    const first = await startSimulator({ port: 0, token: TOKEN, folder });
    await control(first, '/reset', { scenario: 'instant', speed: 1 });
    const patch = await fetch(`http://127.0.0.1:${first.port}/__sim/knobs`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ gupshupCallbackDelayMs: 3_600_000 }),
    });
    expect(patch.status).toBe(200);
    const connection = { provider: 'gupshup', appName: 'AuroraLoja', source: SOURCE, apiKey: KEY, modes: ['ALL'] };
    await control(first, `/number/${APP}/connect`, { ...connection, webhookUrl: receiver.url });
    await control(first, '/inbound', { from: '5511900001001', to: SOURCE, text: 'Oi' });
    const answer = await fetch(`http://127.0.0.1:${first.port}/wa/api/v1/msg`, {
      method: 'POST',
      headers: { apikey: KEY },
      body: new URLSearchParams({
        ...{ channel: 'whatsapp', source: SOURCE, destination: '5511900001001', 'src.name': 'AuroraLoja' },
        message: JSON.stringify({ type: 'text', text: 'Olá' }),
      }),
    });
    const { messageId } = (await answer.json()) as { messageId: string };
    await first.close();
    expect(receiver.of(messageId)).toEqual([]);
    const next = await startSimulator({ token: TOKEN, folder });
    await receiver.until(() => receiver.of(messageId).length === 4);
    const ledger = await (await control(next, '/ledger')).text();
    expect(JSON.parse(ledger)).toMatchObject({ messageId, sender: APP });
    await next.close();
  });
});

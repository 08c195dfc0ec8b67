import { Bench, invoiceContent, NUMBER, type GraphRefusal } from './testing/bench';
import { Receiver } from './testing/receiver';

describe('a message through the simulator', () => {
  const bench = new Bench();
  beforeAll(() => bench.start({ scenario: 'instant' }));
  afterAll(() => bench.stop());

  it('is accepted, told of in signed webhooks with its callback data, and in the ledger', async () => {
    const before = Date.now();
    const callbackData = 'm1|ação|ctc|a1';
    const sent = await bench.send('+55 (11) 90000-4321', { biz_opaque_callback_data: callbackData });
    expect(sent.status).toBe(200);
    expect(sent.body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+55 (11) 90000-4321', wa_id: '5511900004321' }],
      messages: [{ id: expect.stringMatching(/^wamid\./) as string, message_status: 'accepted' }],
    });
    await bench.receiver.until(({ statuses }) => statuses.length === 3);
    expect(bench.receiver.handshakes).toBe(1);
    expect(bench.receiver.bodies.every(({ signed }) => signed)).toBe(true);
    expect(bench.receiver.bodies.at(-1)!.raw).toContain('m1|a\\u00e7\\u00e3o|ctc|a1');
    const { statuses } = bench.receiver;
    expect(statuses.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
    for (const status of statuses) {
      expect(status).toMatchObject({
        id: sent.body.messages[0]!.id,
        recipient_id: '5511900004321',
        biz_opaque_callback_data: callbackData,
      });
      expect(status.conversation).toBeUndefined();
      expect(status.timestamp).toMatch(/^\d{10}$/);
      expect(Number(status.timestamp)).toBeGreaterThanOrEqual(Math.floor(before / 1000));
    }
    expect(statuses.map(({ pricing }) => pricing?.category)).toEqual(['utility', 'utility', undefined]);
    expect(await bench.ledger('?phone=%2B5511900004321')).toEqual([
      {
        phone: '+5511900004321',
        handset: '+5511900004321',
        template: 'invoice',
        callbackData,
        sender: NUMBER,
        messageId: sent.body.messages[0]!.id,
        arrivedAt: expect.any(Number) as number,
      },
    ]);
    const request = (await bench.requests(`?since=${before}`))[0]!;
    expect(request).toMatchObject({ method: 'POST', to: '+55 (11) 90000-4321', status: 200, callbackData });
    expect(request.arrivedAt).toBeGreaterThanOrEqual(before);
    expect(request.arrivedAt).toBeLessThan(Date.now() + 1);
    expect(request.notBefore).toBeLessThanOrEqual(request.arrivedAt);
    expect(request.notBefore).toBeGreaterThan(before - 60_000);
  });

  it('is a double when the same campaign reaches one handset twice, however the phone is written', async () => {
    await bench.control('POST', '/reset', { seed: 1, speed: 1, scenario: 'instant' });
    const send = (to: string, callbackData: string): Promise<unknown> =>
      bench.send(to, { biz_opaque_callback_data: callbackData });
    await send('+5511900007777', 'm1|c9|k|a1');
    await send('+551100007777', 'm1|c9|k2|a1');
    await send('+5511900007777', 't1|c9|k|a1');
    await send('+5511900007778', 'm1|c9|k3|a1');
    expect((await bench.control('GET', '/ledger/summary')).body).toEqual({ messages: 4, distinct: 3, doubles: 1 });
    expect((await bench.ledger('?campaign=c9')).length).toBe(3);
    expect((await bench.ledger('?campaign=c9&phone=5511900007778')).length).toBe(1);
  });

  it('gives v23 webhooks a conversation of their own when asked', async () => {
    await bench.control('PATCH', '/knobs', { webhookVersion: 'v23' });
    const { body } = await bench.send('+5511900002323');
    const mine = ({ statuses }: Receiver) => statuses.filter(({ id }) => id === body.messages[0]!.id);
    await bench.receiver.until((receiver) => mine(receiver).length === 3);
    expect(new Set(mine(bench.receiver).map(({ conversation }) => conversation?.origin.type))).toEqual(
      new Set(['utility']),
    );
  });

  it('refuses free-form text asynchronously until the person wrote, or at once when asked to', async () => {
    await bench.control('POST', '/reset', { seed: 1, speed: 1, scenario: 'instant' });
    const text = { type: 'text', template: undefined, text: { body: 'Olá' } };
    const { body } = await bench.send('+5511900003131', text);
    await bench.receiver.until(({ statuses }) => statuses.some(({ id }) => id === body.messages[0]!.id));
    expect(bench.receiver.statuses.find(({ id }) => id === body.messages[0]!.id)).toMatchObject({
      status: 'failed',
      errors: [{ code: 131047 }],
    });
    await bench.control('PATCH', '/knobs', { closedWindowRefusal: 'sync' });
    expect((await bench.send<GraphRefusal>('+5511900003131', text)).body.error.code).toBe(131047);
    await bench.control('POST', '/inbound', { from: '+5511900003131', to: NUMBER, text: 'Oi' });
    expect((await bench.send('+5511900003131', text)).status).toBe(200);
    expect((await bench.ledger()).map(({ template }) => template)).toEqual([null]);
  });
});

describe('webhook delivery', () => {
  let bench: Bench;
  const announced = ({ changes }: Receiver): boolean => changes.some(({ field }) => field !== 'messages');
  beforeEach(async () => {
    bench = await new Bench().start({ scenario: 'instant', speed: 20 });
    await bench.receiver.until(announced);
  });
  afterEach(() => bench.stop());

  it('repeats what was not answered with 200, and counts', async () => {
    bench.receiver.answers.push(500, 503);
    await bench.send('+5511900004444');
    await bench.receiver.until(({ statuses }) => statuses.length === 3);
    const { body } = await bench.control<{ webhooks: object; waiting: number }>('GET', '/metrics');
    expect(body).toMatchObject({
      requests: 1,
      webhooks: { sent: 4, acknowledged: 2, refused: 2, waiting: 0 },
      waiting: 0,
    });
  });

  it('keeps what a dead receiver missed for its return', async () => {
    const spare = new Receiver('app-secret', 'verify-token');
    await spare.start();
    await bench.connect({ webhookUrl: spare.url });
    await spare.stop();
    await bench.send('+5511900004444');
    expect(await bench.waiting()).toBe(3);
    await bench.connect();
    await bench.receiver.until(({ statuses }) => statuses.length === 3);
  });

  it('puts up to batchSize updates into one POST', async () => {
    await bench.control('PATCH', '/knobs', { batchSize: 6, batchDelayMs: 50 });
    await Promise.all(Array.from({ length: 20 }, (_, index) => bench.send(`+55119000050${10 + index}`)));
    await bench.receiver.until(({ statuses }) => statuses.length === 60);
    const sizes = bench.receiver.bodies.map(
      ({ entries }) => entries.flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses ?? [])).length,
    );
    expect(Math.max(...sizes)).toBe(6);
  });
});

describe('limits', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await new Bench().start({ scenario: 'instant' });
  });
  afterEach(() => bench.stop());

  it('130429 beyond the throughput of the number', async () => {
    expect((await bench.connect()).body).toMatchObject({ throughput: 80 });
    expect((await bench.connect({ throughputLevel: 'HIGH' })).body).toMatchObject({ throughput: 1000 });
    await bench.connect({ throughputLevel: 5 });
    await bench.control('PATCH', '/knobs', { throughputLimit: true });
    const phones = Array.from({ length: 60 }, (_, index) => `+551190000${5000 + index}`);
    const answers = await Promise.all(phones.map((to) => bench.send<GraphRefusal>(to)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(5);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set([130429]));
  });

  it('131056 beyond the burst to one person', async () => {
    await bench.control('PATCH', '/knobs', { pairLimit: true, pairBurst: 3 });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await bench.send('+5511900008888')).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await bench.send('+5511900008889')).status).toBe(200);
  });

  it('accepts beyond the messaging limit, then fails with 131048 and restricts the number', async () => {
    await bench.connect({ messagingLimit: 2 });
    await bench.control('PATCH', '/knobs', { portfolioLimit: true });
    for (const last of [1, 2, 3, 1]) expect((await bench.send(`+551190000888${last}`)).status).toBe(200);
    await bench.receiver.until(({ statuses }) => statuses.length === 10);
    const failed = bench.receiver.statuses.filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject([{ recipient_id: '5511900008883', errors: [{ code: 131048 }] }]);
    expect((await bench.ledger()).length).toBe(3);
    expect((await bench.graph('GET', `/${NUMBER}?fields=status`)).body).toEqual({ id: NUMBER, status: 'RESTRICTED' });
  });
});

describe('repeatability', () => {
  const bench = new Bench();
  beforeAll(() => bench.start({ scenario: 'default' }));
  afterAll(() => bench.stop());

  /** What became of 300 messages, without anything that depends on time. */
  async function run(seed: number, order: (phones: string[]) => string[]): Promise<string[]> {
    await bench.control('POST', '/reset', { seed, speed: 1e7, scenario: 'default' });
    await bench.control('PATCH', '/knobs', {
      throughputLimit: false,
      hangRate: 0,
      unknownWamidRate: 0,
      lostRate: 0.05,
    });
    const from = bench.receiver.bodies.length;
    const phones = order(Array.from({ length: 300 }, (_, index) => `+55119${10_000_001 + index * 1000}`));
    await Promise.all(phones.map((to) => bench.send(to, { template: invoiceContent() })));
    while ((await bench.waiting()) > 0);
    const statuses = bench.receiver.bodies
      .slice(from)
      .flatMap(({ entries }) => entries.flatMap(({ changes }) => changes));
    return statuses
      .flatMap(({ value }) => value.statuses ?? [])
      .map(({ status, recipient_id, errors }) => `${recipient_id} ${status} ${errors?.[0]?.code ?? ''}`)
      .sort();
  }

  it('is the same for a seed whatever the order of the requests, and another for another seed', async () => {
    const first = await run(7, (phones) => phones);
    expect(await run(7, (phones) => phones.reverse())).toEqual(first);
    expect(await run(8, (phones) => phones)).not.toEqual(first);
  });
});

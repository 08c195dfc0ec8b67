import { AppBench, APP, SOURCE } from './testing/app-bench';

const PHONE = '5511900004321';

describe('a message through Gupshup', () => {
  const app = new AppBench();
  beforeAll(() => app.start({ scenario: 'instant' }));
  afterAll(() => app.stop());

  it('is submitted, told of by its own id until WhatsApp has one, and in the ledger', async () => {
    const before = Date.now();
    const sent = await app.send(PHONE);
    expect(sent.status).toBe(202);
    expect(sent.body).toEqual({
      status: expect.stringMatching(/^(submitted|success)$/) as string,
      messageId: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/) as string,
    });
    const { messageId } = sent.body;
    const events = await app.told(messageId, 4);
    expect(events.map(({ payload }) => payload.type)).toEqual(['enqueued', 'sent', 'delivered', 'read']);
    for (const { app: name, timestamp, version, payload } of events) {
      expect([name, version, payload.destination]).toEqual(['AuroraLoja', 2, PHONE]);
      expect(timestamp).toBeGreaterThanOrEqual(before);
    }
    const [enqueued, ...later] = events.map(({ payload }) => payload);
    expect(enqueued).toMatchObject({ id: messageId, payload: { type: 'template' } });
    expect(enqueued).not.toHaveProperty('gsId');
    for (const { id, gsId, payload } of later) {
      expect([id, gsId]).toEqual([enqueued!.payload.whatsappMessageId, messageId]);
      expect(payload.ts).toBeGreaterThanOrEqual(Math.floor(before / 1000));
    }
    expect(later[0]!.payload).toMatchObject({
      conversation: { type: 'utility' },
      pricing: { policy: 'PMP', category: 'utility', type: 'regular' },
    });
    const callbackData = `m1|campaign|${PHONE}|a1`;
    expect(await app.bench.ledger(`?phone=${PHONE}`)).toEqual([
      {
        ...{ phone: `+${PHONE}`, handset: `+${PHONE}`, template: 'invoice', callbackData, sender: APP, messageId },
        arrivedAt: expect.any(Number) as number,
      },
    ]);
    expect(await app.bench.requests(`?since=${before}`)).toMatchObject([
      { method: 'GET', path: `/wa/app/${APP}/template`, status: 200 },
      { method: 'POST', path: '/wa/api/v1/template/msg', to: PHONE, status: 202, callbackData },
    ]);
  });

  it('is billed once, with the first sign of its delivery', async () => {
    const { messageId } = (await app.send('5511900004322')).body;
    await app.told(messageId, 4);
    const billed = () =>
      app.receiver.events.filter(
        ({ type, payload }) => type === 'billing-event' && JSON.stringify(payload).includes(`"gsId":"${messageId}"`),
      );
    await app.receiver.until(() => billed().length > 0);
    expect(billed().map(({ payload }) => payload)).toMatchObject([
      {
        deductions: { model: 'PMP', billable: true, category: 'utility' },
        references: { destination: '5511900004322' },
      },
    ]);
  });

  it('goes to an address with a secret in it, and is not signed', async () => {
    const { messageId } = (await app.send('5511900004323')).body;
    await app.told(messageId, 4);
    for (const { path, headers } of app.receiver.callbacks) {
      expect(path).toBe('/webhooks/gupshup/s1/secret');
      expect(Object.keys(headers).filter((name) => name.includes('signature'))).toEqual([]);
    }
  });

  it('is answered in either word and either type, and ids of WhatsApp look both ways', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => app.send(`55119000050${10 + index}`)));
    expect(new Set(answers.map(({ body }) => body.status))).toEqual(new Set(['submitted', 'success']));
    const events = await Promise.all(answers.map(({ body }) => app.told(body.messageId, 4)));
    const ids = events.map((all) => all.find(({ payload }) => payload.type === 'sent')!.payload.id!);
    expect(ids.some((id) => id.startsWith('gBEG'))).toBe(true);
    expect(ids.some((id) => /^[\da-f-]{36}$/.test(id))).toBe(true);
  });

  it('is a double when it reaches a handset twice in a campaign, through whatever provider', async () => {
    await app.bench.control('POST', '/reset', { scenario: 'instant' });
    await app.inOrder();
    await app.send('5511900006001', {}, { 'x-simulator-callback-data': 'm1|c1|k|a1' });
    await app.send('551100006001', {}, { 'x-simulator-callback-data': 'm1|c1|k|a2' });
    await app.bench.send('+5511900006001', { biz_opaque_callback_data: 'm1|c1|k|a3' });
    await app.send('5511900006001', {}, {});
    expect((await app.bench.control('GET', '/ledger/summary')).body).toEqual({ messages: 4, distinct: 2, doubles: 2 });
  });

  it('is accepted as free-form text, and fails afterwards where no window is open', async () => {
    const failure = async (): Promise<unknown> => {
      const { body } = await app.say('5511900006002', { type: 'text', text: 'Olá' });
      return (await app.told(body.messageId, 2)).map(({ payload }) => [payload.type, payload.payload.code]);
    };
    expect(await failure()).toEqual([
      ['enqueued', undefined],
      ['failed', 470],
    ]);
    await app.bench.control('POST', '/inbound', { from: '+5511900006002', to: SOURCE, text: 'Oi' });
    const { body } = await app.say('5511900006002', { type: 'text', text: 'Olá' });
    const events = await app.told(body.messageId, 4);
    expect(events[0]!.payload.payload.type).toBe('session');
    expect(events.map(({ payload }) => payload.type)).toEqual(['enqueued', 'sent', 'delivered', 'read']);
  });
});

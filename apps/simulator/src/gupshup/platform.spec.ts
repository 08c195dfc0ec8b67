import { AppBench, APP } from './testing/app-bench';

const PHONE = '5511900001111';

describe('what the platform does to an app', () => {
  const app = new AppBench();
  beforeAll(() => app.start({ scenario: 'instant' }));
  afterAll(() => app.stop());

  const told = async (type: string, payload: object): Promise<void> => {
    const find = () => app.receiver.events.findLast((event) => event.type === type)?.payload;
    const fits = () => expect.objectContaining(payload).asymmetricMatch(find());
    await app.receiver.until(fits);
    expect(find()).toMatchObject(payload);
  };
  const failure = async (events = 1): Promise<unknown> => {
    const { messageId } = (await app.send(PHONE)).body;
    return (await app.told(messageId, events)).at(-1)!.payload.payload.code;
  };

  it('lists templates with ids of its own', async () => {
    const [listed] = await app.templates();
    expect(listed).toMatchObject({
      ...{ appId: APP, externalId: '990001', elementName: 'invoice', languageCode: 'pt_BR', category: 'UTILITY' },
      ...{ templateType: 'TEXT', status: 'APPROVED' },
      data: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.\n| [Já paguei]',
      containerMeta: JSON.stringify({
        data: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.',
        buttons: [{ type: 'QUICK_REPLY', text: 'Já paguei' }],
      }),
    });
  });

  it('pauses, disables and approves a template', async () => {
    const id = await app.templateId();
    const template = { type: 'status-update', id, elementName: 'invoice', languageCode: 'pt_BR' };
    await app.bench.control('POST', '/template/invoice/pause');
    await told('template-event', { ...template, status: 'paused' });
    expect((await app.templates())[0]!.status).toBe('PAUSED');
    expect(await failure()).toBe(4005);
    await app.bench.control('POST', '/template/invoice/disable');
    await told('template-event', { ...template, status: 'disabled' });
    expect(await failure(2)).toBe(132016);
    await app.bench.control('POST', '/template/invoice/approve');
    await told('template-event', { ...template, status: 'approved' });
    expect(await failure(4)).toBeUndefined();
  });

  it('changes quality and tier', async () => {
    await app.bench.control('POST', `/number/${APP}/quality`, { quality: 'RED' });
    await told('account-event', { type: 'tier-event', payload: { event: 'FLAGGED', currentTier: 'TIER_UNLIMITED' } });
    await app.bench.control('POST', `/number/${APP}/tier`, { tier: 'TIER_10K' });
    await told('account-event', { type: 'tier-event', payload: { event: 'DOWNGRADE', currentTier: 'TIER_10K' } });
    const capability = { type: 'capability-event', payload: { maxDailyConversationPerPhone: 10_000 } };
    expect(app.receiver.events.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({
        ...capability,
        payload: expect.objectContaining(capability.payload) as object,
      }),
    );
  });

  it.each([
    [368, { status: 'ACCOUNT_RESTRICTED' }, 2],
    [131031, { status: 'ACCOUNT_DISABLE' }, 2],
    [1003, undefined, 1],
    [4001, undefined, 1],
  ])('restricts an account with %d and frees it', async (code, payload, events) => {
    await app.bench.control('POST', `/number/${APP}/restrict`, { code });
    if (payload)
      await told('account-event', { type: 'status-event', payload: expect.objectContaining(payload) as object });
    expect(await failure(events)).toBe(code);
    await app.bench.control('POST', `/number/${APP}/restrict`, { lifted: true });
    if (payload) await told('account-event', { type: 'status-event', payload: { status: 'ACCOUNT_VERIFIED' } });
    expect(await failure(4)).toBeUndefined();
  });

  it('knows an empty wallet and its own limit of no number of the Cloud API', async () => {
    const answer = await app.bench.control('POST', '/number/700100200300/restrict', { code: 1003 });
    expect(answer.status).toBe(400);
  });
});

describe('the limits of an app', () => {
  const app = new AppBench();
  beforeEach(() => app.start({ scenario: 'instant' }));
  afterEach(() => app.stop());

  const many = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => app.send(`551190000${5000 + index}`)));

  it('429 beyond its rate, which a knob and the connection set', async () => {
    await app.bench.control('PATCH', '/knobs', { throughputLimit: true, gupshupMessagesPerSecond: 5 });
    const answers = await many(60);
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(5);
    expect(refused[0]!.body).toEqual({ status: 'error', message: 'Too Many Requests' });
    await app.connect({ messagesPerSecond: 1000 });
    expect((await many(60)).filter(({ status }) => status === 429)).toEqual([]);
  });

  it('4001 for those beyond its rate that were accepted all the same', async () => {
    await app.connect({ messagesPerSecond: 1 });
    await app.bench.control('PATCH', '/knobs', { throughputLimit: true, gupshupStopSendingRate: 1 });
    const answers = await many(30);
    expect(answers.filter(({ status }) => status !== 202)).toEqual([]);
    const stopped = () =>
      app.receiver.events.filter(({ type, payload }) => type === 'message-event' && payload.payload.code === 4001);
    await app.receiver.until(() => stopped().length > 0);
    expect(stopped()[0]!.payload).not.toHaveProperty('gsId');
  });

  it('131056 beyond the burst to one person', async () => {
    await app.bench.control('PATCH', '/knobs', { pairLimit: true, pairBurst: 1 });
    await app.send(PHONE);
    const { messageId } = (await app.send(PHONE)).body;
    expect((await app.told(messageId, 2)).at(-1)!.payload.payload.code).toBe(131056);
  });

  it('131048 beyond the messaging limit', async () => {
    await app.connect({ messagingLimit: 1 });
    await app.bench.control('PATCH', '/knobs', { portfolioLimit: true });
    await app.send(PHONE);
    const { messageId } = (await app.send('5511900001112')).body;
    expect((await app.told(messageId, 2)).at(-1)!.payload.payload.code).toBe(131048);
  });
});

import { AppBench } from './testing/app-bench';
import { type ReceivedEvent } from './testing/callback-server';

const phone = (magic: string): string => `551190000${magic}`;

describe.each(['instant', 'default'])('magic numbers through Gupshup in the %s scenario', (scenario) => {
  const app = new AppBench();

  beforeAll(async () => {
    await app.start({ scenario, speed: 1e6 });
    await app.bench.control('PATCH', '/knobs', {
      ...{ unknownWamidRate: 0, millisecondTimestampRate: 0, hangSeconds: 1, pairLimit: false },
      // Of whom looks after more than a week it would be told without our id.
      gupshupIdKeptHours: 1e6,
    });
  });
  afterAll(() => app.stop());

  /** What is told of messages to a phone, but prices. */
  const eventsOf = (magic: string): ReceivedEvent[] =>
    app.receiver.events.filter(({ type, payload }) => type === 'message-event' && payload.destination === phone(magic));
  const told = (magic: string): string[] =>
    eventsOf(magic).map(({ payload }) =>
      payload.type === 'failed' ? `failed ${String(payload.payload.code)}` : payload.type,
    );
  const arrivals = async (magic: string): Promise<number> => (await app.bench.ledger(`?phone=${phone(magic)}`)).length;

  it.each([
    ['0001', ['enqueued', 'failed 131026'], 0],
    ['0002', ['enqueued', 'failed 131049'], 0],
    ['0003', ['enqueued', 'failed 131050'], 0],
    ['0004', ['enqueued', 'failed 130472'], 0],
    ['0005', ['enqueued', 'sent', 'delivered', 'read'], 1],
    ['0006', ['enqueued', 'sent'], 0],
    ['0007', ['enqueued', 'sent', 'read'], 1],
    ['0008', ['enqueued', 'sent', 'delivered', 'failed 131000'], 1],
    ['0009', ['enqueued', 'failed 131000', 'delivered'], 1],
    ['0020', ['read', 'delivered', 'sent', 'enqueued'], 1],
    ['0021', ['failed 1002'], 0],
    ['0022', ['enqueued', 'sent', 'delivered', 'read'], 1],
  ])('%s: %j, %d on the handset', async (magic, statuses, onHandset) => {
    expect((await app.send(phone(magic))).status).toBe(202);
    await app.receiver.until(() => told(magic).length >= statuses.length);
    expect(told(magic)).toEqual(statuses);
    expect(await arrivals(magic)).toBe(onHandset);
  });

  it('0003 sends the preference, too', async () => {
    const find = () => app.receiver.events.find(({ type }) => type === 'preference-event');
    await app.receiver.until(() => find() !== undefined);
    expect(find()!.payload).toMatchObject({
      type: 'user_preferences',
      payload: { user_preferences: [{ wa_id: phone('0003'), category: 'marketing_messages', value: 'stop' }] },
    });
  });

  it.each([
    ['0010', 'Internal Server Error', [500, 202]],
    ['0011', 'Too Many Requests', [429, 429, 202]],
  ])('%s is refused with %s first: %j', async (magic, message, statuses) => {
    for (const status of statuses) {
      const answer = await app.send(phone(magic));
      expect(answer.status).toBe(status);
      if (status !== 202) expect(answer.body).toEqual({ status: 'error', message });
    }
    await app.receiver.until(() => told(magic).length >= 4);
    expect(await arrivals(magic)).toBe(1);
  });

  it('0012 hangs although the message is sent, and the connection ends at last', async () => {
    await expect(app.send(phone('0012'))).rejects.toThrow();
    await app.receiver.until(() => told('0012').length === 4);
    expect(await arrivals('0012')).toBe(1);
    expect((await app.bench.requests()).find(({ to }) => to === phone('0012'))!.status).toBeNull();
  });

  it('0013 is a bare 500 and nothing is sent', async () => {
    const answer = await app.send(phone('0013'));
    expect([answer.status, answer.body]).toEqual([500, {}]);
    expect(await arrivals('0013')).toBe(0);
  });

  it.each([
    ['0014', { type: 'text', payload: { text: 'PARAR' } }],
    ['0015', { payload: { text: 'Já paguei', type: 'button', postbackText: 'PAGUEI:1' } }],
    ['0016', { type: 'text' }],
    ['0017', { type: 'image', payload: { contentType: 'image/jpeg' } }],
    ['0024', { type: 'text', referral: { source_type: 'ad' } }],
  ])('%s writes %j', async (magic, content) => {
    const postbackTexts = JSON.stringify([{ index: 0, text: 'PAGUEI:1' }]);
    const { messageId } = (await app.send(phone(magic), { postbackTexts })).body;
    const find = () => app.receiver.events.find(({ payload }) => payload.source === phone(magic));
    await app.receiver.until(() => find() !== undefined);
    expect(find()!.payload).toMatchObject(content);
    if (magic !== '0015') return;
    expect(find()!.payload.context!.gsId).toBe(messageId);
    // The ledger of what persons wrote has the id that the ledger of what they received has.
    const written = (await app.bench.written()).find(({ messageId: id }) => id === find()!.payload.id);
    expect(written).toMatchObject({ contextId: messageId });
  });

  it('0005 is told of without our id where that is kept for less than it is offline', async () => {
    await app.bench.control('PATCH', '/knobs', { gupshupIdKeptHours: 1 });
    await app.send(phone('0005'));
    const late = () => eventsOf('0005').slice(-2);
    await app.receiver.until(() => told('0005').filter((status) => status === 'read').length === 2);
    expect(late().map(({ payload }) => [payload.type, payload.gsId])).toEqual([
      ['delivered', undefined],
      ['read', undefined],
    ]);
    const sent = eventsOf('0005').findLast(({ payload }) => payload.type === 'sent')!.payload;
    expect([sent.gsId, sent.id]).toEqual([expect.any(String), late()[0]!.payload.id]);
    await app.bench.control('PATCH', '/knobs', { gupshupIdKeptHours: 1e6 });
  });

  it('0018 is known by other digits than it was sent to', async () => {
    const { messageId } = (await app.send(phone('0018'))).body;
    const events = await app.told(messageId, 4);
    const [older, digits] = ['551100000018', phone('0018')];
    expect(events.map(({ payload }) => payload.destination)).toEqual([digits, older, older, older]);
    const mismatch = app.receiver.events.find(({ payload }) => payload.type === 'mismatch')!;
    expect(mismatch.payload).toEqual({
      type: 'mismatch',
      destination: digits,
      payload: { wa_id: older, phone: digits },
    });
  });

  it('0019 is told of three times', async () => {
    await app.send(phone('0019'));
    await app.receiver.until(() => told('0019').length === 12);
    expect(told('0019').filter((status) => status === 'read').length).toBe(3);
    expect(await arrivals('0019')).toBe(1);
  });

  it('0022 is told of before the response', async () => {
    await app.bench.control('PATCH', '/knobs', { gupshupCallbackDelayMs: 200_000_000 });
    const { messageId } = (await app.send(phone('0022'))).body;
    expect(app.receiver.of(messageId).map(({ payload }) => payload.type)).toEqual(['enqueued']);
    await app.told(messageId, 4);
  });

  it('0023 has no phone in what WhatsApp tells of it', async () => {
    const { messageId } = (await app.send(phone('0023'))).body;
    const events = await app.told(messageId, 4);
    expect(events.map(({ payload }) => payload.destination)).toEqual([phone('0023'), undefined, undefined, undefined]);
  });
});

describe('0021 on the Cloud API', () => {
  const app = new AppBench();
  beforeAll(() => app.start({ scenario: 'instant' }));
  afterAll(() => app.stop());

  it('is an ordinary number', async () => {
    await app.bench.send(`+${phone('0021')}`);
    await app.bench.receiver.until(({ statuses }) => statuses.length === 3);
    expect((await app.bench.ledger()).length).toBe(1);
  });
});

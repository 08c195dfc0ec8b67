import { magicNumbers } from './magic-numbers';
import { Bench, type GraphRefusal } from './testing/bench';
import { type Receiver } from './testing/receiver';

const phone = (magic: string): string => `+551190000${magic}`;

describe.each(['instant', 'default'])('magic numbers in the %s scenario', (scenario) => {
  const bench = new Bench();

  beforeAll(async () => {
    await bench.start({ scenario, speed: 1e6 });
    // One POST at a time, so that the order of arrival is the order of sending; no strangers among them.
    await bench.control('PATCH', '/knobs', {
      unknownWamidRate: 0,
      webhookConcurrency: 1,
      millisecondTimestampRate: 0,
      hangSeconds: 1,
    });
  });
  afterAll(() => bench.stop());

  const statusesOf = (receiver: Receiver, magic: string): string[] =>
    receiver.statuses
      .filter(({ biz_opaque_callback_data: data }) => data?.includes(phone(magic)))
      .map(({ status, errors }) => (errors ? `${status} ${errors[0]!.code}` : status));
  const arrivals = async (magic: string): Promise<number> => (await bench.ledger(`?phone=${phone(magic)}`)).length;

  it.each([
    ['0001', ['failed 131026'], 0],
    ['0002', ['failed 131049'], 0],
    ['0003', ['failed 131050'], 0],
    ['0004', ['failed 130472'], 0],
    ['0005', ['sent', 'delivered', 'read'], 1],
    ['0006', ['sent'], 0],
    ['0007', ['sent', 'read'], 1],
    ['0008', ['sent', 'delivered', 'failed 131000'], 1],
    ['0009', ['failed 131000', 'delivered'], 1],
    ['0014', ['sent', 'delivered', 'read'], 1],
    ['0018', ['sent', 'delivered', 'read'], 1],
    ['0020', ['read', 'delivered', 'sent'], 1],
    ['0022', ['sent', 'delivered', 'read'], 1],
    ['0024', ['sent', 'delivered', 'read'], 1],
  ])('%s: %j, %d on the handset', async (magic, statuses, onHandset) => {
    await bench.send(phone(magic));
    await bench.receiver.until((receiver) => statusesOf(receiver, magic).length >= statuses.length);
    expect(statusesOf(bench.receiver, magic)).toEqual(statuses);
    expect(await arrivals(magic)).toBe(onHandset);
  });

  it('0003 sends the preference, too', async () => {
    await bench.receiver.until(({ changes }) => changes.some(({ field }) => field === 'user_preferences'));
    expect(bench.receiver.changes.find(({ field }) => field === 'user_preferences')!.value).toMatchObject({
      user_preferences: [{ wa_id: phone('0003').slice(1), category: 'marketing_messages', value: 'stop' }],
    });
  });

  it.each([
    ['0010', 131000, [500, 200]],
    ['0011', 131056, [429, 429, 200]],
  ])('%s is refused with %d first: %j', async (magic, code, statuses) => {
    for (const status of statuses) {
      const answer = await bench.send<GraphRefusal>(phone(magic));
      expect(answer.status).toBe(status);
      if (status !== 200) expect(answer.body.error.code).toBe(code);
    }
    await bench.receiver.until((receiver) => statusesOf(receiver, magic).length >= 3);
    expect(await arrivals(magic)).toBe(1);
  });

  it('0012 hangs although the message is sent, and the connection ends at last', async () => {
    await expect(bench.send(phone('0012'))).rejects.toThrow();
    await bench.receiver.until((receiver) => statusesOf(receiver, '0012').length === 3);
    expect(await arrivals('0012')).toBe(1);
    expect((await bench.requests()).find(({ to }) => to === phone('0012'))!.status).toBeNull();
  });

  it('0013 is a bare 500 and nothing is sent', async () => {
    const answer = await bench.send(phone('0013'));
    expect(answer.status).toBe(500);
    expect(() => JSON.parse(answer.text) as unknown).toThrow();
    expect(await arrivals('0013')).toBe(0);
  });

  it.each([
    ['0014', { type: 'text', text: { body: 'PARAR' } }],
    [
      '0015',
      {
        type: 'button',
        button: { text: 'Já paguei', payload: 'Já paguei' },
        context: { id: expect.any(String) as string },
      },
    ],
    ['0016', { type: 'text' }],
    ['0017', { type: 'image', image: { mime_type: 'image/jpeg' } }],
    ['0024', { type: 'text', referral: { source_type: 'ad' } }],
  ])('%s writes %j', async (magic, content) => {
    if (statusesOf(bench.receiver, magic).length === 0) await bench.send(phone(magic));
    const mine = ({ messages }: Receiver): unknown[] =>
      messages.filter(({ from_user_id: id }) => id === userId(bench.receiver, magic));
    await bench.receiver.until((receiver) => statusesOf(receiver, magic).length >= 3 && mine(receiver).length > 0);
    expect(mine(bench.receiver)[0]).toMatchObject(content);
  });

  it('0018 is known without the 9', async () => {
    const answer = await bench.send(phone('0018'));
    expect(answer.body.contacts[0]!.wa_id).toBe('551100000018');
  });

  it('0019 is told of three times', async () => {
    await bench.send(phone('0019'));
    await bench.receiver.until((receiver) => statusesOf(receiver, '0019').length === 9);
    expect(statusesOf(bench.receiver, '0019').filter((status) => status === 'read').length).toBe(3);
    expect(await arrivals('0019')).toBe(1);
  });

  it('0022 is told of before the response', async () => {
    await bench.control('PATCH', '/knobs', { batchDelayMs: 200 });
    const before = bench.receiver.bodies.length;
    const { body } = await bench.send(phone('0022'));
    const told = bench.receiver.bodies.slice(before).flatMap(({ entries }) => entries);
    expect(JSON.stringify(told)).toContain(body.messages[0]!.id);
  });

  it('0023 has no phone in its webhooks', async () => {
    const { body } = await bench.send(phone('0023'));
    const mine = ({ statuses }: Receiver) => statuses.filter(({ id }) => id === body.messages[0]!.id);
    await bench.receiver.until((receiver) => mine(receiver).length === 3);
    for (const status of mine(bench.receiver)) {
      expect(status.recipient_id).toBeUndefined();
      expect(status.recipient_user_id).toMatch(/^BR\.\d+$/);
    }
  });

  it('says what each of them does', () => {
    expect(Object.keys(magicNumbers).length).toBe(23);
  });
});

function userId(receiver: Receiver, magic: string): string | undefined {
  return receiver.statuses.find(({ biz_opaque_callback_data: data }) => data?.includes(phone(magic)))
    ?.recipient_user_id;
}

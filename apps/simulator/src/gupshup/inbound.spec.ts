import { AppBench, SOURCE } from './testing/app-bench';
import { type ReceivedEvent } from './testing/callback-server';

const FROM = '+55 11 90000-1111';
const phone = '5511900001111';

describe('what persons write to an app', () => {
  const app = new AppBench();
  beforeAll(() => app.start({ scenario: 'instant' }));
  afterAll(() => app.stop());

  async function written(content: object): Promise<ReceivedEvent> {
    const { body } = await app.bench.control<{ messageId: string }>('POST', '/inbound', {
      from: FROM,
      to: SOURCE,
      ...content,
    });
    const find = () => app.receiver.events.find(({ payload }) => payload.id === body.messageId);
    await app.receiver.until(() => find() !== undefined);
    return find()!;
  }

  it('names the person, the message and when it was written', async () => {
    const before = Date.now();
    const { type, timestamp, payload } = await written({ text: 'Olá' });
    expect([type, payload]).toEqual([
      'message',
      {
        id: expect.stringMatching(/^ABEG/) as string,
        source: phone,
        type: 'text',
        payload: { text: 'Olá' },
        sender: {
          ...{ phone, country_code: '55', dial_code: '11900001111' },
          ...{ name: expect.any(String) as string, userId: expect.stringMatching(/^BR\.\d+$/) as string },
        },
      },
    ]);
    expect(timestamp).toBeGreaterThanOrEqual(before);
    expect((await app.bench.written()).at(-1)).toMatchObject({ messageId: payload.id, text: 'Olá', type: 'text' });
  });

  it.each([
    [0, 'quick_reply'],
    [1, 'text'],
  ])('calls a tap either way: %d, %s', async (gupshupTapAsTextRate, type) => {
    await app.bench.control('PATCH', '/knobs', { gupshupTapAsTextRate });
    const { messageId } = (await app.send('5511900001112')).body;
    const button = { text: 'Já paguei', payload: 'PAGUEI:1' };
    const { payload } = await written({ button, contextId: messageId });
    expect(payload).toMatchObject({
      type,
      payload: { text: 'Já paguei', type: 'button', postbackText: 'PAGUEI:1' },
      context: { gsId: messageId, forwarded: false },
    });
    const sent = (await app.told(messageId, 4)).find((one) => one.payload.type === 'sent')!;
    expect(payload.context!.id).toBe(sent.payload.id);
    expect((await app.bench.written()).at(-1)).toMatchObject({ contextId: messageId, payload: 'PAGUEI:1' });
  });

  it.each([
    ['image', 'image/jpeg', 'image'],
    ['sticker', 'image/webp', 'sticker'],
    ['video', 'video/mp4', 'video'],
    ['audio', 'audio/ogg; codecs=opus', 'audio'],
    ['document', 'application/pdf', 'file'],
  ])('says where a file is that anybody may fetch: %s %s', async (type, mimeType, told) => {
    const { payload } = await written({ media: { type, mimeType, caption: 'Veja' } });
    expect(payload).toMatchObject({ type: told, payload: { contentType: mimeType, caption: 'Veja' } });
    expect(payload.payload.urlExpiry).toBeGreaterThan(Date.now() + 3_500_000);
    const url = payload.payload.url as string;
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mimeType]);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(19_999);
    expect((await fetch(url.replace(/hash=./, 'hash='))).status).toBe(404);
  });

  it.each([
    [true, 'opted-in'],
    [false, 'opted-out'],
  ])('tells of its own list of those who opted in: %p', async (optIn, type) => {
    await app.bench.control('POST', '/inbound', { from: FROM, to: SOURCE, optIn });
    const find = () => app.receiver.events.find((one) => one.type === 'user-event' && one.payload.type === type);
    await app.receiver.until(() => find() !== undefined);
    expect(find()!.payload).toEqual({ phone, type });
  });

  it('tells of no kind that version 2 has no word for, and of every other', async () => {
    await app.bench.control('PATCH', '/knobs', { marketingReply: 1, utilityReply: 1, otherReplyShare: 1 });
    const phones = Array.from({ length: 60 }, (_, index) => `55119000070${10 + index}`);
    await Promise.all(phones.map((one) => app.send(one)));
    await app.receiver.until(({ events }) =>
      phones.every((one) => events.some(({ payload }) => payload.source === one)),
    );
    const kinds = new Set(
      app.receiver.events
        .filter(({ payload }) => phones.includes(payload.source ?? ''))
        .map(({ payload }) => payload.type),
    );
    expect([...kinds].sort()).toEqual([
      'audio',
      'button_reply',
      'contact',
      'file',
      'image',
      'list_reply',
      'location',
      'sticker',
      'text',
      'video',
    ]);
    const told = new Set(app.receiver.events.map(({ payload }) => payload.id));
    const untold = (await app.bench.written()).filter(({ messageId }) => !told.has(messageId as string));
    // What takes a message back has no id of its own in version 2.
    expect(untold.filter(({ type }) => type !== 'revoke')).toEqual([]);
  });
});

import { Bench, NUMBER, type GraphRefusal } from './testing/bench';

const MB = 1024 * 1024;

describe('uploads', () => {
  const bench = new Bench();

  beforeAll(() => bench.start({ scenario: 'instant' }));
  afterAll(() => bench.stop());

  it.each<[string, string, number]>([
    ['image', 'image/jpeg', 5 * MB],
    ['video', 'video/mp4', 16 * MB],
    ['audio', 'audio/ogg; codecs=opus', 10],
    ['document', 'application/pdf', 100 * MB],
    ['sticker', 'image/webp', 500 * 1024],
  ])('a file as %s may then be sent by its id', async (type, mimeType, bytes) => {
    const phone = '+5511900007001';
    await bench.control('POST', '/inbound', { from: phone, to: NUMBER, text: 'Oi' });
    const { id } = (await bench.upload(mimeType, bytes)).body;
    const sent = { type, template: undefined, [type]: { id } };
    expect((await bench.send(phone, sent)).status).toBe(200);
    await bench.receiver.until(({ statuses }) => statuses.some(({ status }) => status === 'read'));
    expect((await bench.ledger(`?phone=%2B5511900007001`)).at(-1)).toMatchObject({
      template: null,
      freeForm: { type, [type]: { id } },
    });
    bench.receiver.statuses.length = 0;
  });

  it.each<[string, number, string | null, number?, string?]>([
    ['of no known type', 100, 'application/zip'],
    ['of no type', 100, ''],
    ['that is no file', 100, null],
    ['of another product', 100, 'image/png', 10, 'sms'],
    ['that is empty', 131053, 'image/png', 0],
    ['with a picture above 5 MB', 131053, 'image/png', 5 * MB + 1],
    ['with a sticker above 500 KB', 131053, 'image/webp', 500 * 1024 + 1],
    ['with a video above 16 MB', 131053, 'video/3gpp', 16 * MB + 1],
    ['with a document above 100 MB', 131053, 'text/plain', 100 * MB + 1],
  ])('are refused %s: %d', async (_, code, ...file) => {
    const answer = await bench.upload<GraphRefusal>(...file);
    expect([answer.status, answer.body.error.code]).toEqual([400, code]);
  });

  it('are refused where they are no form', async () => {
    const answer = await bench.graph<GraphRefusal>('POST', `/${NUMBER}/media`, { file: 'x' });
    expect([answer.status, answer.body.error.code]).toEqual([400, 100]);
  });
});

import { createHash } from 'node:crypto';
import { InboundMedia } from './inbound-media';
import { ACCESS_TOKEN, Bench, NUMBER, TOKEN } from './testing/bench';
import { ManualClock } from './testing/manual-clock';

interface Place {
  readonly url: string;
  readonly mime_type: string;
  readonly sha256: string;
  readonly file_size: number;
  readonly id: string;
}

const OTHER = '700100200301';

describe('a file that a person sends', () => {
  const bench = new Bench();
  beforeAll(async () => {
    await bench.start({ scenario: 'instant' });
    await bench.connect({ displayPhoneNumber: '+55 11 3333-0001', accessToken: 'another' }, OTHER);
  });
  afterAll(() => bench.stop());

  /** What the webhook says of it. */
  async function sent(type: string, mimeType: string): Promise<{ id: string; sha256: string; mime_type: string }> {
    const before = bench.receiver.messages.length;
    await bench.control('POST', '/inbound', { from: '+5511900004321', to: NUMBER, media: { type, mimeType } });
    await bench.receiver.until(({ messages }) => messages.length > before);
    return bench.receiver.messages.at(-1)![type] as { id: string; sha256: string; mime_type: string };
  }
  const fetched = (url: string, token: string | null = ACCESS_TOKEN) =>
    fetch(url, { headers: token === null ? {} : { authorization: `Bearer ${token}` } });

  it.each([
    ['image', 'image/jpeg', 'ffd8ff'],
    ['sticker', 'image/webp', '52494646'],
    ['video', 'video/mp4', '0000001866747970'],
    ['audio', 'audio/ogg; codecs=opus', '4f676753'],
    ['document', 'application/pdf', '25504446'],
    ['document', 'text/x-unheard-of', ''],
  ])('is there by its id, of the type that it is: %s %s', async (type, mimeType, magic) => {
    const told = await sent(type, mimeType);
    const { status, body } = await bench.graph<Place>('GET', `/${told.id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ messaging_product: 'whatsapp', id: told.id, mime_type: mimeType });
    const answer = await fetched(body.url);
    expect(answer.headers.get('content-type')).toBe(mimeType);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes).toHaveLength(body.file_size);
    expect(bytes.length).toBeGreaterThan(19_999);
    expect(bytes.length).toBeLessThan(90_001);
    expect(bytes.toString('hex').startsWith(magic)).toBe(true);
    const hash = createHash('sha256').update(bytes).digest();
    expect([body.sha256, told.sha256]).toEqual([hash.toString('hex'), hash.toString('base64')]);
    expect(Buffer.from(await (await fetched(body.url, TOKEN)).arrayBuffer())).toEqual(bytes);
  });

  it('is another each time', async () => {
    const [one, other] = [await sent('image', 'image/jpeg'), await sent('image', 'image/jpeg')];
    expect(one.id).not.toBe(other.id);
    expect(one.sha256).not.toBe(other.sha256);
  });

  it('is shown to the number that it was sent to, and to nobody else', async () => {
    const { id } = await sent('image', 'image/jpeg');
    const { url } = (await bench.graph<Place>('GET', `/${id}`, undefined, TOKEN)).body;
    const refusal = await bench.graph('GET', `/${id}`, undefined, 'another');
    expect(refusal).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
    expect((await fetched(url, 'another')).status).toBe(404);
    expect((await fetched(url, null)).status).toBe(401);
    expect((await fetched(url.replace(/ext=\d/, 'ext=9'))).status).toBe(400);
    expect(await bench.graph('POST', `/${id}`)).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  it('is forgotten by a reset, and its id is none of the next run', async () => {
    const { id } = await sent('image', 'image/jpeg');
    await bench.control('POST', '/reset', { scenario: 'instant' });
    await sent('image', 'image/jpeg');
    expect(await bench.graph('GET', `/${id}`)).toMatchObject({ status: 400, body: { error: { error_subcode: 33 } } });
  });
});

describe('files of persons', () => {
  const image = { media: { type: 'image', mimeType: 'image/jpeg' } };
  const HOUR = 3_600_000;

  it.each([
    [1, 168],
    [24, 7],
    [1e6, 1],
  ])('are forgotten at speed %d after %d hours', (speed, hours) => {
    const clock = new ManualClock();
    const media = new InboundMedia(clock, '0000ABCD', speed);
    const { id } = media.keep(image, '700', 0)!;
    expect(media.keep({ text: 'oi' }, '700', 1)).toBeUndefined();
    clock.advance(hours * HOUR - 1);
    const { id: later } = media.keep(image, '700', 2)!;
    expect(new InboundMedia(clock, 'of the next', speed, media.state).find(id)).toMatchObject({ id, number: '700' });
    clock.advance(1);
    expect(media.find(id)).toBeUndefined();
    expect(media.find(later)).toBeDefined();
    expect(media.state.size).toBe(1);
  });
});

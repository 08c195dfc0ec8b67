import { once } from 'node:events';
import { connect } from 'node:net';
import { VirtualClock } from '@arauto/clock';
import { FakeApp } from '../testing/fake-app';

const CAMPAIGN = { id: 'c1', revision: 3, name: 'Março', contacts: 0, waiting: null };

describe('what every answer has', () => {
  let fake: FakeApp;
  let clock: VirtualClock;
  beforeEach(async () => {
    clock = new VirtualClock();
    fake = await FakeApp.start({ clock, limits: { requestsOfKey: 120, wrongKeysOfAddress: 3 } });
    fake.answers['GetCampaign'] = CAMPAIGN;
    fake.answers['ListCampaigns'] = { items: [CAMPAIGN], nextCursor: null };
  });
  afterEach(() => fake.stop());

  const get = (url: string, headers: Record<string, string> = {}, key?: string | null) =>
    fake.inject({ method: 'GET', url, headers, ...(key !== undefined && { key }) });

  it.each(['/v1/campaigns/c1', '/v1/nothing', '/v1/campaigns?unknown=1', '/health/live', '/docs/', '/v1/%'])(
    'is an X-Request-Id: %s',
    async (url) => {
      const own = await get(url);
      expect(own.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      const kept = await get(url, { 'x-request-id': 'order-7:retry.2' });
      expect(kept.headers['x-request-id']).toBe('order-7:retry.2');
      for (const answer of [own, kept]) {
        if (answer.statusCode < 400) continue;
        expect(answer.json()).toMatchObject({ instance: answer.headers['x-request-id'] });
      }
    },
  );

  it.each(['', ' ', 'a b', 'x'.repeat(129), '<script>', 'olá'])('is one of its own where %j was sent', async (sent) => {
    const { headers } = await get('/health/live', { 'x-request-id': sent });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('answers HEAD as GET, without the body', async () => {
    for (const url of ['/v1/campaigns/c1', '/v1/campaigns', '/health/ready', '/v1/openapi.json', '/v1/nothing']) {
      const read = await get(url);
      const head = await fake.inject({ method: 'HEAD', url });
      expect([url, head.statusCode]).toEqual([url, read.statusCode]);
      if (read.statusCode === 200) expect(head.body).toBe('');
      expect(head.headers['content-type']).toBe(read.headers['content-type']);
      expect(head.headers['etag']).toBe(read.headers['etag']);
    }
    expect((await fake.inject({ method: 'HEAD', url: '/v1/campaigns/c1', key: null })).statusCode).toBe(401);
  });

  it('ends a HEAD of what never ends', async () => {
    const socket = connect(await fake.listen(), '127.0.0.1');
    socket.write('HEAD /v1/campaigns/c1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 [^]*text\/event-stream/);
    socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'data');
    socket.destroy();
  });

  it('is 304 for who has it already, by revision or by content', async () => {
    for (const url of ['/v1/campaigns/c1', '/v1/campaigns', '/v1/openapi.json']) {
      const tag = String((await get(url)).headers['etag']);
      const again = await get(url, { 'if-none-match': `"other", ${tag}` });
      expect([url, again.statusCode, again.body, again.headers['etag']]).toEqual([url, 304, '', tag]);
      expect((await get(url, { 'if-none-match': '"other"' })).statusCode).toBe(200);
    }
    const { headers } = await get('/v1/campaigns/c1');
    expect(headers['etag']).toBe('"3"');
    fake.answers['GetCampaign'] = { ...CAMPAIGN, revision: 4 };
    expect((await get('/v1/campaigns/c1', { 'if-none-match': '"3"' })).statusCode).toBe(200);
  });

  it('is not 304 for a campaign whose contacts move while its revision stays', async () => {
    fake.answers['GetCampaign'] = { ...CAMPAIGN, contacts: 10 };
    expect((await get('/v1/campaigns/c1', { 'if-none-match': '"3"' })).statusCode).toBe(200);
    const list = String((await get('/v1/campaigns')).headers['etag']);
    fake.answers['ListCampaigns'] = { items: [{ ...CAMPAIGN, contacts: 11 }], nextCursor: null };
    expect((await get('/v1/campaigns', { 'if-none-match': list })).statusCode).toBe(200);
  });

  it('refuses too many wrong keys from an address for a while, and never a right one', async () => {
    const wrong = () => get('/v1/campaigns', {}, `ak_${'x'.repeat(43)}`);
    for (let i = 0; i < 3; i++) expect((await wrong()).statusCode).toBe(401);
    const refused = await wrong();
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('20');
    expect(refused.json()).toMatchObject({ code: 'too_many_requests' });
    // An address that a caller says it has is not the one it has.
    const elsewhere = await get('/v1/campaigns', { 'x-forwarded-for': '203.0.113.9' }, 'nonsense');
    expect(elsewhere.statusCode).toBe(429);
    expect((await get('/v1/campaigns')).statusCode).toBe(200);
    expect((await get('/v1/campaigns', {}, null)).statusCode).toBe(401);
    await clock.advance(20_000);
    expect([(await wrong()).statusCode, (await wrong()).statusCode]).toEqual([401, 429]);
  });

  it('refuses too many requests of a key, and nobody else and nothing public', async () => {
    for (let i = 0; i < 120; i++) expect((await get('/v1/campaigns')).statusCode).toBe(200);
    const refused = await get('/v1/campaigns');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
    expect((await get('/health/live')).statusCode).toBe(200);
    expect((await get('/v1/campaigns', {}, 'operator')).statusCode).toBe(200);
    await clock.advance(500);
    expect((await get('/v1/campaigns')).statusCode).toBe(200);
  });

  const NOT_THERE = [
    ...['/docs/../v1', '/docs/%2e%2e/v1', '/docs/..', '/docs/%00', '/docs/x%00', '/docs/%5c..%5c..', '/docs/...'],
    ...['/docs/../../../etc/passwd', '/docs/..%2f..%2fpackage.json', '//v1//campaigns', '/v1/./campaigns', '*'],
    ...['/v1/campaigns/../keys', '/v1;x/campaigns', '/v1/campaigns/%00', 'http://elsewhere.example/v1/nothing'],
  ];
  const UNREADABLE = ['/docs/%', '/v1/campaigns/%', '/v1/campaigns/%ff', '/%zz'];
  const odd: (readonly [url: string, status: number])[] = [
    ...NOT_THERE.map((url) => [url, 404] as const),
    ...UNREADABLE.map((url) => [url, 400] as const),
  ];
  it.each(odd)('is a problem for the odd path %s: %i', async (url, status) => {
    const socket = connect(await fake.listen(), '127.0.0.1');
    socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\nConnection: close\r\n\r\n`);
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    await once(socket, 'close');
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*application/problem\\+json`));
    expect(fake.logged).toEqual([]);
  });

  it('needs a key in absolute form too, and none for what is public', async () => {
    const absolute = (path: string, key: string | null) => get(`http://elsewhere.example${path}`, {}, key);
    expect((await absolute('/v1/campaigns', null)).statusCode).toBe(401);
    expect((await absolute('/v1/campaigns', 'admin')).statusCode).toBe(200);
    expect((await absolute('/docs/', null)).statusCode).toBe(200);
  });
});

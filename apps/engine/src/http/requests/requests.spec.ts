import { ConcurrentChange, Forbidden, IdempotencyMismatch, RevisionConflict, ViewsBehind } from '@arauto/application';
import { Refusal } from '@arauto/domain';
import { OutcomeUnknown, StreamDeleted, TooLarge, Unavailable } from '@arauto/event-store';
import { ANSWER, FakeApp } from '../testing/fake-app';

interface Idempotency {
  readonly commandId: string;
  readonly bodyHash: string;
}

describe('requests and their answers', () => {
  let fake: FakeApp;
  beforeEach(async () => {
    fake = await FakeApp.start();
  });
  afterEach(() => fake.stop());

  const start = (headers: Record<string, string> = {}, id = 'c1', payload?: object) =>
    fake.inject({ method: 'POST', url: `/v1/campaigns/${id}/start`, headers, ...(payload && { payload }) });
  const list = (query: string, key = 'admin') => fake.inject({ method: 'GET', url: `/v1/campaigns${query}`, key });

  it('answers what is made with 201, its address and its revision', async () => {
    const payload = { name: 'x', senderIds: ['n1'], content: { type: 'template', templateId: 't1' } };
    const made = await fake.inject({ method: 'POST', url: '/v1/campaigns', payload });
    expect([made.statusCode, made.headers['location']]).toEqual([201, '/v1/campaigns/c1']);
    expect(made.json()).toEqual({ id: 'c1', revision: 3, position: '00000000000000000042' });
    const copy = await fake.inject({ method: 'POST', url: '/v1/campaigns/c0/duplicate' });
    expect([copy.statusCode, copy.headers['location'], copy.headers['etag']]).toEqual([
      201,
      '/v1/campaigns/c1',
      undefined,
    ]);
    expect((await start()).statusCode).toBe(200);
    expect((await fake.inject({ method: 'POST', url: '/v1/verify' })).statusCode).toBe(202);
  });

  it('gives a revision as ETag, on reads and commands, and takes it back as If-Match', async () => {
    const read = await fake.inject({ method: 'GET', url: '/v1/campaigns/c1' });
    expect(read.headers['etag']).toBe('"3"');
    expect(read.headers['cache-control']).toBe('no-store');
    const answer = await start({ 'if-match': String(read.headers['etag']) });
    expect(answer.headers['etag']).toBe('"3"');
    expect(fake.dispatched[1]?.context['expectedRevision']).toBe(3);
    await start();
    expect(fake.dispatched[2]?.context['expectedRevision']).toBeUndefined();
  });

  it('holds the answer of a command back for the views, and hardly that of one that is owed by time', async () => {
    const post = (url: string) => fake.inject({ method: 'POST', url });
    for (const url of ['/v1/campaigns/c1/resume', '/v1/campaigns/c1/pause', '/v1/campaigns/c1/cancel']) {
      expect((await post(url)).statusCode).toBe(200);
    }
    expect(fake.waits.map(({ ms }) => ms)).toEqual([500, 50, 50]);
    expect(new Set(fake.waits.map(({ position }) => position))).toEqual(new Set([ANSWER.position]));
  });

  it('makes one command id of a key and the path, and a body hash that does not depend on how it was written', async () => {
    const key = { 'idempotency-key': 'key-00000001' };
    const schedule = (payload: string, headers: Record<string, string>, id = 'c1', role = 'admin') =>
      fake.inject({
        method: 'POST',
        url: `/v1/campaigns/${id}/schedule`,
        key: role,
        headers: { ...headers, 'content-type': 'application/json' },
        payload,
      });
    await schedule('{"localTime":"2026-12-01T09:00","timeZone":"UTC"}', key);
    await schedule('{ "timeZone": "UTC",  "localTime": "2026-12-01T09:00" }', key);
    await schedule('{"localTime":"2026-12-01T10:00","timeZone":"UTC"}', key);
    await schedule('{"localTime":"2026-12-01T09:00","timeZone":"UTC"}', key, 'c2');
    await schedule('{"localTime":"2026-12-01T09:00","timeZone":"UTC"}', key, 'c1', 'operator');
    await schedule('{"localTime":"2026-12-01T09:00","timeZone":"UTC"}', { 'idempotency-key': 'key-00000002' });
    await schedule('{"localTime":"2026-12-01T09:00","timeZone":"UTC"}', {});
    const [first, again, changed, elsewhere, other, second, none] = fake.dispatched.map(
      ({ context }) => context['idempotency'] as Idempotency | undefined,
    );
    expect(first?.commandId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(again).toEqual(first);
    expect([changed?.commandId === first?.commandId, changed?.bodyHash === first?.bodyHash]).toEqual([true, false]);
    expect(new Set([first, elsewhere, other, second].map((one) => one?.commandId)).size).toBe(4);
    expect(none).toBeUndefined();
  });

  it('seals where a page ended, for this key, list and filters only', async () => {
    fake.answers['ListCampaigns'] = {
      items: [],
      nextCursor: { v: [1, 'x'], id: 'c7' },
      total: { value: 9, relation: 'exact' },
    };
    const { nextCursor, total } = (await list('?status=draft&limit=2')).json<{ nextCursor: string; total: unknown }>();
    expect(total).toEqual({ value: 9, relation: 'exact' });
    const status = async (query: string, key = 'admin') => (await list(query, key)).statusCode;
    expect(await status(`?status=draft&limit=5&after=1&cursor=${nextCursor}`)).toBe(200);
    expect(fake.dispatched.at(-1)?.input).toEqual({ status: ['draft'], limit: 5, cursor: { v: [1, 'x'], id: 'c7' } });
    expect(await status(`?status=sending&cursor=${nextCursor}`)).toBe(400);
    expect(await status(`?cursor=${nextCursor}`)).toBe(400);
    expect(await status(`?status=draft&cursor=${nextCursor}`, 'operator')).toBe(400);
    expect((await fake.inject({ method: 'GET', url: `/v1/keys?cursor=${nextCursor}` })).statusCode).toBe(400);
    for (let at = 0; at < nextCursor.length; at += 7) {
      const letter = nextCursor[at] === 'A' ? 'B' : 'A';
      const forged = nextCursor.slice(0, at) + letter + nextCursor.slice(at + 1);
      expect(await status(`?status=draft&cursor=${forged}`)).toBe(400);
    }
  });

  it('passes the filters and the position of a query on', async () => {
    await list(
      '?status=read'.replace('read', 'draft') +
        '&status=sending&q=mar%C3%A7o&sort=-name&from=2026-01-01T00:00:00Z&after=77',
    );
    expect(fake.dispatched[0]).toMatchObject({
      name: 'ListCampaigns',
      context: { after: '77', principal: { name: 'admin' } },
      input: { status: ['draft', 'sending'], q: 'março', sort: '-name', from: Date.parse('2026-01-01T00:00:00Z') },
    });
    await fake.inject({ method: 'GET', url: '/v1/campaigns/c1/contacts?needsAttention=true&state=error' });
    expect(fake.dispatched[1]?.input).toMatchObject({ campaignId: 'c1', needsAttention: true, state: ['error'] });
    await fake.inject({ method: 'GET', url: '/v1/streams/contact-c1.k%2F1' });
    expect(fake.dispatched[2]?.input).toMatchObject({ stream: 'contact-c1.k/1' });
  });

  const errors = [{ path: 'x', code: 'y', message: 'z' }];
  it.each<readonly [string, Error, number, Record<string, unknown>]>([
    [
      'a wrong status',
      new Refusal('wrong_status', 'No.', { currentStatus: 'sending', allowed: ['pause'] }),
      409,
      { code: 'wrong_status', detail: 'No.', currentStatus: 'sending', allowed: ['pause'] },
    ],
    ['an open upload', new Refusal('upload_open', 'No.'), 409, { code: 'upload_open' }],
    ['pre-flight', new Refusal('preflight_failed', 'No.', { errors }), 422, { code: 'preflight_failed', errors }],
    ['validation', new Refusal('validation_failed', 'No.', { errors }), 400, { code: 'validation_failed', errors }],
    ['what is foreign', new Refusal('not_found', 'No.'), 404, { code: 'not_found' }],
    ['what exists', new Refusal('already_exists', 'No.'), 409, { code: 'already_exists' }],
    [
      'a contact that is under way or has ended',
      new Refusal('contact_in_progress', 'No.'),
      409,
      { code: 'contact_in_progress', title: 'The contact does not wait to be sent' },
    ],
    ['a key of one subaccount', new Forbidden('No.'), 403, { code: 'forbidden' }],
    ['another revision', new RevisionConflict(3, 5), 412, { code: 'conflict' }],
    ['rivals', new ConcurrentChange(), 409, { code: 'concurrent_change' }],
    ['another body under a key', new IdempotencyMismatch('campaign-c1', 'id'), 422, { code: 'idempotency_mismatch' }],
    ['too much to record', new TooLarge('campaign-c1', 2, 1), 413, { code: 'payload_too_large' }],
    ['a deleted stream', new StreamDeleted('campaign-c1'), 404, { code: 'not_found' }],
    ['late views', new ViewsBehind('operational', '9'), 503, { code: 'store_unavailable' }],
    ['a store that is away', new Unavailable('disk full'), 503, { code: 'store_unavailable' }],
    ['a store that does not say', new OutcomeUnknown('gone'), 503, { code: 'store_unavailable' }],
  ])('answers %s as a problem', async (_, error, status, body) => {
    fake.answers['StartCampaign'] = error;
    const answer = await start();
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ status, ...body });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    if (status === 503) expect(answer.headers['retry-after']).toBe('1');
    expect(fake.logged).toEqual([]);
  });

  it('says nothing of the inside of what nobody foresaw, and logs it', async () => {
    fake.answers['StartCampaign'] = new TypeError('/srv/secret is not a function');
    const answer = await start();
    expect(answer.json()).toEqual({
      type: 'urn:arauto:problem:internal_error',
      title: 'Something went wrong here',
      status: 500,
      detail: 'The request failed through no fault of its own. The engine logged why.',
      code: 'internal_error',
      instance: answer.headers['x-request-id'],
    });
    expect(fake.logged).toMatchObject([{ details: { error: fake.answers['StartCampaign'] } }]);
  });

  it('is ready only when everything is served', async () => {
    fake.ready = false;
    const answer = await fake.inject({ method: 'GET', url: '/health/ready', key: null });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ status: 'not_ready', waitingFor: ['the operational views'] });
    expect((await fake.inject({ method: 'GET', url: '/health/live', key: null })).json()).toEqual({ status: 'live' });
  });

  it('measures for Prometheus', async () => {
    const { body, headers } = await fake.inject({ method: 'GET', url: '/metrics' });
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('# TYPE arauto_open_attempts gauge\narauto_open_attempts 3\n');
    expect(body).toContain('arauto_foreign_webhook_elements{sender="s1"} 4\n');
    expect(body).toContain('arauto_projection_lag_events{group="operational"} 7\n');
    expect(body).toContain('\narauto_unmatched_webhook_elements 1\n');
  });

  it('measures what it can while the views are being made', async () => {
    fake.unmatched = null;
    const { body } = await fake.inject({ method: 'GET', url: '/metrics' });
    expect(body).toContain('arauto_projection_lag_events{group="operational"} 7\n');
    expect(body).not.toMatch(/^arauto_unmatched_webhook_elements/m);
  });

  it('lets webhooks have parsers and limits of their own', async () => {
    await fake.stop();
    fake = await FakeApp.start({
      registerWebhooks: (fastify) => {
        void fastify.register(async (inner) => {
          inner.removeAllContentTypeParsers();
          inner.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
          inner.post('/webhooks/cloud-api/:senderId', { bodyLimit: 3 << 20 }, async ({ body }) => ({
            raw: Buffer.isBuffer(body),
            bytes: (body as Buffer).length,
          }));
        });
      },
    });
    const payload = Buffer.alloc(2 << 20, ' ');
    const headers = { 'content-type': 'application/json' };
    const answer = await fake.inject({ method: 'POST', url: '/webhooks/cloud-api/n1', key: null, headers, payload });
    expect(answer.json()).toEqual({ raw: true, bytes: 2 << 20 });
    const missing = await fake.inject({ method: 'POST', url: '/webhooks/other/n1', key: null });
    expect(missing.json()).toMatchObject({ status: 404, code: 'not_found' });
  });
});

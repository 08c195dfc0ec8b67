import { get, type IncomingMessage } from 'node:http';
import { VirtualClock } from '@arauto/clock';
import type { InjectOptions } from 'fastify';
import { FakeApp } from '../testing/fake-app';

const HOUR = 3_600_000;
const OURS = { host: 'arauto.example', 'sec-fetch-site': 'same-origin' };

describe('signing in', () => {
  let fake: FakeApp;
  let clock: VirtualClock;
  beforeEach(async () => {
    clock = new VirtualClock();
    fake = await FakeApp.start({ clock, limits: { wrongKeysOfAddress: 2 } });
  });
  afterEach(() => fake.stop());

  const login = (payload: object, headers: Record<string, string> = {}) =>
    fake.inject({ method: 'POST', url: '/v1/login', key: null, payload, headers });

  /** The cookie as a browser sends it back. */
  async function signedIn(key = 'admin'): Promise<string> {
    const answer = await login({ key });
    expect(answer.statusCode).toBe(204);
    return String(answer.headers['set-cookie']).split(';')[0]!;
  }

  const by = (cookie: string, options: InjectOptions) =>
    fake.inject({ ...options, key: null, headers: { cookie, ...options.headers } });
  const list = (cookie: string) => by(cookie, { method: 'GET', url: '/v1/campaigns' });
  const cancel = (cookie: string, headers: Record<string, string>) =>
    by(cookie, { method: 'POST', url: '/v1/campaigns/c1/cancel', headers });

  it('gives a cookie that no script reads, no other site sends, and no key is in', async () => {
    const { statusCode, headers, body } = await login({ key: 'admin' });
    expect([statusCode, body]).toEqual([204, '']);
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^arauto_session=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    const session = cookie.slice('arauto_session='.length, cookie.indexOf(';'));
    for (const part of session.split('.')) expect(Buffer.from(part, 'base64url').toString()).not.toMatch(/"admin"/);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('gives a cookie for encrypted connections only where the public address is one', async () => {
    await fake.stop();
    fake = await FakeApp.start({ clock, publicUrl: 'https://arauto.example' });
    expect((await login({ key: 'admin' })).headers['set-cookie']).toMatch(/; SameSite=Strict; Secure$/);
  });

  it('lets a session do what its key may, and nothing else', async () => {
    const cookie = await signedIn('reporter');
    expect((await list(cookie)).statusCode).toBe(200);
    expect(fake.dispatched.at(-1)?.context['principal']).toMatchObject({ id: 'key-reporter', roles: ['reporter'] });
    expect((await cancel(cookie, OURS)).json()).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await cancel(await signedIn('operator'), OURS)).statusCode).toBe(200);
  });

  it('ends a session when its key is revoked, and after 12 hours', async () => {
    const [first, second] = [await signedIn('operator'), await signedIn('admin')];
    fake.revoked.add('operator');
    expect((await list(first)).json()).toMatchObject({
      status: 401,
      detail: 'You are not signed in any more. Sign in again.',
    });
    await clock.advance(12 * HOUR - 1);
    expect((await list(second)).statusCode).toBe(200);
    await clock.advance(1);
    expect((await list(second)).statusCode).toBe(401);
  });

  it('ends what a session follows when its key is revoked', async () => {
    const cookie = await signedIn('operator');
    const port = await fake.listen();
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(`http://127.0.0.1:${port}/v1/campaigns/c1/stream`, { headers: { cookie } }, resolve).on('error', reject);
    });
    expect(answer.statusCode).toBe(200);
    const ended = new Promise((resolve) => answer.once('end', resolve));
    answer.resume();
    fake.revoked.add('operator');
    let over = false;
    void ended.then(() => (over = true));
    for (let tries = 0; tries < 1000 && !over; tries++) await clock.advance(250);
    expect(over).toBe(true);
  });

  it('takes no session that was changed, or sealed by another secret', async () => {
    const cookie = await signedIn();
    for (let at = 'arauto_session='.length; at < cookie.length; at += 5) {
      const letter = cookie[at] === 'A' ? 'B' : 'A';
      const forged = cookie.slice(0, at) + letter + cookie.slice(at + 1);
      expect((await list(forged)).statusCode).toBe(401);
    }
    expect((await list('arauto_session=')).statusCode).toBe(401);
    expect((await list(`other=1; ${cookie}; more=2`)).statusCode).toBe(200);
  });

  it('believes a key, also a wrong one, before a session', async () => {
    const cookie = await signedIn('admin');
    const asked = (key: string) => fake.inject({ method: 'GET', url: '/v1/campaigns', key, headers: { cookie } });
    await asked('reporter');
    expect(fake.dispatched.at(-1)?.context['principal']).toMatchObject({ id: 'key-reporter' });
    expect((await asked('nobody')).statusCode).toBe(401);
  });

  it.each<[string, Record<string, string>, number]>([
    ['a page of ours', OURS, 200],
    ['a page of ours, of an older browser', { host: 'arauto.example', origin: 'http://arauto.example' }, 200],
    ['a page of ours at a port', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }, 200],
    [
      'the public address, behind a proxy that asks by another name',
      { host: 'api', origin: 'https://public.example' },
      200,
    ],
    ['another site', { host: 'arauto.example', 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['a neighbour of the same site', { host: 'arauto.example', 'sec-fetch-site': 'same-site' }, 403],
    ['an address that somebody typed', { host: 'arauto.example', 'sec-fetch-site': 'none' }, 403],
    ['another site, of an older browser', { host: 'arauto.example', origin: 'http://evil.example' }, 403],
    ['another port', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:4000' }, 403],
    ['a page without an origin', { host: 'arauto.example', origin: 'null' }, 403],
    ['nobody says where', { host: 'arauto.example' }, 403],
  ])('lets what changes something by a session come from a page of ours only: %s', async (_, headers, status) => {
    await fake.stop();
    fake = await FakeApp.start({ clock, publicUrl: 'https://public.example' });
    const cookie = await signedIn();
    const answer = await cancel(cookie, headers);
    expect(answer.statusCode).toBe(status);
    if (status === 403) expect(answer.json()).toMatchObject({ code: 'foreign_origin' });
    expect(fake.dispatched).toHaveLength(status === 200 ? 1 : 0);
    // Reading changes nothing, and a key is no cookie.
    expect((await by(cookie, { method: 'GET', url: '/v1/campaigns', headers })).statusCode).toBe(200);
    expect((await fake.inject({ method: 'POST', url: '/v1/campaigns/c1/cancel', headers })).statusCode).toBe(200);
  });

  it('signs nobody in or out from the page of another', async () => {
    const foreign = { host: 'arauto.example', origin: 'https://evil.example' };
    expect((await login({ key: 'admin' }, foreign)).json()).toMatchObject({ code: 'foreign_origin' });
    const out = await fake.inject({ method: 'DELETE', url: '/v1/login', key: null, headers: foreign });
    expect([out.statusCode, out.headers['set-cookie']]).toEqual([403, undefined]);
  });

  it('takes the cookie away', async () => {
    const { statusCode, headers } = await fake.inject({ method: 'DELETE', url: '/v1/login', key: null });
    expect([statusCode, headers['set-cookie']]).toEqual([
      204,
      'arauto_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict',
    ]);
  });

  it('signs in once by a link, which only somebody with a key makes', async () => {
    expect((await fake.inject({ method: 'POST', url: '/v1/login-links', key: null })).statusCode).toBe(401);
    const link = await fake.inject({ method: 'POST', url: '/v1/login-links', key: 'reporter' });
    expect(link.statusCode).toBe(201);
    const { token } = link.json<{ token: string }>();
    const first = await login({ token });
    expect(first.statusCode).toBe(204);
    await list(String(first.headers['set-cookie']).split(';')[0]!);
    expect(fake.dispatched.at(-1)?.context['principal']).toMatchObject({ id: 'key-reporter' });
    expect((await login({ token })).json()).toMatchObject({
      status: 401,
      detail: 'The link was used already, or is older than 5 minutes.',
    });
  });

  it.each<[string, object]>([
    ['a wrong key', { key: 'nobody' }],
    ['a wrong token', { token: 'nothing' }],
  ])('answers 401 to %s, and 429 to too many, but lets the right one in', async (_, wrong) => {
    const tried = [];
    for (let n = 0; n < 3; n++) tried.push((await login(wrong)).statusCode);
    expect(tried).toEqual([401, 401, 429]);
    expect((await login({ key: 'admin' })).statusCode).toBe(204);
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'Send a key, or the token of a login link.'],
    ['both', { key: 'admin', token: 'x' }, 'Send a key or a token, not both.'],
    ['a number', { key: 7 }, 'key must be a text.'],
    ['a password', { user: 'ana', password: 'x' }, '2 values are not valid: see errors.'],
    ['a long key', { key: 'x'.repeat(600) }, 'key must be at most 512 characters long, is 600.'],
  ])('refuses %s', async (_, payload, detail) => {
    expect((await login(payload)).json()).toMatchObject({ status: 400, code: 'validation_failed', detail });
  });

  it('reads no long body of a stranger', async () => {
    expect((await login({ key: 'x'.repeat(5000) })).statusCode).toBe(413);
  });
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { FakeApp } from '../testing/fake-app';

const PAGE = '<!doctype html><title>Arauto</title>';
const SCRIPT = 'export const built = true;';

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-dashboard-'));
  mkdirSync(join(folder, 'assets'));
  const files = { 'index.html': PAGE, 'assets/index-Ab12.js': SCRIPT, 'pages.json': '["sign-in","campaigns"]' };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
  }
  return folder;
}

describe('the dashboard', () => {
  let folder: string;
  let fake: FakeApp;
  beforeAll(async () => {
    folder = build();
    fake = await FakeApp.start({ dashboardFolder: folder });
  });
  afterAll(async () => {
    await fake.stop();
    rmSync(folder, { recursive: true });
  });

  const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
    fake.inject({ method, url, headers, key: null });

  it.each(['/', '/campaigns', '/campaigns/c1?tab=files&tab=x', '/sign-in'])('answers %s with its page', async (url) => {
    const { statusCode, headers, body } = await get(url);
    expect([statusCode, body]).toEqual([200, PAGE]);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    const head = await get(url, {}, 'HEAD');
    expect([head.statusCode, head.body, head.headers['etag']]).toEqual([200, '', headers['etag']]);
  });

  it('lets nothing in from elsewhere, and no script within the page', async () => {
    const { headers } = await get('/');
    const policy = String(headers['content-security-policy']);
    for (const rule of ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
      expect(policy.split('; ')).toContain(rule);
    }
  });

  it('says that nothing has changed to who has it already', async () => {
    const { headers } = await get('/');
    const { statusCode, body } = await get('/campaigns', { 'if-none-match': String(headers['etag']) });
    expect([statusCode, body]).toEqual([304, '']);
  });

  it('is sent as small as the client takes it', async () => {
    for (const url of ['/', '/assets/index-Ab12.js']) {
      const { headers, rawPayload } = await get(url, { 'accept-encoding': 'gzip, br' });
      expect(headers['content-encoding']).toBe('br');
      expect(brotliDecompressSync(rawPayload).toString()).toBe(url === '/' ? PAGE : SCRIPT);
      expect(String(headers['vary']).toLowerCase()).toContain('accept-encoding');
    }
    const plain = await get('/', { 'accept-encoding': 'br;q=0' });
    expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, PAGE]);
  });

  it('is the newest: one of yesterday names files that a new build has taken away', async () => {
    const index = join(folder, 'index.html');
    const [before] = [await get('/')];
    rmSync(`${index}.br`);
    writeFileSync(index, `${PAGE}<!-- new -->`);
    utimesSync(index, new Date(), new Date(Date.now() + 5000));
    const after = await get('/', { 'if-none-match': String(before.headers['etag']), 'accept-encoding': 'br' });
    expect([after.statusCode, after.body]).toEqual([200, `${PAGE}<!-- new -->`]);
  });

  it('has browsers keep files whose names say what is in them', async () => {
    const { headers, body, statusCode } = await get('/assets/index-Ab12.js');
    expect([statusCode, body]).toEqual([200, SCRIPT]);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toMatch(/^(text|application)\/javascript/);
    expect((await get('/assets/index-Ab12.js', {}, 'HEAD')).statusCode).toBe(200);
  });

  it.each([
    ['/nowhere', 401],
    ['/campaignsx', 401],
    ['/assets/gone.js', 404],
    ['/assets/../pages.json', 401],
    ['/v1/campaigns', 401],
  ])('leaves %s what it was: %i', async (url, status) => {
    const { statusCode, headers } = await get(url);
    expect([statusCode, headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
  });

  it('is a 404 for who has a key, where there is no page', async () => {
    const { statusCode } = await fake.inject({ method: 'GET', url: '/nowhere' });
    expect(statusCode).toBe(404);
    const { statusCode: posted, headers } = await fake.inject({ method: 'POST', url: '/campaigns/c1' });
    expect([posted, headers['allow']]).toEqual([405, 'GET']);
  });
});

describe('a checkout whose dashboard was not built', () => {
  it('starts all the same, and says how to build it', async () => {
    const fake = await FakeApp.start({ dashboardFolder: join(tmpdir(), 'arauto-no-dashboard') });
    const { statusCode, body } = await fake.inject({ method: 'GET', url: '/', key: null });
    expect(statusCode).toBe(200);
    expect(body).toContain('npm run build:dashboard');
    await fake.stop();
  });
});

describe('a process that serves no API', () => {
  it('serves no dashboard', async () => {
    const fake = await FakeApp.start({ serves: false });
    expect((await fake.inject({ method: 'GET', url: '/', key: null })).statusCode).toBe(401);
    await fake.stop();
  });
});

import { Api, until } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { contacts } from './stage';
import { draftBody, makeTenant, type Tenant } from './tenants';

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
  readonly total: { readonly value: number };
}

describe('pages', () => {
  let engine: EngineProcess;
  let api: Api;
  let tenant: Tenant;
  let campaignId: string;

  beforeAll(async () => {
    engine = await startEngineProcess();
    api = new Api(engine.url, engine.adminKey);
    tenant = await makeTenant(api, 'Loja', '1001');
    campaignId = (await api.make('/v1/campaigns', draftBody(tenant))).id;
  });

  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  const page = (path: string, cursor?: string | null) =>
    api.get<Page>(cursor ? `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}` : path);

  async function all(
    path: string,
    between: (seen: number) => Promise<unknown> = async () => undefined,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (let cursor: string | null = null; ;) {
      const { body }: { body: Page } = await page(path, cursor);
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
      if (cursor === null) return ids;
      await between(ids.length);
    }
  }

  it('neither skip nor repeat one of a thousand contacts while others arrive and change', async () => {
    const path = `/v1/campaigns/${campaignId}/contacts?limit=37`;
    const upload = (count: number, from: number) =>
      api.make(`/v1/campaigns/${campaignId}/contacts`, { contacts: contacts(count, from) });
    await upload(1000, 10_000);
    await until(
      () => page(path),
      ({ body }) => body.total.value === 1000,
    );
    const before = new Set(await all(path));
    expect(before.size).toBe(1000);
    let uploads = 0;
    const during = await all(path, async (seen) => {
      if (seen % 5 === 0) await upload(10, 30_000 + 10 * uploads++);
      const gone = [...before][999 - (seen % 400)]!;
      await api.call('DELETE', `/v1/campaigns/${campaignId}/contacts/${gone}`);
    });
    expect(new Set(during).size).toBe(during.length);
    expect([...before].filter((id) => !during.includes(id))).toEqual([]);
    expect(uploads).toBeGreaterThan(3);
  });

  it.each(['createdAt', '-createdAt', 'name', '-name', 'status', '-status', 'progress', '-progress'])(
    'list every campaign once by %s, in order, though many are equal',
    async (sort) => {
      const missing = 12 - (await all('/v1/campaigns?limit=500')).length;
      for (let n = 0; n < missing; n++)
        await api.make('/v1/campaigns', { ...draftBody(tenant), name: `Nome ${n % 3}` });
      await until(
        () => page('/v1/campaigns'),
        ({ body }) => body.total.value >= 12,
      );
      const whole = await all(`/v1/campaigns?sort=${sort}&limit=500`);
      const parts = await all(`/v1/campaigns?sort=${sort}&limit=5`);
      expect(parts).toEqual(whole);
      expect(new Set(parts).size).toBeGreaterThanOrEqual(12);
    },
  );

  it('refuse a cursor that was tampered with, is of another query, or of another key', async () => {
    const path = '/v1/campaigns?limit=2';
    const { body } = await page(path);
    const cursor = body.nextCursor!;
    const refused = async (url: string, by = api) => {
      const { status, body: problem } = await by.get<{ errors: { path: string; code: string }[] }>(url);
      return [status, problem.errors[0]!.path, problem.errors[0]!.code];
    };
    const invalid = [400, 'cursor', 'invalid_cursor'];
    const turned = cursor.slice(0, -2) + (cursor.endsWith('A') ? 'BB' : 'AA');
    expect(await refused(`${path}&cursor=${turned}`)).toEqual(invalid);
    expect(await refused(`${path}&sort=name&cursor=${cursor}`)).toEqual(invalid);
    expect(await refused(`/v1/senders?limit=2&cursor=${cursor}`)).toEqual(invalid);
    const other = await api.post<{ secret: string }>('/v1/keys', { name: 'x', roles: ['admin'], subaccountIds: ['*'] });
    expect(await refused(`${path}&cursor=${cursor}`, new Api(api.url, other.body.secret))).toEqual(invalid);
    // The size of a page may change from page to page.
    expect((await page('/v1/campaigns?limit=3', cursor)).status).toBe(200);
  });
});

import { Api, until } from './api';
import { campaignUntil } from './campaigns';
import { Setting } from './setting';
import { contacts, startCampaign } from './stage';
import { makeKey } from './tenants';

interface Search {
  readonly id: string;
  readonly name: string;
  readonly filters: Readonly<Record<string, unknown>>;
  readonly own: boolean;
  readonly gone: readonly string[];
}

interface Page {
  readonly items: readonly { readonly id: string; readonly phone: string }[];
  readonly nextCursor: string | null;
}

describe('saved searches', () => {
  const people = contacts(12);
  let setting: Setting;
  let campaignId: string;
  const api = () => setting.api;

  beforeAll(async () => {
    setting = await Setting.make();
    campaignId = await startCampaign(api(), setting.stage, people);
    await campaignUntil(api(), campaignId, ({ status }) => status === 'completed');
    await setting.truth.drained();
    await until(
      () => rowsOf('/v1/reports/detailed?from=2020-01-01&to=2090-01-01&'),
      (rows) => rows.length === people.length,
    );
  }, 120_000);
  afterAll(() => setting.end());

  const bodyOf = (changes: object = {}) => ({
    ...{ subaccountId: setting.stage.subaccountId, name: 'Lidas da semana', report: 'detailed' },
    ...{ filters: { campaign: campaignId }, period: 'last_7_days' },
    ...changes,
  });
  const save = async (changes: object, by = api()) => (await by.make('/v1/searches', bodyOf(changes))).id;
  const get = async (id: string, by = api()) => (await by.get<Search>(`/v1/searches/${id}`)).body;

  /** All pages of it, by its cursors. */
  async function run(id: string, by = api()): Promise<Page['items']> {
    const rows: Page['items'][number][] = [];
    let cursor: string | null = '';
    do {
      const query: string = `limit=5${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const { status, body }: { status: number; body: Page } = await by.post<Page>(`/v1/searches/${id}/run?${query}`);
      expect(status).toBe(200);
      rows.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor !== null);
    return rows;
  }

  async function rowsOf(path: string): Promise<Page['items']> {
    return (await api().get<Page>(`${path}limit=500`)).body.items;
  }

  it('answer what the report answers, page by page, also for whom they name', async () => {
    const all = await save({ name: 'Todas' });
    const report = `/v1/reports/detailed?from=2020-01-01&to=2090-01-01&campaign=${campaignId}&`;
    expect(await run(all)).toEqual(await rowsOf(report));
    const { phone } = people[3]!;
    const one = await save({ name: 'Uma pessoa', filters: { campaign: campaignId, phone: [phone] } });
    expect((await run(one)).map((row) => row.phone)).toEqual([phone]);
    expect((await get(one)).filters).toEqual({ campaign: campaignId, phone: [phone] });
  }, 60_000);

  it('are one key’s, or the subaccount’s, and have a name that no other of their owner has', async () => {
    const id = await save({});
    const reporter = new Api(
      setting.engine.url,
      (await makeKey(api(), 'reporter', [setting.stage.subaccountId])).secret,
    );
    expect((await reporter.get(`/v1/searches/${id}`)).status).toBe(404);
    expect((await reporter.post(`/v1/searches/${id}/run`)).status).toBe(404);
    expect((await api().call('PATCH', `/v1/searches/${id}`, { shared: true })).status).toBe(200);
    await until(
      () => reporter.get(`/v1/searches/${id}`),
      ({ status }) => status === 200,
    );
    expect(await get(id, reporter)).toMatchObject({ name: 'Lidas da semana', own: false });
    expect(await run(id, reporter)).toHaveLength(people.length);
    expect((await reporter.call('DELETE', `/v1/searches/${id}`)).status).toBe(403);
    expect((await api().post('/v1/searches', bodyOf())).status).toBe(409);
    const copy = await reporter.make(`/v1/searches/${id}/copy`);
    expect(await get(copy.id, reporter)).toMatchObject({ own: true, filters: { campaign: campaignId } });
    await api().call('DELETE', `/v1/searches/${id}`);
    await until(
      () => api().get(`/v1/searches/${id}`),
      ({ status }) => status === 404,
    );
    expect(await run(copy.id, reporter)).toHaveLength(people.length);
  }, 60_000);

  it('are there again after the engine was killed, with whom they name', async () => {
    const { phone } = people[5]!;
    const id = await save({ name: 'Depois', filters: { phone: [phone] } });
    const before = await get(id);
    await setting.kill();
    await setting.restart();
    expect(await get(id)).toEqual(before);
    expect((await run(id)).map((row) => row.phone)).toEqual([phone]);
  }, 120_000);
});

import { connectMongo, type MongoClient } from '@arauto/mongo';
import { parse } from 'csv-parse/sync';
import { until } from './api';
import { campaignUntil } from './campaigns';
import { describeOnServers } from './production-stores';
import { Setting } from './setting';
import { contacts, startCampaign } from './stage';

interface Export {
  readonly status: string;
  readonly rows: number | null;
  readonly moment: { readonly at: string } | null;
  readonly error: { readonly code: string } | null;
}

/** `SnapshotTooOld` (mongo/src/mongo/base/error_codes.yml, 6.0). */
const SNAPSHOT_TOO_OLD = 239;

// It needs a server with `enableTestCommands=1`, as tests start it.
describeOnServers('an export whose moment MongoDB has forgotten', () => {
  let setting: Setting;
  let client: MongoClient;
  const database = () => {
    const { places } = setting.engine;
    return new URL(places.kind === 'production' ? places.viewStore : '').pathname.slice(1);
  };

  beforeAll(async () => {
    setting = await Setting.make();
    const campaignId = await startCampaign(setting.api, setting.stage, contacts(20));
    await campaignUntil(setting.api, campaignId, ({ status }) => status === 'completed');
    client = await connectMongo(process.env['ARAUTO_TEST_MONGODB']!);
  }, 120_000);
  afterAll(async () => {
    await fail('off');
    await client.close();
    await setting.end();
  });

  /** Every first question for rows of messages, from now on so often. */
  async function fail(mode: 'off' | 'alwaysOn' | { readonly times: number }): Promise<void> {
    const names = (await client.db(database()).listCollections({}, { nameOnly: true }).toArray()).map(
      ({ name }) => name,
    );
    const messages = names.find((name) => /^views\.reporting\.\d+\.messages$/.test(name));
    const data = { failCommands: ['find'], errorCode: SNAPSHOT_TOO_OLD, namespace: `${database()}.${messages}` };
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode, ...(mode !== 'off' && { data }) });
  }

  async function exported(): Promise<{ readonly id: string; readonly found: Export; readonly types: string[] }> {
    const filters = { from: '2020-01-01', to: '2090-01-01' };
    const { id } = await setting.api.make('/v1/exports', { report: 'detailed', format: 'csv', filters });
    const { body: found } = await until(
      () => setting.api.get<Export>(`/v1/exports/${id}`),
      ({ body: { status } }) => status !== 'queued' && status !== 'running',
      120_000,
    );
    const events = await setting.api.get<{
      items: { readonly type: string; readonly data: { readonly moment?: { readonly at: string } } }[];
    }>(`/v1/streams/export-${id}`);
    const moments = events.body.items.flatMap(({ data }) => data.moment?.at ?? []);
    expect(new Set(moments).size).toBe(moments.length);
    return { id, found, types: events.body.items.map(({ type }) => type) };
  }

  it('begins again with another, and is whole', async () => {
    await fail({ times: 1 });
    const { id, found, types } = await exported();
    expect(found).toMatchObject({ status: 'completed', rows: 20, error: null });
    expect(types).toEqual(['ExportRequested', 'ExportBegun', 'ExportBegun', 'ExportCompleted']);
    const { body } = await setting.api.get<string>(`/v1/exports/${id}/file`);
    expect((parse(body, { bom: true }) as string[][]).length - 1).toBe(20);
  }, 120_000);

  it('fails after three times, and says what to do', async () => {
    await fail('alwaysOn');
    const { found, types } = await exported();
    await fail('off');
    expect(found).toMatchObject({ status: 'failed', error: { code: 'snapshot_lost' } });
    expect(types).toEqual(['ExportRequested', ...Array.from({ length: 3 }, () => 'ExportBegun'), 'ExportFailed']);
    expect((await exported()).found).toMatchObject({ status: 'completed', rows: 20 });
  }, 120_000);
});

import { Api } from './api';
import { BODIES } from './bad-input/bodies';
import { REFUSED_FILES } from './bad-input/files';
import { COMMANDS, SETTINGS } from './bad-input/programs';
import { QUERIES } from './bad-input/queries';
import { READ_FILES } from './bad-input/read-files';
import type { Row, World } from './bad-input/row';
import { WEBHOOKS } from './bad-input/webhooks';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { campaignBody } from './stage';
import { makeIdleStage } from './tenants';

const ROWS: readonly Row[] = [
  ...REFUSED_FILES,
  ...READ_FILES,
  ...BODIES,
  ...QUERIES,
  ...WEBHOOKS,
  ...SETTINGS,
  ...COMMANDS,
];

describe('bad input: each has its exact answer, and no row is lost', () => {
  let engine: EngineProcess;
  let world: World;
  /** Files are read in the background: all at once, they take as long as one. */
  const begun = new Map<Row, Promise<unknown>>();

  beforeAll(async () => {
    engine = await startEngineProcess();
    const api = new Api(engine.url, engine.adminKey);
    const stage = await makeIdleStage(api, { text: 'Olá {{1}}, {{2}}' });
    const { id: campaignId, position } = await api.make('/v1/campaigns', campaignBody(stage));
    const sender = await api.get<{ webhookPath: string }>(`/v1/senders/${stage.senderId}?after=${position}`);
    world = { ...stage, engine, api, campaignId, webhook: engine.url + sender.body.webhookPath };
    for (const row of READ_FILES) {
      const asked = row.ask(world);
      // Looked at when its turn comes.
      asked.catch(() => undefined);
      begun.set(row, asked);
    }
  });

  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  it('has at least 80 rows', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(80);
    expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
  });

  it.each(ROWS.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    expect(await (begun.get(row) ?? row.ask(world))).toEqual(row.answer);
  });

  it('made the engine log no error', () => {
    expect(engine.log()).not.toMatch(/"level":[56]0|an error nobody foresaw/);
  });
});

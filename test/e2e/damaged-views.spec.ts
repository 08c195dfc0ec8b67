import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@arauto/sqlite';
import { Api, type Reply, until, viewsSettled } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { startSimulatorProcess, type SimulatorProcess } from './simulator-process';
import { contacts, draftCampaign, setStage, type Stage } from './stage';

const PAGE = 4096;
const FILES = ['views-operational.db', 'views-reporting.db'] as const;

/** The first page of a table and of each of its indexes. */
function overwriteTable(path: string, table: string): void {
  if (!path.includes('operational')) return;
  const database = openDatabase(path);
  const roots = database.prepare('SELECT rootpage FROM sqlite_schema WHERE tbl_name = ?').rows(table);
  database.close();
  expect(roots).not.toEqual([]);
  const bytes = readFileSync(path);
  for (const [root] of roots) bytes.fill(0xa5, (Number(root) - 1) * PAGE, Number(root) * PAGE);
  writeFileSync(path, bytes);
}

/** View files hold nothing that is not in the log: whatever became of them, the engine starts, and says the same as before. */
describe('view files that are damaged or gone', () => {
  let simulator: SimulatorProcess;
  let engine: EngineProcess;
  let stage: Stage;
  let questions: readonly string[];
  let before: readonly unknown[];

  beforeAll(async () => {
    simulator = await startSimulatorProcess();
    engine = await startEngineProcess();
    const api = new Api(engine.url, engine.adminKey);
    stage = await setStage(api, simulator);
    const id = await draftCampaign(api, stage, [
      ...contacts(2000),
      ...contacts(100).map((each) => ({ ...each, phone: 'nobody' })),
    ]);
    questions = [
      `/v1/campaigns/${id}`,
      `/v1/campaigns/${id}/contacts?limit=500`,
      `/v1/reports/detailed?from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z&limit=500`,
      '/v1/senders',
    ];
    await viewsSettled(api);
    before = await answers(api);
  }, 60_000);

  afterAll(async () => {
    await engine.stop();
    await simulator.stop();
    await engine.discard();
  });

  /** What is answered in the end. Until then there is a 503 that says why and when to come again, and never a part of the truth. */
  async function answers(api: Api): Promise<unknown[]> {
    const answered: unknown[] = [];
    for (const question of questions) {
      const { body } = await until(
        async () => {
          const reply: Reply<{ code?: string }> = await api.get(question);
          if (reply.status !== 200) {
            expect([reply.status, reply.body.code]).toEqual([503, 'views_catching_up']);
            expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
            // What is asked then most of all.
            expect((await api.get('/metrics')).status).toBe(200);
          }
          return reply;
        },
        ({ status }) => status === 200,
      );
      // When a webhook last came to this process is no fact of the log.
      answered.push(
        JSON.parse(JSON.stringify(body, (key, value: unknown) => (key === 'webhooks' ? undefined : value))),
      );
    }
    return answered;
  }

  async function restart(damage: (path: string) => void): Promise<Api> {
    await engine.stop();
    for (const name of FILES) damage(join(engine.dataDirectory, name));
    engine = await startEngineProcess({ dataDirectory: engine.dataDirectory });
    return new Api(engine.url, engine.adminKey);
  }

  it.each([
    ['deleted', (path: string) => rmSync(path)],
    ['no database', (path: string) => writeFileSync(path, 'this is no database. '.repeat(1000))],
    ['empty', (path: string) => writeFileSync(path, '')],
    ['cut off in the middle', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 20 * PAGE + 77))],
    [
      'overwritten past its first pages',
      (path: string) => writeFileSync(path, readFileSync(path).fill(0xa5, 8 * PAGE)),
    ],
    [
      'overwritten where the start reads, and sound where it looks first',
      (path: string) => overwriteTable(path, 'v_senders'),
    ],
  ])(
    'are made again: %s',
    async (_what, damage) => {
      const api = await restart(damage);
      expect(await answers(api)).toEqual(before);
      await viewsSettled(api);
      expect(await answers(api)).toEqual(before);
    },
    30_000,
  );

  it('are made again behind an engine that has started, where the log is so long that they take a while', async () => {
    const running = new Api(engine.url, engine.adminKey);
    await draftCampaign(running, stage, contacts(100_000));
    await viewsSettled(running);
    const api = await restart((path) => rmSync(path));
    expect((await api.get('/health/ready')).status).toBe(503);
    expect((await api.get('/v1/senders')).body).toMatchObject({ code: 'views_catching_up' });
    expect(await answers(api)).toEqual(before);
  }, 120_000);

  it('that cannot be made keep the engine from starting, in one sentence, and the folder free', async () => {
    await engine.stop();
    const path = join(engine.dataDirectory, 'views-operational.db');
    rmSync(path);
    mkdirSync(path);
    const { dataDirectory } = engine;
    await expect(startEngineProcess({ dataDirectory })).rejects.toThrow(
      /ended with 1: The operational views cannot be written: .*views-operational\.db.*\n$/,
    );
    rmSync(path, { recursive: true });
    engine = await startEngineProcess({ dataDirectory });
    expect(await answers(new Api(engine.url, engine.adminKey))).toEqual(before);
  }, 30_000);
});

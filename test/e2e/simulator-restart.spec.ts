import { readFileSync } from 'node:fs';
import { Api, until } from './api';
import { campaignUntil } from './campaigns';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { freePorts } from './ports';
import { simulatorAt, type SimulatorProcess } from './simulator-process';
import { contacts, setStage, startCampaign } from './stage';

type OwnSimulator = Omit<SimulatorProcess, 'stop'>;

/** Offline for two hours: at a speed of 3,600, two seconds. */
const OFFLINE = '+5511900010005';

describe('the simulator that an engine brings along', () => {
  let engine: EngineProcess;
  let simulator: OwnSimulator;
  let environment: Record<string, string>;

  async function start(dataDirectory?: string): Promise<Api> {
    let own: { readonly url: string; readonly token: string } | undefined;
    engine = await startEngineProcess({
      ...(dataDirectory !== undefined && { dataDirectory }),
      environment,
      onSpawn: (child) => {
        child.on('message', (message: { readonly simulator?: typeof own }) => (own = message.simulator ?? own));
      },
    });
    simulator = simulatorAt(own!.url, own!.token);
    return new Api(engine.url, engine.adminKey);
  }

  beforeAll(async () => {
    const [port] = await freePorts(1);
    environment = { ARAUTO_SIMULATOR: 'auto', ARAUTO_PORT: String(port) };
  });
  afterAll(async () => {
    await engine.stop();
    await engine.discard();
  });

  const ledger = async () => JSON.parse(await simulator.control('GET', '/__sim/ledger/summary')) as object;

  it.each([
    ['as an operator stops it', () => engine.stop()],
    ['by a kill', () => engine.kill()],
  ])(
    'goes on where it was when the engine is started again, ended %s',
    async (_how, end) => {
      let api = await start();
      const { url } = simulator;
      await simulator.control('POST', '/__sim/reset', { seed: 7, speed: 3600, scenario: 'instant' });
      const stage = await setStage(api, simulator);
      const first = await startCampaign(api, stage, [...contacts(3), { phone: OFFLINE, parameters: {} }]);
      await campaignUntil(
        api,
        first,
        ({ counters, milestones }) => counters['read'] === 3 && milestones['accepted'] === 4,
      );
      await end();

      api = await start(engine.dataDirectory);
      expect(simulator.url).toBe(url);
      // The webhook that was under way comes, and the number is still the platform's.
      const done = await campaignUntil(api, first, ({ status }) => status === 'completed');
      expect(done.counters).toMatchObject({ read: 4 });
      const second = await startCampaign(api, stage, contacts(5));
      const sent = await campaignUntil(api, second, ({ status }) => status === 'completed' || status === 'paused');
      expect([sent.status, sent.counters['read']]).toEqual(['completed', 5]);
      expect(await ledger()).toEqual({ messages: 9, distinct: 9, doubles: 0 });
      await engine.stop();
      await engine.discard();
    },
    60_000,
  );

  it('is missed in the log when it ends by itself', async () => {
    await start();
    const { pid } = engine.process;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    expect(children).toHaveLength(1);
    process.kill(children[0]!, 'SIGKILL');
    const said = await until(
      () => Promise.resolve(engine.log()),
      (log) => log.includes('simulator ended'),
    );
    expect(said).toMatch(
      /"signal":"SIGKILL".*the simulator ended: its numbers answer nothing until the engine is started/,
    );
  });
});

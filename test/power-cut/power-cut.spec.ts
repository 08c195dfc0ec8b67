import { Api } from '../e2e/api';
import { campaignUntil, contactsOf, verify } from '../e2e/campaigns';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { type SimulatorProcess, startSimulatorProcess } from '../e2e/simulator-process';
import { campaignBody, contacts, setStage, uploadContacts } from '../e2e/stage';
import { attemptOf, Truth } from '../e2e/truth';
import { type Acknowledged, missing } from './acknowledged';
import { COMPILER, PoweredEngine, type PowerOptions, type Unsafe } from './power';

const CONTACTS = 300;

/** A kept connection that closed under a request says nothing of it: the next one is asked over another. @throws any other error */
function connectionClosed(error: Error): undefined {
  const { cause } = error;
  if (!(cause instanceof Error) || cause.message !== 'other side closed') throw error;
  return undefined;
}

/** Killing a process loses nothing that it wrote: only a lost disk cache tells a log that is synced from one that is not. */
const where = COMPILER === undefined ? describe.skip : describe;
const why = COMPILER === undefined ? ' (skipped: no C compiler, or not Linux)' : '';

where(`an engine whose power is cut while it sends${why}`, () => {
  const seed = Number(process.env['POWER_SEED'] ?? Date.now() % 1_000_000);
  let simulator: SimulatorProcess;
  let powered: PoweredEngine;
  let again: EngineProcess | undefined;
  let campaignId: string;

  beforeEach(async () => {
    simulator = await startSimulatorProcess();
    await simulator.control('POST', '/__sim/reset', { seed, speed: 1, scenario: 'instant' });
    await simulator.control('PATCH', '/__sim/knobs', { responseMedianMs: 15, responseP99Ms: 15 });
  });

  afterEach(async () => {
    await again?.kill();
    again = undefined;
    await powered.cut();
    powered.discard();
    await simulator.stop();
  });

  /** Sends, and takes commands meanwhile, until the power goes. */
  async function workAndCut(options: PowerOptions): Promise<Acknowledged> {
    powered = await PoweredEngine.start(options);
    const api = new Api(powered.engine.url, powered.engine.adminKey);
    const truth = new Truth(simulator);
    const stage = await setStage(api, simulator, { pace: 200 });
    campaignId = (await api.make('/v1/campaigns', campaignBody(stage))).id;
    await uploadContacts(api, campaignId, contacts(CONTACTS));
    await api.make(`/v1/campaigns/${campaignId}/start`);
    const { subaccountId } = stage;
    let position = '';
    // Of messages: the platform is asked about the number, too.
    for (let n = 0; (await truth.sends()).length < CONTACTS / 3; n++) {
      const suppression = { subaccountId, phone: contacts(1, 500_000 + n)[0]!.phone, category: 'all', reason: 'asked' };
      const answer = await api.make('/v1/suppressions', suppression).catch(connectionClosed);
      position = answer?.position ?? position;
    }
    await powered.cut();
    // A call of which no more than its head got out says of nobody what it is.
    const calls = (await truth.sends()).map(({ callbackData }) => attemptOf(callbackData)).filter((call) => !!call);
    return { position, contacts: CONTACTS, calls: calls.map((call) => `${call.contactKey}|${call.attempt}`) };
  }

  it.each([
    ['nothing reaches the disk before it is synced', 0],
    ['a third of the writes do, in any order', 0.33],
  ])(
    `has everything that it acknowledged, and goes on, where %s (seed ${seed})`,
    async (_, early) => {
      const acknowledged = await workAndCut({ early, seed });
      expect(acknowledged.calls.length).toBeGreaterThanOrEqual(CONTACTS / 3);
      expect(await missing(powered.kept, acknowledged)).toEqual([]);

      const environment = { ARAUTO_PORT: new URL(powered.engine.url).port };
      again = await startEngineProcess({ dataDirectory: powered.kept, environment });
      const api = new Api(again.url, again.adminKey);
      const truth = new Truth(simulator);
      await campaignUntil(api, campaignId, ({ counters }) => counters['initial'] === 0, 60_000);
      await truth.drained();
      const { messages, doubles } = await truth.summary();
      expect(doubles).toBe(0);
      // Whoever got it is shown so: no webhook that was acknowledged is lost. The others were being sent to when the power went.
      const { counters } = await campaignUntil(api, campaignId, (now) => now.counters['read'] === messages, 60_000);
      expect(counters['read']! + counters['in_progress']!).toBe(CONTACTS);
      expect((await contactsOf(api, campaignId)).filter(({ phone }) => phone === null)).toEqual([]);
      expect(await verify(api, campaignId)).toMatchObject({ ok: true, differences: [] });
    },
    180_000,
  );

  /** The proof can fail: a single store that does not wait for the disk loses what it said it has. */
  it.each<Unsafe & { readonly loses: RegExp }>([
    { file: 'events.db', synchronous: 'OFF', loses: /^the log ends at the start/ },
    { file: 'events.db', synchronous: 'NORMAL', loses: /^the log ends at the start/ },
    { file: 'vault.db', synchronous: 'OFF', loses: /entries that the log refers to are not in the vault$/ },
    { file: 'vault.db', synchronous: 'NORMAL', loses: /entries that the log refers to are not in the vault$/ },
  ])(
    'would lose what it acknowledged with $file at synchronous=$synchronous',
    async ({ loses, ...unsafe }) => {
      const acknowledged = await workAndCut({ early: 0, seed, unsafe });
      const lost = await missing(powered.kept, acknowledged);
      expect(lost).toContainEqual(expect.stringMatching(loses));
    },
    180_000,
  );
});

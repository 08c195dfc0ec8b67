import { systemClock } from '@arauto/clock';
import { readAttempts } from '../crash/attempts';
import { Api, until } from './api';
import { BetweenStores } from './between';
import { campaignUntil, contactsOf, type Summary, verify } from './campaigns';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { onStoresOf } from './engine-stores';
import { describeOnServers } from './production-stores';
import { startSimulatorProcess, type SimulatorProcess } from './simulator-process';
import { campaignBody, contacts, numberOf, setStage, type Stage, startCampaign } from './stage';
import { attemptOf, Truth } from './truth';
import { postWebhook, strayStatus } from './webhook';

const OUTAGE_MS = 60_000;
/** How soon every part of the engine knows that a store is away. */
const NOTICED_MS = 8_000;
/** No answer takes longer, whatever is away. */
const ANSWERED_MS = 30_000;
/** `stop_grace_period` of `docker/compose.yml`. */
const GRACE_MS = 20_000;
const CONTACTS = 600;
const PACE = 20;
/** Until a claim of before the outage was called or not: the call-by limit, and a margin. */
const CALLED_BY_MS = 3_000;
/** From then on no key is known for sure. */
const LOST_MS = 30_000;
const MARGIN_MS = 3_000;
/** When people are served again at the latest, once the servers are back. */
const SERVED_AGAIN_MS = 15_000;

/** One answer while something was away. */
interface Answered {
  readonly askedAt: number;
  readonly ms: number;
  readonly status: number;
  readonly body: Record<string, unknown>;
}

interface Store {
  readonly name: string;
  readonly status: string;
  readonly since: string;
}

type Asked = 'health' | 'campaign' | 'command' | 'webhook';

const storesIn = (body: Answered['body']) => body['stores'] as readonly Store[];
const awayIn = (body: Answered['body']) =>
  storesIn(body)
    .filter(({ status }) => status === 'away')
    .map(({ name }) => name);

/** As attempts are named in the log. */
function nameOf(callbackData: string | null): string {
  const { contactKey, attempt } = attemptOf(callbackData)!;
  return `${contactKey}|${attempt}`;
}

describeOnServers('outages of servers under an engine that is sending', () => {
  let engine: EngineProcess;
  let simulator: SimulatorProcess;
  let api: Api;
  let truth: Truth;
  let stages: Stage[];
  let webhookPath: string;
  let servers: BetweenStores;
  let people = 0;

  beforeAll(async () => {
    simulator = await startSimulatorProcess();
    // Receipts come 8 s after their messages, one in a hundred after 30 s, so that there are some while something is away.
    const knobs = { onlineWeight: 1, onlineMedianMs: 80_000_000, onlineP99Ms: 300_000_000, webhookMinimumRetryMs: 500 };
    await simulator.control('POST', '/__sim/reset', { seed: 7, speed: 10_000, scenario: 'instant' });
    await simulator.control('PATCH', '/__sim/knobs', knobs);
    truth = new Truth(simulator);
    engine = await startEngineProcess({
      through: async (places) => (servers = await BetweenStores.to(places)).environment,
    });
    api = new Api(engine.url, engine.adminKey);
    stages = [
      await setStage(api, simulator, { pace: PACE }),
      await setStage(api, simulator, { ...numberOf(1), pace: PACE }),
    ];
    ({ webhookPath } = (await api.get<{ webhookPath: string }>(`/v1/senders/${stages[0]!.senderId}`)).body);
  }, 60_000);

  afterAll(async () => {
    await servers.close();
    await engine.kill();
    await engine.discard();
    await simulator.stop();
  }, 60_000);

  it('the event store down for a minute', async () => {
    const outage = await during(async () => {
      await servers.log.network.close();
      await systemClock.sleep(OUTAGE_MS);
      await servers.log.back();
    });
    outage.says('health', 503, ({ body }) => awayIn(body).join() === 'event_store');
    outage.says('campaign', [200, 503], ({ askedAt, status, body }) => {
      const ms = askedAt - outage.from;
      if (status === 503) return ms > LOST_MS - MARGIN_MS;
      return ms < LOST_MS + MARGIN_MS && (body as unknown as Summary).waiting?.code === 'store_unavailable';
    });
    outage.says('command', 503);
    outage.says('webhook', 503);
    await outage.endsWell({ sentNothing: true });
  }, 400_000);

  it('mongod down for a minute', async () => {
    const outage = await during(async () => {
      await servers.mongo.network.close();
      await systemClock.sleep(OUTAGE_MS);
      await servers.mongo.back();
    });
    outage.says('health', 503, ({ body }) => awayIn(body).join() === 'view_store,vault');
    outage.says('campaign', 503);
    outage.says('webhook', 503);
    await outage.endsWell();
  }, 400_000);

  it('both stalled for a minute: they take connections and answer nothing', async () => {
    const outage = await during(async () => {
      for (const { network } of servers.both) network.stall();
      await systemClock.sleep(OUTAGE_MS);
      for (const { network } of servers.both) network.resume();
    });
    outage.says('health', 503, ({ body }) => awayIn(body).join() === 'event_store,view_store,vault');
    outage.says('campaign', 503);
    outage.says('command', 503);
    outage.says('webhook', 503);
    await outage.endsWell({ sentNothing: true });
  }, 400_000);

  it('both slow for a minute: every answer 1.5 s late', async () => {
    const outage = await during(async () => {
      for (const { network } of servers.both) network.delayMs = 1_500;
      await systemClock.sleep(OUTAGE_MS);
      for (const { network } of servers.both) network.delayMs = 0;
    });
    // Whether it is ready is a matter of luck: so late, a subscription may count as dead.
    outage.says('health', [200, 503], ({ body }) => storesIn(body).some(({ status }) => status === 'slow'));
    // Slow is not away: all of them may be taken.
    await outage.endsWell({ refusesWebhooks: false });
  }, 400_000);

  it('both flapping for a minute: two seconds there, two away', async () => {
    const outage = await during(async () => {
      for (const end = Date.now() + OUTAGE_MS; Date.now() < end;) {
        await servers.close();
        await systemClock.sleep(2_000);
        await servers.back();
        await systemClock.sleep(2_000);
      }
    });
    await outage.endsWell();
  }, 400_000);

  it('told to end while both take connections and answer nothing, it ends by itself before it would be killed', async () => {
    const id = await startCampaign(api, stages[0]!, contacts(CONTACTS, people));
    await until(
      async () => (await sendsOf([id])).length,
      (sends) => sends > 50,
    );
    for (const { network } of servers.both) network.stall();
    const toldAt = Date.now();
    // `null` is the exit code of a process that was killed
    expect(await engine.stop()).not.toBeNull();
    expect(Date.now() - toldAt).toBeLessThan(GRACE_MS);
    for (const { network } of servers.both) network.resume();
  }, 60_000);

  /** Two campaigns of two subaccounts are under way while `strike` lasts, and everybody asks and reports all the time. */
  async function during(strike: () => Promise<void>): Promise<Outage> {
    const ids: string[] = [];
    for (const stage of stages) {
      ids.push(await startCampaign(api, stage, contacts(CONTACTS, people)));
      people += CONTACTS;
    }
    await until(
      async () => (await sendsOf(ids)).length,
      (sends) => sends > 150,
    );
    const refusedBefore = (await truth.metrics()).webhooks.refused;
    const answers: Record<Asked, Answered[]> = { health: [], campaign: [], command: [], webhook: [] };
    const from = Date.now();
    let isOver = false;
    const asking = Object.entries(askers(ids[0]!)).map(async ([what, ask]) => {
      while (!isOver) {
        const askedAt = Date.now();
        const { status, body } = await ask();
        answers[what as Asked].push({ askedAt, ms: Date.now() - askedAt, status, body });
        await systemClock.sleep(Math.max(0, askedAt + 1_000 - Date.now()));
      }
    });
    await strike().finally(() => (isOver = true));
    const to = Date.now();
    await Promise.all(asking);
    return new Outage(ids, from, to, answers, refusedBefore);
  }

  function askers(campaignId: string): Record<Asked, () => Promise<Pick<Answered, 'status' | 'body'>>> {
    const open = new Api(engine.url, null);
    return {
      health: () => open.get('/health/ready'),
      campaign: () => api.get(`/v1/campaigns/${campaignId}`),
      command: () => api.post('/v1/campaigns', campaignBody(stages[0]!)),
      webhook: async () => {
        const reply = await postWebhook(engine.url + webhookPath, strayStatus());
        const text = await reply.text();
        return { status: reply.status, body: text === '' ? {} : (JSON.parse(text) as Answered['body']) };
      },
    };
  }

  /** What came of some contacts that have no end. */
  async function unsettled(id: string): Promise<string> {
    const open = (await contactsOf(api, id)).filter(({ state }) => state !== 'read');
    const stories = open.slice(0, 5).map(async (contact) => {
      const { body } = await api.get<{ items: object[] }>(`/v1/streams/contact-${id}.${contact.id}?limit=50`);
      return JSON.stringify({ contact, events: body.items });
    });
    return [`${open.length} without an end`, ...(await Promise.all(stories)), engine.log().slice(-20_000)].join('\n');
  }

  const sendsOf = async (ids: readonly string[]) =>
    (await truth.sends()).filter(({ callbackData }) => ids.includes(attemptOf(callbackData)?.campaignId ?? ''));

  class Outage {
    constructor(
      private readonly ids: readonly string[],
      readonly from: number,
      private readonly to: number,
      private readonly answers: Readonly<Record<Asked, readonly Answered[]>>,
      private readonly refusedBefore: number,
    ) {}

    /** From when it was noticed until it was over, every answer was this. */
    says(what: Asked, status: number | readonly number[], is: (answer: Answered) => boolean = () => true): void {
      const asked = this.answers[what].filter(
        ({ askedAt, ms }) => askedAt > this.from + NOTICED_MS && askedAt + ms < this.to,
      );
      const others = asked
        .filter((answer) => ![status].flat().includes(answer.status) || !is(answer))
        .map((answer) => this.short(answer));
      expect({ what, asked: asked.length > 0, others }).toEqual({ what, asked: true, others: [] });
    }

    private short({ askedAt, ms, status, body }: Answered): object {
      const { code, waitingFor, waiting, stores } = body;
      return { at: askedAt - this.from, ms, status, code, waitingFor, waiting, stores };
    }

    /** Without a hand: nobody is lost, nobody written to twice, nothing called without its claim, every webhook taken. */
    async endsWell({ sentNothing = false, refusesWebhooks = true } = {}): Promise<void> {
      const { ids, from, to } = this;
      // Who had lost the log for half a minute knows keys again when it has caught up with it.
      for (const id of ids)
        await until(
          () => api.get(`/v1/campaigns/${id}`),
          ({ status }) => status === 200,
          SERVED_AGAIN_MS,
        );
      for (const [what, answers] of Object.entries(this.answers)) {
        const wrong = answers.filter(({ status, ms }) => (status >= 500 && status !== 503) || ms > ANSWERED_MS);
        expect([what, wrong.map((answer) => this.short(answer))]).toEqual([what, []]);
      }
      for (const { status, body } of [...this.answers.campaign, ...this.answers.command, ...this.answers.webhook]) {
        if (status === 503) expect(body['code']).toBe('store_unavailable');
      }
      for (const id of ids) {
        const campaign = await campaignUntil(api, id, ({ status }) => status === 'completed', 150_000).catch(
          async ({ message }: Error) => Promise.reject(new Error(`${message.slice(0, 300)} ${await unsettled(id)}`)),
        );
        expect(campaign).toMatchObject({ needsAttention: 0, settled: CONTACTS });
      }
      await truth.drained();
      const sends = await sendsOf(ids);
      if (sentNothing)
        expect(sends.filter(({ arrivedAt }) => arrivedAt > from + CALLED_BY_MS && arrivedAt < to)).toEqual([]);
      expect(await truth.summary()).toEqual({ messages: people, distinct: people, doubles: 0 });
      if (refusesWebhooks) expect((await truth.metrics()).webhooks.refused).toBeGreaterThan(this.refusedBefore);
      for (const id of ids) {
        const states = (await contactsOf(api, id)).map(({ state }) => state);
        expect(states.filter((state) => state !== 'read')).toEqual([]);
        expect(states).toHaveLength(CONTACTS);
        expect(await verify(api, id)).toMatchObject({ ok: true, differences: [] });
      }
      const claims = await onStoresOf(engine, async (stores) => {
        const reader = await stores.openLogReader(systemClock);
        return readAttempts(reader, []).finally(() => reader.close());
      });
      const unclaimed = sends.filter(
        ({ callbackData, arrivedAt }) => !(claims.claimedAt.get(nameOf(callbackData))! <= arrivedAt),
      );
      expect(unclaimed).toEqual([]);
      const { body } = await new Api(engine.url, null).get('/health/ready');
      expect(body).toMatchObject({ status: 'ready', waitingFor: [], warnings: [] });
    }
  }
});

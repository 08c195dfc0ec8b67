import { seededRandom } from '@arauto/clock';
import { Api, until } from '../e2e/api';
import { type Summary, summaryOf } from '../e2e/campaigns';
import { startSimulatorProcess } from '../e2e/simulator-process';
import { contacts, draftCampaign, numberOf, phoneNumberIdOf, setStage, type Stage } from '../e2e/stage';
import { attemptOf, type SeenRequest, Truth } from '../e2e/truth';
import { Fleet, type Member } from './fleet';
import { ended, GIVE_UP_MS, judge } from './judge';

export interface KillsOptions {
  /** Of all campaigns together. */
  readonly contacts: number;
  /** Of each process. */
  readonly kills: number;
  /** Messages a second of each number. */
  readonly pace: number;
  readonly seed: number;
  /** Kills a store and starts it again, in the middle; undefined where it cannot be. */
  readonly killStore: (() => Promise<void>) | null;
  readonly say: (line: string) => void;
}

export interface KillsResult {
  readonly kills: readonly string[];
  readonly messages: number;
  readonly doubles: number;
  readonly needsAttention: number;
  /** Persons that the portfolio with a limit of 250 has written to. */
  readonly limited: number;
  /** The fullest second of each number, messages: as the simulator read them, and as they surely came. */
  readonly fullest: readonly { readonly read: number; readonly surely: number }[];
  readonly seconds: number;
  /** One sentence for each promise that was not kept. */
  readonly broken: readonly string[];
}

const NUMBERS = 4;
/** Another number, of a portfolio that may write to 250 persons a day. */
const LIMITED = 4;
const LIMIT = 250;
const LIMITED_CONTACTS = 400;
/** At most so much of the pace arrives in any second: the promise, and a message. */
const PEAK = 1.02;
const ENVIRONMENT = { ARAUTO_UNKNOWN_GRACE: '5s', ARAUTO_RETRY_SCALE: '0.05', ARAUTO_HORIZON: '45s' };

/**
 * Two api, dispatcher, projector and reactions processes on servers send campaigns on four numbers in two portfolios, and one of a fifth in a portfolio with
 * a limit, while each process is killed again and again and started anew, and a store once. Then everything must be told once and counted as it was.
 */
export async function killProcesses(options: KillsOptions): Promise<KillsResult> {
  const begun = performance.now();
  const { say, pace } = options;
  const simulator = await startSimulatorProcess();
  await simulator.control('POST', '/__sim/reset', { seed: options.seed, speed: 20_000, scenario: 'default' });
  // One of a thousand writes back after months, and is waited for.
  await simulator.control('PATCH', '/__sim/knobs', { replyP95Ms: 3_600_000 });
  const fleet = await Fleet.start(2, { environment: ENVIRONMENT });
  say(`seed ${options.seed}: ${fleet.members.length} processes began on empty stores`);
  try {
    const api = new Api(fleet.front.url, fleet.adminKey);
    const truth = new Truth(simulator);
    const each = Math.round(options.contacts / NUMBERS);
    const campaigns: string[] = [];
    // Two subaccounts: one has the first portfolio, the other the second and the limited one.
    let subaccountId: string | undefined;
    const stageOf = async (nth: number, portfolioId: string, more: object = {}): Promise<Stage> => {
      const of = nth === 0 || nth === 2 || subaccountId === undefined ? {} : { subaccountId };
      const stage = await setStage(api, simulator, { ...numberOf(nth), pace, portfolioId, ...of, ...more });
      subaccountId = stage.subaccountId;
      return stage;
    };
    for (let nth = 0; nth < NUMBERS; nth++) {
      const stage = await stageOf(nth, nth < 2 ? 'pf-one' : 'pf-two');
      campaigns.push(await draftCampaign(api, stage, contacts(each, nth * each)));
    }
    const limitedStage = await stageOf(LIMITED, 'pf-limited', { messagingLimit: 'TIER_250' });
    const limited = await draftCampaign(api, limitedStage, contacts(LIMITED_CONTACTS, NUMBERS * each));
    say(`${NUMBERS} campaigns of ${each} contacts, and one of ${LIMITED_CONTACTS}`);
    for (const id of [...campaigns, limited]) await api.make(`/v1/campaigns/${id}/start`);
    const kills = await killAll(fleet, truth, options, each * NUMBERS);
    say('every process is there again; waiting for the campaigns to end');
    for (const id of campaigns) await ended(api, id, say);
    // Whoever was claimed when a dispatcher was killed stays in progress until a person decides.
    const isFull = ({ waiting, counters, needsAttention }: Summary) =>
      waiting?.code === 'tier_full' && counters['in_progress'] === needsAttention;
    await ended(api, limited, say, isFull);
    await truth.drained(GIVE_UP_MS);
    const broken = await judge(fleet, truth, [...campaigns, limited], [limited]);
    const sends = await truth.sends();
    const { messages, doubles } = await truth.summary();
    const summaries = await Promise.all(campaigns.map((id) => summaryOf(api, id)));
    const written = new Set(
      sends.filter(({ callbackData }) => attemptOf(callbackData)?.campaignId === limited).map(({ to }) => to),
    );
    if (written.size > LIMIT)
      broken.push(`${written.size} persons were written to by a portfolio that may write to ${LIMIT}`);
    const ends = await fleet.stop();
    for (const [name, code] of Object.entries(ends)) broken.push(`${name} ended with ${code} when asked to stop`);
    const fullest = Array.from({ length: NUMBERS }, (_, nth) => {
      const id = phoneNumberIdOf(nth);
      const { read, surely } = fullestSecond(sends.filter(({ path }) => path.includes(`/${id}/`)));
      if (read > Math.ceil(pace * PEAK))
        broken.push(`number ${id} sent ${read} messages in a second, of ${pace}; ${surely} surely came in one`);
      return { read, surely };
    });
    return {
      ...{ kills, messages, doubles, broken, limited: written.size },
      fullest,
      needsAttention: summaries.reduce((sum, { needsAttention }) => sum + needsAttention, 0),
      seconds: (performance.now() - begun) / 1000,
    };
  } catch (error) {
    for (const { name, engine } of fleet.members) say(`${name}: ${engine.log().slice(-2000)}`);
    throw error;
  } finally {
    await fleet.discard();
    await simulator.stop();
  }
}

/** Kills each process so many times, in an order of chance, spread over the sending; and the store in the middle of it. */
async function killAll(fleet: Fleet, truth: Truth, options: KillsOptions, messages: number): Promise<string[]> {
  const { kills, killStore, say } = options;
  const random = seededRandom(`kills ${options.seed}`);
  const order = shuffled(
    fleet.members.flatMap((member) => Array.from({ length: kills }, () => member)),
    () => random.fraction(),
  );
  const half = Math.floor(order.length / 2);
  const victims: readonly (Member | 'store')[] =
    killStore === null ? order : [...order.slice(0, half), 'store', ...order.slice(half)];
  const killed: string[] = [];
  for (const [nth, victim] of victims.entries()) {
    // So that the last comes when four fifths are sent.
    const sent = Math.round(((nth + 1) / (victims.length + 1)) * 0.8 * messages);
    await until(
      async () => (await truth.metrics()).requests,
      (requests) => requests >= sent,
      GIVE_UP_MS,
      20,
    );
    if (victim === 'store') {
      await killStore!();
      say(`${sent} sent: the view store was killed and is there again`);
      killed.push('view store');
    } else {
      await fleet.kill(victim);
      await fleet.start(victim);
      say(`${sent} sent: ${victim.name} was killed and is there again`);
      killed.push(victim.name);
    }
  }
  return killed;
}

/**
 * The most messages within a second: as they were read, which is what is judged, and as they surely came, which tells a number that is too fast
 * from a simulator that had no turn: what waited for it came at some time since its last look, and surely in a second only where all of that lies in it.
 */
function fullestSecond(sends: readonly SeenRequest[]): { read: number; surely: number } {
  const most = (earliest: (send: SeenRequest) => number) => {
    const sorted = [...sends].sort((a, b) => earliest(a) - earliest(b));
    const within = (send: SeenRequest, first: number) => {
      const end = earliest(send) + 1000;
      let count = 0;
      for (let n = first; n < sorted.length && earliest(sorted[n]!) < end; n++) if (sorted[n]!.arrivedAt < end) count++;
      return count;
    };
    return Math.max(0, ...sorted.map(within));
  };
  return { read: most(({ arrivedAt }) => arrivedAt), surely: most(({ notBefore }) => notBefore) };
}

function shuffled<T>(items: readonly T[], fraction: () => number): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(fraction() * left.length), 1));
  return order;
}

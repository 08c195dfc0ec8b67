import { seededRandom } from '@arauto/clock';
import { Api, until } from '../e2e/api';
import { campaignEvents } from '../e2e/campaigns';
import { type EngineProcess, startEngineProcess } from '../e2e/engine-process';
import { type SimulatorProcess, startSimulatorProcess } from '../e2e/simulator-process';
import { campaignBody, contacts, setStage } from '../e2e/stage';
import { Truth } from '../e2e/truth';

export interface PauseOptions {
  readonly pauses: number;
  readonly seed: number;
  /** Messages per second that the number allows. */
  readonly pace: number;
  readonly say: (line: string) => void;
}

/** One pause and what came after it, milliseconds. */
export interface PauseSeen {
  /** From the commit of `CampaignPaused` until the last call reached the provider; 0 when none came after it. */
  readonly late: number;
  /** Calls that came after the commit. */
  readonly after: number;
  /** From asking until the answer. */
  readonly answered: number;
  /** From the answer until the last call reached the provider; 0 when none came after it. Only the way of a call written before. */
  readonly overdue: number;
  /** Calls without an answer when the pause was answered: as it said, and those the provider still had a moment later. */
  readonly inFlight: number;
  readonly least: number;
  /** Messages per second in the half second before. */
  readonly rate: number;
  /** From the commit of `CampaignResumed` until the next call. */
  readonly resumed: number;
}

export interface PauseResult {
  readonly pauses: readonly PauseSeen[];
  readonly doubles: number;
  readonly sent: number;
}

/** Calls that go on this long after a pause would be found, milliseconds: twice the bound. */
const WATCHED = 1000;
/** Messages sent between two pauses, at least. */
const BETWEEN = 600;
/** What the provider takes to answer, milliseconds. */
const ANSWERS_AFTER = 150;

/** Pauses and resumes one campaign again and again while it sends as fast as it may, and looks at what reaches the provider. */
export async function pauseAgainAndAgain(options: PauseOptions): Promise<PauseResult> {
  const simulator = await startSimulatorProcess();
  let engine: EngineProcess | undefined;
  try {
    await simulator.control('POST', '/__sim/reset', { seed: options.seed, speed: 1, scenario: 'instant' });
    await simulator.control('PATCH', '/__sim/knobs', { responseMedianMs: ANSWERS_AFTER, responseP99Ms: ANSWERS_AFTER });
    engine = await startEngineProcess();
    return await run(options, new Api(engine.url, engine.adminKey), simulator);
  } finally {
    await engine?.kill();
    await simulator.stop();
    await engine?.discard();
  }
}

async function run(
  { pauses, seed, pace, say }: PauseOptions,
  api: Api,
  simulator: SimulatorProcess,
): Promise<PauseResult> {
  const random = seededRandom(seed);
  const truth = new Truth(simulator);
  const stage = await setStage(api, simulator, { pace });
  const { id } = await api.make('/v1/campaigns', campaignBody(stage));
  await uploadFile(api, id, (pauses + 1) * BETWEEN * 3);
  await api.make(`/v1/campaigns/${id}/start`);
  const asked: (Pick<PauseSeen, 'inFlight' | 'answered' | 'least'> & { readonly answeredAt: number })[] = [];
  for (let nth = 0; nth < pauses; nth++) {
    const { requests } = await truth.metrics();
    await until(
      () => truth.metrics(),
      (now) => now.requests >= requests + BETWEEN,
      60_000,
      20,
    );
    await moments(random.fraction() * 100);
    const begun = performance.now();
    const { status, body } = await api.post<{ inFlight: number }>(`/v1/campaigns/${id}/pause`);
    if (status !== 200) throw new Error(`pause answered ${status}: ${JSON.stringify(body)}`);
    const [answered, answeredAt] = [performance.now() - begun, Date.now()];
    // No call begins after the answer, so whatever has none later on had none then.
    const least = (await truth.sends(answeredAt - 10_000)).filter((call) => call.status === null).length;
    asked.push({ inFlight: body.inFlight, answered, answeredAt, least });
    await moments(WATCHED);
    await api.make(`/v1/campaigns/${id}/resume`);
    if ((nth + 1) % 10 === 0) say(`${nth + 1} pauses`);
  }
  const last = (await truth.metrics()).requests;
  await until(
    () => truth.metrics(),
    ({ requests }) => requests > last,
  );
  const { doubles } = await truth.summary();
  const arrivals = (await truth.sends()).map(({ arrivedAt }) => arrivedAt);
  const events = await campaignEvents(api, id);
  const at = (type: string) => events.filter((event) => event.type === type).map((event) => Date.parse(event.at));
  const resumes = at('CampaignResumed');
  const seen = at('CampaignPaused').map((paused, index) => {
    const resumed = resumes[index]!;
    const { answeredAt, ...told } = asked[index]!;
    // A stamp of whole milliseconds: a call of the same millisecond may have been before it.
    const after = arrivals.filter((arrival) => arrival >= paused + 1 && arrival < resumed);
    return {
      ...told,
      overdue: Math.max(0, ...after.map((arrival) => arrival - answeredAt)),
      late: Math.max(0, ...after.map((arrival) => arrival - paused)),
      after: after.length,
      rate: 2 * arrivals.filter((arrival) => arrival > paused - 500 && arrival <= paused).length,
      resumed: Math.min(...arrivals.filter((arrival) => arrival >= resumed)) - resumed,
    };
  });
  return { pauses: seen, doubles, sent: arrivals.length };
}

async function uploadFile(api: Api, campaignId: string, count: number): Promise<void> {
  const lines = contacts(count).map(({ phone, name, parameters }) => `${phone},${name},"${parameters['amount']}"`);
  const form = new FormData();
  form.set('file', new Blob([['phone,name,amount', ...lines].join('\n')], { type: 'text/csv' }), 'contacts.csv');
  const { uploadId } = await api.make(`/v1/campaigns/${campaignId}/contacts`, form);
  await until(
    () => api.get<{ status: string }>(`/v1/uploads/${uploadId}`),
    ({ body }) => body.status === 'completed',
    300_000,
    200,
  );
}

/** Watches for a while: that nothing comes has no event to wait for. */
function moments(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** @param share 0.5 is the median, 1 the largest */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

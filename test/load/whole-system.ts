import { Api, viewsSettled } from '../e2e/api';
import { type Summary, summaryOf } from '../e2e/campaigns';
import { startEngineProcess } from '../e2e/engine-process';
import { onProductionStores } from '../e2e/production-stores';
import { type SimulatorProcess, startSimulatorProcess } from '../e2e/simulator-process';
import { campaignBody, contacts, numberOf, setStage } from '../e2e/stage';
import { Truth } from '../e2e/truth';
import { fileForm, uploadRead } from '../e2e/uploads';
import type { Scale } from './bench.options';
import { type Row, toOwnRow } from './row';

const NUMBERS = 4;
const SECONDS = 60;
/** Not counted: what was compiled for the first time, and the way from the start of the campaigns to the first message. */
const WARM_UP_SECONDS = 10;
/** Messages a second that there are contacts for: nobody has reached more. */
const MOST = onProductionStores ? 1_000 : 4_000;
/** Statuses in one webhook at most. */
const BATCH = 20;
const GIVE_UP_MS = 600_000;

/**
 * B12: an engine process as it is started, and the simulator beside it, on whatever cores there are: campaigns on four numbers send for
 * 60 s to handsets that read at once, the statuses come back in webhooks of up to 20, and everything is in log, vault and views. Messages a second as
 * they arrive at the simulator. Then the campaigns are paused, and when nothing is under way any more, their counters must say what the
 * simulator says.
 */
export async function runB12({ runs, scale }: Scale): Promise<Row[]> {
  const seconds = Math.round(SECONDS * Math.min(1, scale * 2));
  const rates: number[] = [];
  for (let run = 0; run < Math.min(runs, 3); run++) {
    rates.push(await sendFor(seconds));
    console.error(`B12 run ${run + 1}: ${rates.at(-1)!.toFixed(0)} messages/s`);
  }
  const name = `whole engine and simulator, ${NUMBERS} numbers, ${seconds} s, counts exact`;
  const promise = onProductionStores ? { must: null, moonshot: null } : { must: 1_000, moonshot: 3_000 };
  return [toOwnRow({ id: 'B12', name, unit: 'messages/s', ...promise }, rates, 'more')];
}

async function sendFor(seconds: number): Promise<number> {
  const simulator = await startSimulatorProcess();
  await simulator.control('POST', '/__sim/reset', { seed: 1, speed: 1, scenario: 'instant' });
  await simulator.control('PATCH', '/__sim/knobs', { batchSize: BATCH });
  const engine = await startEngineProcess();
  try {
    return await send(new Api(engine.url, engine.adminKey), simulator, seconds);
  } finally {
    // One that was killed leaves transactions open, which keep its databases from being deleted for a minute.
    await engine.stop();
    await simulator.stop();
    await engine.discard();
  }
}

async function send(api: Api, simulator: SimulatorProcess, seconds: number): Promise<number> {
  const each = Math.round((MOST * (seconds + WARM_UP_SECONDS)) / NUMBERS);
  const campaigns: string[] = [];
  let subaccount: { subaccountId?: string } = {};
  for (let nth = 0; nth < NUMBERS; nth++) {
    const stage = await setStage(api, simulator, { ...numberOf(nth), ...subaccount });
    subaccount = { subaccountId: stage.subaccountId };
    const { id } = await api.make('/v1/campaigns', campaignBody(stage));
    await upload(api, id, each, nth * each);
    campaigns.push(id);
  }
  // Nothing is sent before.
  await viewsSettled(api, GIVE_UP_MS);
  const truth = new Truth(simulator);
  const arrived = async () => (await truth.metrics()).requests;
  for (const id of campaigns) await api.make(`/v1/campaigns/${id}/start`);
  await moments(WARM_UP_SECONDS * 1000);
  const [before, from] = [await arrived(), performance.now()];
  await moments(seconds * 1000);
  const rate = ((await arrived()) - before) / ((performance.now() - from) / 1000);
  for (const id of campaigns) await pause(api, id);
  await truth.drained(GIVE_UP_MS);
  await viewsSettled(api, GIVE_UP_MS);
  await requireExact(api, truth, campaigns, each);
  return rate;
}

async function pause(api: Api, campaignId: string): Promise<void> {
  const { status, body } = await api.post(`/v1/campaigns/${campaignId}/pause`);
  if (status !== 200) throw new Error(`pause answered ${status}: ${JSON.stringify(body)}`);
}

/** @throws Error when the engine counts something else than what arrived */
async function requireExact(api: Api, truth: Truth, campaigns: readonly string[], each: number): Promise<void> {
  const { messages, doubles } = await truth.summary();
  const found: Summary[] = [];
  for (const id of campaigns) found.push(await summaryOf(api, id));
  const sum = (of: (campaign: Summary) => number | undefined) => found.reduce((all, one) => all + (of(one) ?? 0), 0);
  const counted = ['accepted', 'sent', 'delivered', 'read'].map((name) => sum(({ milestones }) => milestones[name]));
  const uploaded = sum(({ contacts }) => contacts);
  if (
    messages > 0 &&
    doubles === 0 &&
    uploaded === each * campaigns.length &&
    counted.every((count) => count === messages)
  )
    return;
  throw new Error(`${messages} messages arrived, ${doubles} of them twice; the campaigns count ${counted.join(', ')}`);
}

async function upload(api: Api, campaignId: string, count: number, first: number): Promise<void> {
  const lines = contacts(count, first).map(
    ({ phone, name, parameters }) => `${phone},${name},"${parameters['amount']}"`,
  );
  const file = fileForm(new Blob([['phone,name,amount', ...lines].join('\n')], { type: 'text/csv' }));
  const { uploadId } = await api.make(`/v1/campaigns/${campaignId}/contacts`, file);
  await uploadRead(api, uploadId, GIVE_UP_MS);
}

/** How long it is watched: that it is over has no event to wait for. */
function moments(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

import { campaignsView } from '@arauto/read-models/operational';
import { systemClock } from '@arauto/clock';
import type { Scale } from './bench.options';
import { Child } from './child';
import { openEngine } from './engine';
import { cpuEach, measure } from './measure';
import { freshStores } from './stores';
import type { ProviderReply, ProviderRequest } from './provider.process';
import { type Row, toCostRow } from './row';

const SMALL = 10_000;
const LARGE = 100_000;
const FULL = 1_000_000;
const WARM_UP = 5_000;

/**
 * B16: CPU of the engine's process for each contact of a campaign, from its rows in memory over upload, sending and three statuses to
 * *completed*, in a campaign of 10,000 and in a larger one. The provider, which answers at once and sends the statuses twenty in a
 * webhook, is another process.
 */
export async function runB16({ runs, scale, full }: Scale): Promise<Row[]> {
  const small = Math.round(SMALL * scale);
  const large = Math.round((full ? FULL : LARGE) * scale);
  const provider = new Child<ProviderRequest, ProviderReply>('provider.process.js');
  const results: { ours: number; yardstick: number }[] = [];
  for (let run = 0; run < (full ? 1 : Math.min(runs, 3)); run++) {
    results.push({ ours: await costOf(provider, large), yardstick: await costOf(provider, small) });
    console.error(`B16 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  await provider.stop();
  const name = `CPU a contact in a campaign of ${large}, beside one of ${small}`;
  const note = full ? {} : { note: `the promise is about ${FULL} contacts: run with --full` };
  return [toCostRow({ id: 'B16', name, unit: 'µs', must: 1.5, moonshot: 1.15, ...note }, results)];
}

/** In an engine of its own, which has run one small campaign before, so that compiling is not counted. */
async function costOf(provider: Child<ProviderRequest, ProviderReply>, contacts: number): Promise<number> {
  const { url } = await provider.ask({ type: 'reset', answerAfterMs: 0, webhooks: null });
  const { places, discard } = await freshStores();
  const engine = await openEngine(places, url, 1_000_000);
  await provider.ask({ type: 'reset', answerAfterMs: 0, webhooks: engine.webhooks });
  await engine.start();
  const runCampaign = async (size: number) => {
    const { campaignId } = await engine.addCampaign(size);
    await engine.startCampaign(campaignId);
    const { operational } = engine.stores.views;
    while ((await operational.get(campaignsView, campaignId))?.status !== 'completed') await systemClock.sleep(100);
  };
  await runCampaign(WARM_UP);
  const cost = cpuEach(await measure(() => runCampaign(contacts)), contacts);
  await engine.close();
  await discard();
  return cost;
}

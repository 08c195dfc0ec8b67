import type { Scale } from './bench.options';
import { Child } from './child';
import { openEngine } from './engine';
import type { ProviderReply, ProviderRequest } from './provider.process';
import { type Row, toOwnRow } from './row';
import { freshStores } from './stores';

const RATE = 1000;
const SECONDS = 22;
const ANSWER_AFTER_MS = 50;
const WINDOW_MS = 1000;

/**
 * B13: a number set to 1,000 messages a second, seen from where the messages arrive: the fullest second anywhere on the line, to the
 * microsecond, and the mean from the first to the last. Both as shares of the rate.
 */
export async function runB13({ runs, scale }: Scale): Promise<Row[]> {
  const count = Math.round(RATE * SECONDS * Math.min(1, scale * 3));
  const provider = new Child<ProviderRequest, ProviderReply>('provider.process.js');
  const peaks: number[] = [];
  const means: number[] = [];
  // Each run is 22 seconds of nothing but waiting: two say as much as five.
  for (let run = 0; run < Math.min(runs, 2); run++) {
    const { url } = await provider.ask({ type: 'reset', answerAfterMs: ANSWER_AFTER_MS, webhooks: null });
    const { places, discard } = await freshStores();
    const engine = await openEngine(places, url, RATE);
    const { campaignId } = await engine.addCampaign(count);
    await engine.start();
    await engine.startCampaign(campaignId);
    const { arrivals } = await provider.ask({ type: 'whenAnswered', count });
    await engine.close();
    await discard();
    peaks.push(fullestSecond(arrivals) / RATE);
    means.push((arrivals.length - 1) / ((arrivals.at(-1)! - arrivals[0]!) / 1000) / RATE);
    console.error(`B13 run ${run + 1}: peak ${peaks.at(-1)}, mean ${means.at(-1)}`);
  }
  await provider.stop();
  const job = `${RATE} messages/s for ${Math.round(count / RATE)} s`;
  return [
    // The worst run counts.
    toOwnRow(
      { id: 'B13 peak', name: `${job}: fullest second ÷ rate`, unit: 'share', must: 1.02, moonshot: 1.02 },
      [Math.max(...peaks)],
      'less',
    ),
    toOwnRow(
      { id: 'B13 mean', name: `${job}: mean ÷ rate`, unit: 'share', must: 0.95, moonshot: 0.98 },
      [Math.min(...means)],
      'more',
    ),
  ];
}

/** The most arrivals in any 1,000 ms. */
function fullestSecond(arrivals: readonly number[]): number {
  let most = 0;
  let first = 0;
  for (let last = 0; last < arrivals.length; last++) {
    while (arrivals[last]! - arrivals[first]! >= WINDOW_MS) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

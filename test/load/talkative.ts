import { systemClock } from '@arauto/clock';
import { inboundView } from '@arauto/read-models/operational';
import type { Scale } from './bench.options';
import { Child } from './child';
import { APP_SECRET } from './connection';
import { type Engine, openEngine } from './engine';
import { cpuEach, measure } from './measure';
import { type Row, toCostRow } from './row';
import { addSentCampaign } from './sent-campaign';
import { freshStores } from './stores';
import type { PostReply, PostRequest } from './webhook.load.process';

const MESSAGES = 10_000;
const BLOCK = 500;
const CONNECTIONS = 16;
/** Who else writes, before the clock runs: what is compiled then is not counted. */
const WARM_UP = [1, 2, 3, 4];
const PERSON = 0;
const NOWHERE = 'http://127.0.0.1:9';

type Load = Child<PostRequest, PostReply>;

/**
 * B17: CPU of the engine's process for each message of one person, from its webhook until it is attributed and in the views: of the last 500 of 10,000
 * beside the first 500. A message waits 3 s to be attributed, so that each block is idle for as long.
 */
export async function runB17({ runs, scale }: Scale): Promise<Row[]> {
  const messages = Math.max(3 * BLOCK, Math.round(MESSAGES * scale));
  const load: Load = new Child('webhook.load.process.js');
  const results: { ours: number; yardstick: number }[] = [];
  for (let run = 0; run < Math.min(runs, 3); run++) {
    results.push(await talk(load, messages));
    console.error(`B17 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  await load.stop();
  const name = `CPU a message, the last ${BLOCK} of ${messages} of one person, beside the first ${BLOCK}`;
  return [toCostRow({ id: 'B17', name, unit: 'µs', must: 1.5, moonshot: 1.15 }, results)];
}

async function talk(load: Load, messages: number): Promise<{ readonly ours: number; readonly yardstick: number }> {
  const { places, discard } = await freshStores();
  const engine = await openEngine(places, NOWHERE, 1);
  await addSentCampaign(engine, WARM_UP.length + 1);
  await engine.start();
  for (const person of WARM_UP) await write(load, engine, person, 0, BLOCK);
  const costOf = async (first: number) => {
    const measured = await measure(() => write(load, engine, PERSON, first, BLOCK));
    return cpuEach(measured, BLOCK);
  };
  const yardstick = await costOf(0);
  await write(load, engine, PERSON, BLOCK, messages - 2 * BLOCK);
  const ours = await costOf(messages - BLOCK);
  await engine.close();
  await discard();
  return { ours, yardstick };
}

async function write(load: Load, engine: Engine, person: number, first: number, count: number): Promise<void> {
  await load.ask({ type: 'prepare talk', person, first, count, appSecret: APP_SECRET });
  await load.ask({ type: 'post', url: engine.webhooks, connections: CONNECTIONS, rate: null });
  await engine.viewsCaughtUp();
  const { operational } = engine.stores.views;
  const where = [{ field: 'waitsSince', set: true }] as const;
  const waiting = () => operational.find(inboundView, { where, sort: [{ field: 'waitsSince' }], limit: 1 });
  while ((await waiting()).length > 0) await systemClock.sleep(50);
  await engine.viewsCaughtUp();
}

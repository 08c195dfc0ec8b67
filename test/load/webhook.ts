import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onProductionStores } from '../e2e/production-stores';
import { campaignCountersView, inboundView, milestoneCounter } from '@arauto/read-models/operational';
import type { Audience } from './audience';
import type { Scale } from './bench.options';
import { Child } from './child';
import { APP_SECRET, SENDER } from './connection';
import { type Engine, openEngine } from './engine';
import { cpuEach, measure, type Measured, bothSides } from './measure';
import { addSentCampaign } from './sent-campaign';
import { freshStores } from './stores';
import { median, type Row, toOwnRow, toRow } from './row';
import { WebhooksOnServersYardstick } from './webhook-on-servers.yardstick';
import type { PostReply, PostRequest, Told } from './webhook.load.process';

const CONTACTS = 20_000;
const STATUSES = 3;
const CONNECTIONS = 256;
const BATCH = 20;
const STEADY_RATE = 3300;
const STEADY_SECONDS = 15;

const MILESTONES = ['sent', 'delivered', 'read'] as const;
/** Nothing is sent. */
const NOWHERE = 'http://127.0.0.1:9';

type Load = Child<PostRequest, PostReply>;

/** What is posted, and how. */
interface Posting {
  readonly told: Told;
  readonly contacts: number;
  readonly batch: number;
  /** A second; null: as fast as they are answered. */
  readonly rate: number | null;
}

interface Posted extends Measured {
  readonly latency99: number;
}

/**
 * B6: signed status webhooks for contacts that were sent, each durable before its 200, the views written meanwhile. Three per contact, a
 * thousand contacts at a time, so that the first finds a contact that is long gone from memory, and the others one that is not. Beside it the same with messages of persons.
 */
export async function runB6({ runs, scale }: Scale): Promise<Row[]> {
  const contacts = Math.round(CONTACTS * scale);
  const load: Load = new Child('webhook.load.process.js');
  const single = await compare(load, contacts, runs);
  const inbound = await compareInbound(load, contacts, runs);
  const batched: number[] = [];
  const steady: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { seconds } = await postToEngine(load, { ...each('statuses', contacts), batch: BATCH });
    batched.push(Math.round((contacts * STATUSES) / seconds));
    if (onProductionStores) continue;
    steady.push((await postToEngine(load, atSteadyRate(scale))).latency99);
    console.error(`B6 run ${run + 1}: ${batched.at(-1)} statuses/s in batches, p99 ${steady.at(-1)!.toFixed(1)} ms`);
  }
  await load.stop();
  const name = `${contacts * STATUSES} status webhooks, one status each, ${CONNECTIONS} connections`;
  const note = `${single.note}; with ${BATCH} statuses each: ${median(batched)} statuses/s`;
  const atRate = `99th percentile of their latency at ${STEADY_RATE}/s`;
  if (onProductionStores) {
    return [toRow({ id: 'B6', name, unit: 'webhooks/s', must: 0.6, moonshot: 0.85, note }, single.results), inbound];
  }
  return [
    toRow({ id: 'B6', name, unit: 'webhooks/s', must: 0.35, moonshot: 0.6, note }, single.results),
    inbound,
    toOwnRow({ id: 'B6 p99', name: atRate, unit: 'ms', must: 25, moonshot: 25 }, steady, 'less'),
  ];
}

function atSteadyRate(scale: number): Posting {
  const contacts = Math.round((STEADY_RATE * STEADY_SECONDS * Math.min(1, scale * 2)) / STATUSES);
  return { ...each('statuses', contacts), rate: STEADY_RATE };
}

/** A webhook for each, as fast as they are answered. */
function each(told: Told, contacts: number): Posting {
  return { told, contacts, batch: 1, rate: null };
}

async function compare(
  load: Load,
  contacts: number,
  runs: number,
): Promise<{ readonly results: { ours: number; yardstick: number }[]; readonly note: string }> {
  const count = contacts * STATUSES;
  const results: { ours: number; yardstick: number; cpu: readonly [number, number] }[] = [];
  for (let run = 0; run < runs; run++) {
    const { ours, yardstick } = await bothSides(
      run,
      () => postToEngine(load, each('statuses', contacts)),
      () => (onProductionStores ? postToServersBare(load, contacts) : postToConstant(load, contacts)),
    );
    const cpu = [cpuEach(ours, count), cpuEach(yardstick, count)] as const;
    results.push({ ours: count / ours.seconds, yardstick: count / yardstick.seconds, cpu });
    console.error(`B6 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  const [own, bare] = [0, 1].map((side) => median(results.map(({ cpu }) => cpu[side]!)));
  return { results, note: `CPU a webhook, all threads of the receiving process: ${own} µs, bare ${bare} µs` };
}

/** The same engine with what persons write in place of statuses: each is put into the vault and into a conversation before its 200. */
async function compareInbound(load: Load, contacts: number, runs: number): Promise<Row> {
  const count = contacts * STATUSES;
  const results: { ours: number; yardstick: number; cpu: readonly [number, number] }[] = [];
  for (let run = 0; run < runs; run++) {
    const { ours, yardstick } = await bothSides(
      run,
      () => postToEngine(load, each('inbound', contacts)),
      () => postToEngine(load, each('statuses', contacts)),
    );
    const cpu = [cpuEach(ours, count), cpuEach(yardstick, count)] as const;
    results.push({ ours: count / ours.seconds, yardstick: count / yardstick.seconds, cpu });
    console.error(`B6 inbound run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  const [own, other] = [0, 1].map((side) => median(results.map(({ cpu }) => cpu[side]!)));
  const name = `${count} webhooks of one message of a person, beside as many of one status`;
  const note = `CPU a webhook, all threads of the receiving process: ${own} µs, of a status ${other} µs`;
  return toRow({ id: 'B6 inbound', name, unit: 'webhooks/s', must: 0.8, moonshot: 1, note }, results);
}

async function postToEngine(load: Load, posting: Posting): Promise<Posted> {
  const { told, contacts } = posting;
  const { places, discard } = await freshStores();
  const engine = await openEngine(places, NOWHERE, 1);
  const audience = await addSentCampaign(engine, contacts);
  const posted = await postAll(load, engine.webhooks, posting);
  await engine.viewsCaughtUp();
  if (told === 'inbound') await requireTaken(engine, contacts * STATUSES);
  else await requireCountedBy(engine, audience, contacts);
  await engine.close();
  await discard();
  return posted;
}

async function requireTaken({ stores }: Engine, messages: number): Promise<void> {
  const { value } = await stores.views.operational.count(inboundView, []);
  if (value !== messages) throw new Error(`${value} of ${messages} messages of persons were taken`);
}

async function requireCountedBy({ stores }: Engine, { campaignId }: Audience, contacts: number): Promise<void> {
  const counters = await stores.views.operational.get(campaignCountersView, campaignId);
  requireCounted(
    contacts,
    MILESTONES.map((milestone) => counters?.[milestoneCounter(milestone)]),
  );
}

/** @throws Error when a side counted something else */
function requireCounted(contacts: number, counted: readonly (number | null | undefined)[]): void {
  MILESTONES.forEach((milestone, index) => {
    if (counted[index] !== contacts) {
      throw new Error(`${String(counted[index])} of ${contacts} contacts are ${milestone}`);
    }
  });
}

/** To the loop over the same servers, with what an engine has sent. */
async function postToServersBare(load: Load, contacts: number): Promise<Posted> {
  const { places, discard } = await freshStores();
  if (places.kind !== 'production') throw new Error('these stores are no servers');
  const engine = await openEngine(places, NOWHERE, 1);
  const { campaignId } = await addSentCampaign(engine, contacts);
  await engine.close();
  const yardstick = await WebhooksOnServersYardstick.listen(places);
  const posted = await postAll(load, yardstick.url, each('statuses', contacts));
  requireCounted(contacts, await yardstick.close(campaignId, MILESTONES));
  await discard();
  return posted;
}

/** The bare server: reads the body, answers. */
async function postToConstant(load: Load, contacts: number): Promise<Posted> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/cloud-api/${SENDER}`;
  const posted = await postAll(load, url, each('statuses', contacts));
  server.closeAllConnections();
  server.close();
  return posted;
}

async function postAll(load: Load, url: string, { rate, ...bodies }: Posting): Promise<Posted> {
  await load.ask({ type: 'prepare', ...bodies, appSecret: APP_SECRET });
  let latency99 = 0;
  const measured = await measure(async () => {
    ({ latency99 } = await load.ask({ type: 'post', url, connections: CONNECTIONS, rate }));
  });
  return { ...measured, latency99 };
}

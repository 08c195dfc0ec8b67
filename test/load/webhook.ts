import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Contact, contactDecider, type ContactEvent, rowRef, stream } from '@arauto/domain';
import { messageHash } from '@arauto/privacy';
import { onProductionStores } from '../e2e/production-stores';
import { campaignCountersView, milestoneCounter } from '@arauto/read-models/operational';
import { type Audience, makeAudience } from './audience';
import type { Scale } from './bench.options';
import { Child } from './child';
import { APP_SECRET, IDENTITY_SECRET, messageIdOf, SENDER, SUBACCOUNT } from './connection';
import { type Engine, openEngine } from './engine';
import { cpuEach, measure, type Measured, bothSides } from './measure';
import { freshStores } from './stores';
import { median, type Row, toOwnRow, toRow } from './row';
import { WebhooksOnServersYardstick } from './webhook-on-servers.yardstick';
import type { PostReply, PostRequest } from './webhook.load.process';

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

interface Posted extends Measured {
  readonly latency99: number;
}

/**
 * B6: signed status webhooks for contacts that were sent, each durable before its 200, the views written meanwhile. Three per contact, a
 * thousand contacts at a time, so that the first finds a contact that is long gone from memory, and the others one that is not.
 */
export async function runB6({ runs, scale }: Scale): Promise<Row[]> {
  const contacts = Math.round(CONTACTS * scale);
  const load: Load = new Child('webhook.load.process.js');
  const single = await compare(load, contacts, runs);
  const batched: number[] = [];
  const steady: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { seconds } = await postToEngine(load, contacts, BATCH, null);
    batched.push(Math.round((contacts * STATUSES) / seconds));
    if (onProductionStores) continue;
    steady.push((await postToEngine(load, steadyContacts(scale), 1, STEADY_RATE)).latency99);
    console.error(`B6 run ${run + 1}: ${batched.at(-1)} statuses/s in batches, p99 ${steady.at(-1)!.toFixed(1)} ms`);
  }
  await load.stop();
  const name = `${contacts * STATUSES} status webhooks, one status each, ${CONNECTIONS} connections`;
  const note = `${single.note}; with ${BATCH} statuses each: ${median(batched)} statuses/s`;
  const atRate = `99th percentile of their latency at ${STEADY_RATE}/s`;
  if (onProductionStores) {
    return [toRow({ id: 'B6', name, unit: 'webhooks/s', must: 0.6, moonshot: 0.85, note }, single.results)];
  }
  return [
    toRow({ id: 'B6', name, unit: 'webhooks/s', must: 0.35, moonshot: 0.6, note }, single.results),
    toOwnRow({ id: 'B6 p99', name: atRate, unit: 'ms', must: 25, moonshot: 25 }, steady, 'less'),
  ];
}

function steadyContacts(scale: number): number {
  return Math.round((STEADY_RATE * STEADY_SECONDS * Math.min(1, scale * 2)) / STATUSES);
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
      () => postToEngine(load, contacts, 1, null),
      () => (onProductionStores ? postToServersBare(load, contacts) : postToConstant(load, contacts)),
    );
    const cpu = [cpuEach(ours, count), cpuEach(yardstick, count)] as const;
    results.push({ ours: count / ours.seconds, yardstick: count / yardstick.seconds, cpu });
    console.error(`B6 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  const [own, bare] = [0, 1].map((side) => median(results.map(({ cpu }) => cpu[side]!)));
  return { results, note: `CPU a webhook, all threads of the receiving process: ${own} µs, bare ${bare} µs` };
}

async function postToEngine(load: Load, contacts: number, batch: number, rate: number | null): Promise<Posted> {
  const { places, discard } = await freshStores();
  const engine = await openEngine(places, NOWHERE, 1);
  const audience = await addSentCampaign(engine, contacts);
  const posted = await postAll(load, engine.webhooks, contacts, batch, rate);
  await engine.viewsCaughtUp();
  const counters = await engine.stores.views.operational.get(campaignCountersView, audience.campaignId);
  requireCounted(
    contacts,
    MILESTONES.map((milestone) => counters?.[milestoneCounter(milestone)]),
  );
  await engine.close();
  await discard();
  return posted;
}

/** @throws Error when a side counted something else */
function requireCounted(contacts: number, counted: readonly (number | null | undefined)[]): void {
  MILESTONES.forEach((milestone, index) => {
    if (counted[index] !== contacts) {
      throw new Error(`${String(counted[index])} of ${contacts} contacts are ${milestone}`);
    }
  });
}

async function addSentCampaign(engine: Engine, contacts: number): Promise<Audience> {
  const audience = makeAudience(contacts, 1);
  await engine.addEmptyCampaign(audience);
  await markSent(engine, audience);
  await engine.viewsCaughtUp();
  return audience;
}

/** To the loop over the same servers, with what an engine has sent. */
async function postToServersBare(load: Load, contacts: number): Promise<Posted> {
  const { places, discard } = await freshStores();
  if (places.kind !== 'production') throw new Error('these stores are no servers');
  const engine = await openEngine(places, NOWHERE, 1);
  const { campaignId } = await addSentCampaign(engine, contacts);
  await engine.close();
  const yardstick = await WebhooksOnServersYardstick.listen(places);
  const posted = await postAll(load, yardstick.url, contacts, 1, null);
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
  const posted = await postAll(load, url, contacts, 1, null);
  server.closeAllConnections();
  server.close();
  return posted;
}

async function postAll(load: Load, url: string, contacts: number, batch: number, rate: number | null): Promise<Posted> {
  await load.ask({ type: 'prepare', contacts, batch, appSecret: APP_SECRET });
  let latency99 = 0;
  const measured = await measure(async () => {
    ({ latency99 } = await load.ask({ type: 'post', url, connections: CONNECTIONS, rate }));
  });
  return { ...measured, latency99 };
}

/** Brings every contact to where its message was accepted, as sending would have. */
async function markSent({ stores }: Engine, { campaignId, uploadId, contacts }: Audience): Promise<void> {
  const at = new Date().toISOString();
  const metadata = { v: 1, actor: { id: 'dispatcher', name: 'dispatcher' } };
  const items = contacts.map(({ row, personKey }) => {
    const ref = rowRef(uploadId, row);
    const facts = { subaccountId: SUBACCOUNT, ref, uploadId, row };
    const decided: ContactEvent[] = [];
    let contact: Contact = contactDecider.initial;
    const act = (command: Parameters<typeof contactDecider.decide>[0]) => {
      for (const event of contactDecider.decide(command, contact)) {
        contact = contactDecider.evolve(contact, event);
        decided.push(event);
      }
    };
    act({ type: 'AcceptRow', at, suppressed: false, ...facts });
    act({
      type: 'ClaimAttempt',
      claim: randomUUID(),
      senderId: SENDER,
      withSession: false,
      conversation: { id: randomUUID(), type: 'business_initiated', expiresAt: at },
      at,
      outcomeDueAt: new Date(Date.now() + 3_600_000).toISOString(),
      expiresAfter: 72 * 3600,
    });
    const hash = messageHash(IDENTITY_SECRET, messageIdOf(row));
    act({ type: 'RecordAccepted', attempt: 1, messageHash: hash, messageRef: `${ref}.m1`, as: 'accepted', at });
    const events = decided.map(({ type, data }) => ({ id: randomUUID(), type, data, metadata }));
    return { stream: stream.contact(campaignId, personKey), expected: 'noStream' as const, events };
  });
  for (let start = 0; start < items.length; start += 5000) {
    const results = await stores.events.appendMany(items.slice(start, start + 5000));
    for (const result of results) if ('error' in result) throw result.error;
  }
}

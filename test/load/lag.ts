import { systemClock } from '@arauto/clock';
import { streamPrefix } from '@arauto/domain';
import type { AppendItem, Position } from '@arauto/event-store';
import { campaignCountersView, contactsView, milestoneCounter } from '@arauto/read-models/operational';
import { onProductionStores } from '../e2e/production-stores';
import { type Audience, makeAudience } from './audience';
import type { Scale } from './bench.options';
import { livesOf } from './catch-up.log';
import { type Engine, openEngine } from './engine';
import { quantile } from './pause-run';
import { type Row, toOwnRow } from './row';
import { freshStores } from './stores';

/** Events a second. */
const RATE = onProductionStores ? 1000 : 4000;
const EVENTS_EACH = 5;
const SECONDS = 25;
/** A process that has just begun compiles what it then runs for days: what is appended in its first seconds is not counted. */
const WARM_UP_SECONDS = 5;
/** Appends of which one is watched. */
const WATCHED = 20;
const GIVE_UP_MS = 60_000;

/**
 * B9: how long after the answer to an append the views of both groups can be read with it, at 4,000 events a second (1,000 on servers) of contacts
 * that are uploaded, sent to, and delivered and read. Every twentieth append is watched, and its contact read.
 */
export async function runB9({ runs, scale }: Scale): Promise<Row[]> {
  const seconds = Math.max(2 * WARM_UP_SECONDS, Math.round(SECONDS * Math.min(1, scale * 5)));
  const contacts = (RATE * seconds) / EVENTS_EACH;
  const p99: number[] = [];
  const p50: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { places, discard } = await freshStores();
    const engine = await openEngine(places, 'http://127.0.0.1:9', 1);
    const audience = makeAudience(contacts, 1);
    await engine.addEmptyCampaign(audience);
    await engine.viewsCaughtUp();
    const lags = await appendAtRate(engine, audience);
    await engine.viewsCaughtUp();
    const counters = await engine.stores.views.operational.get(campaignCountersView, audience.campaignId);
    const read = counters?.[milestoneCounter('read')];
    if (read !== contacts) throw new Error(`${String(read)} of ${contacts} contacts are read`);
    await engine.close();
    await discard();
    p99.push(quantile(lags, 0.99));
    p50.push(quantile(lags, 0.5));
    console.error(
      `B9 run ${run + 1}: p50 ${p50.at(-1)!.toFixed(0)} ms, p99 ${p99.at(-1)!.toFixed(0)} ms of ${lags.length}`,
    );
  }
  const name = `append → both groups of views readable, at ${RATE} events/s for ${seconds - WARM_UP_SECONDS} s: 99th percentile`;
  const note = `median ${quantile(p50, 0.5).toFixed(0)} ms`;
  return [toOwnRow({ id: 'B9', name, unit: 'ms', must: 250, moonshot: 50, note }, p99, 'less')];
}

/** @returns the lags of the appends that were watched, milliseconds */
async function appendAtRate({ stores: { events, views } }: Engine, audience: Audience): Promise<number[]> {
  const lags: number[] = [];
  const watch = async (
    stream: string,
    revision: number,
    position: Position,
    answeredAt: number,
    isCounted: boolean,
  ) => {
    const groups = ['operational', 'reporting'] as const;
    const reached = await Promise.all(groups.map((group) => views.reached(group, position, GIVE_UP_MS)));
    const lag = performance.now() - answeredAt;
    const contact = await views.operational.get(contactsView, stream.slice(streamPrefix.contact.length));
    if (reached.includes(false) || (contact?.revision ?? -1) < revision)
      throw new Error(`${stream} is not in the views`);
    if (isCounted) lags.push(lag);
  };
  // Made before the clock runs: what is made a thousand at a time comes in bursts.
  const items = [...livesOf(audience)].flat();
  const start = performance.now();
  let appended = 0;
  let appends = 0;
  const under = new Set<Promise<unknown>>();
  let failure: Error | undefined;
  const append = async ({ stream, events: added, expected }: AppendItem, isWatched: boolean, isCounted: boolean) => {
    const { revision, position } = await events.append(stream, added, { expected });
    if (isWatched) await watch(stream, revision, position, performance.now(), isCounted);
  };
  for (const item of items) {
    const dueAt = start + (appended * 1000) / RATE;
    while (performance.now() < dueAt) await systemClock.sleep(1);
    if (failure) throw failure;
    const isCounted = appended >= RATE * WARM_UP_SECONDS;
    const done = append(item, appends++ % WATCHED === 0, isCounted)
      .catch((error: Error) => (failure = error))
      .finally(() => under.delete(done));
    under.add(done);
    appended += item.events.length;
  }
  await Promise.all(under);
  if (failure) throw failure;
  return lags;
}

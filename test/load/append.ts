import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { openEventStoreDB } from '@arauto/event-store/eventstoredb';
import { openSqliteEventStore } from '@arauto/event-store/sqlite';
import { onProductionStores, startEventLog } from '../e2e/production-stores';
import { type Job, makeEvent, makeJob, ROUNDS, WAITING } from './append.job';
import { runAppendOnServersYardstick } from './append-on-servers.yardstick';
import { runYardstick } from './append.yardstick';
import { type Row, toRow } from './row';

const STREAMS = 100_000;

/**
 * B1: one event to each of 100,000 new streams, then three more each, 1,000 waiting, durable, in random order of streams.
 * On EventStoreDB each run has a server of its own.
 * @param options runs of each side, interleaved, each in a file of its own; scale 1 is the job as promised
 */
export async function runB1({ runs, scale }: { runs: number; scale: number }): Promise<Row> {
  const count = Math.round(STREAMS * scale);
  const appends = count * ROUNDS;
  const results = [];
  for (let run = 0; run < runs; run++) {
    const job = makeJob(count, run + 1);
    const ours = () => timed((place) => runOurs(place, job));
    const yardstick = () =>
      timed((place) => (onProductionStores ? runAppendOnServersYardstick(place, job) : runYardstick(place, job)));
    // Whoever goes second finds a warmer machine: take turns.
    const seconds = run % 2 === 0 ? [await ours(), await yardstick()] : [await yardstick(), await ours()].reverse();
    results.push({ ours: appends / seconds[0]!, yardstick: appends / seconds[1]! });
  }
  const name = `append: ${count} new streams, ${ROUNDS} events each, ${WAITING} waiting, durable`;
  const promise = onProductionStores ? { must: 0.8, moonshot: 1 } : { must: 0.6, moonshot: 0.85 };
  return toRow({ id: 'B1', name, unit: 'appends/s', ...promise }, results);
}

/** The engine's store, as its callers use it. */
async function runOurs(place: string, job: Job): Promise<void> {
  const store = onProductionStores
    ? openEventStoreDB({ connectionString: place, clock: systemClock })
    : openSqliteEventStore({ path: place, clock: systemClock, commits: 'thread' });
  for (let round = 0; round < ROUNDS; round++) {
    const order = job.orders[round]!;
    const expected = round === 0 ? 'noStream' : round - 1;
    let next = 0;
    const writer = async () => {
      while (next < order.length) {
        const n = order[next++]!;
        const { revision } = await store.append(job.streams[n]!, [makeEvent(round, n)], { expected });
        if (revision !== round) throw new Error(`${job.streams[n]} is at ${revision} instead of ${round}`);
      }
    };
    await Promise.all(Array.from({ length: WAITING }, writer));
  }
  await store.close();
}

/** Seconds that `work` takes with a new file, or a server of its own, its closing included. */
async function timed(work: (place: string) => void | Promise<void>): Promise<number> {
  const { place, discard } = onProductionStores ? await freshLog() : freshFile();
  try {
    const start = process.hrtime.bigint();
    await work(place);
    return Number(process.hrtime.bigint() - start) / 1e9;
  } finally {
    await discard();
  }
}

async function freshLog() {
  const { connection, stop } = await startEventLog();
  return { place: connection, discard: stop };
}

function freshFile() {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-bench-'));
  return { place: join(folder, 'events.db'), discard: () => Promise.resolve(rmSync(folder, { recursive: true })) };
}

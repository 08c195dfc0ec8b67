import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import type { EventStore } from '@arauto/event-store';
import { openEventStoreDB } from '@arauto/event-store/eventstoredb';
import { connectMongo, type MongoClient } from '@arauto/mongo';
import type { Change } from '@arauto/read-models';
import { productionStores } from '../../apps/engine/src/stores/production-stores';
import type { ProductionPlaces } from '../../config/store-places';
import { startEventLog } from '../e2e/production-stores';
import type { Scale } from './bench.options';
import { catchUp } from './catch-up';
import { writeLog } from './catch-up.log';
import type { CatchUpThread } from './catch-up-on-servers.worker';
import { bothSides, measure, type Measured } from './measure';
import { changesOf, documentsIn, type Part, partsOf, prepare, record, repeat, type Sent, write } from './mongo-writes';
import { median, type Row, toRow } from './row';

const CONTACTS = 20_000;
const EVENTS_EACH = 5;

/** A part of the views, what changes in it, and what the engine sends for that. */
interface Job extends Part {
  readonly changes: readonly Change[][];
  readonly sent: readonly Sent[];
}

type Figures = { ours: number; yardstick: number }[];

/**
 * B7 on servers: all views of both groups from the log of 20,000 contacts with five events each, by the engine's projector threads, their start
 * included, beside as many threads with a bare subscription each that send what ours sent, in the same transactions; then writing alone, from
 * changes in memory, beside a loop that sends the same (and one that does it without transactions); and reading alone, beside bare
 * subscriptions in as many threads. Afterwards the views of all sides must hold the same.
 */
export async function runB7OnServers({ runs, scale }: Scale): Promise<Row[]> {
  const contacts = Math.round(CONTACTS * scale);
  const uri = process.env['ARAUTO_TEST_MONGODB']!;
  const server = await startEventLog();
  const log = openEventStoreDB({ connectionString: server.connection, clock: systemClock });
  const client = await connectMongo(uri);
  try {
    await writeLog(log, contacts);
    return await compare({ log, client, uri, eventStore: server.connection, contacts, runs });
  } finally {
    await client.close();
    await log.close();
    await server.stop();
  }
}

interface Servers {
  readonly log: EventStore;
  readonly client: MongoClient;
  readonly uri: string;
  readonly eventStore: string;
  readonly contacts: number;
  readonly runs: number;
}

async function compare({ log, client, uri, eventStore, contacts, runs }: Servers): Promise<Row[]> {
  const head = await log.head();
  const lanes = await lanesOf(placesOf(uri, 'none', eventStore));
  const jobs: Job[] = [];
  for (const part of partsOf(lanes)) {
    const changes = await changesOf(log, part);
    jobs.push({ ...part, changes, sent: await record(uri, part, changes) });
  }
  const each = (work: (job: Job) => Promise<unknown>) => Promise.all(jobs.map(work));
  let holds: string | undefined;
  const inViews = (side: string, work: (database: string) => Promise<unknown>) => async (): Promise<Measured> => {
    const database = `views-${randomUUID()}`;
    // collections and indexes are there before the clock runs
    for (const job of jobs) await prepare(client, database, job);
    const measured = await measure(() => work(database));
    const held = await documentsIn(client, database);
    if (held !== (holds ??= held)) throw new Error(`${side} made other documents:\n${held}\n${holds}`);
    await client.db(database).dropDatabase();
    return measured;
  };
  const thread = (job: Job, side: CatchUpThread['side'], more: Pick<CatchUpThread, 'writes'> = {}) => {
    const { group, lane, changes } = job;
    return inThread({ side, part: { group, lane }, eventStore, events: changes.length, ...more });
  };

  const events = contacts * EVENTS_EACH;
  const figures: Record<'whole' | 'writes' | 'reading', Figures> = { whole: [], writes: [], reading: [] };
  const without: number[] = [];
  for (let run = 0; run < runs; run++) {
    const add = (to: Figures, { ours, yardstick }: { ours: Measured; yardstick: Measured }) =>
      to.push({ ours: events / ours.seconds, yardstick: events / yardstick.seconds });
    const whole = await bothSides(
      run,
      inViews('ours', (database) => catchUp(placesOf(uri, database, eventStore), lanes, head)),
      inViews('bare', (database) => each((job) => thread(job, 'bare', { writes: { uri, database, sent: job.sent } }))),
    );
    add(figures.whole, whole);
    const writes = await bothSides(
      run,
      inViews('our writers', (database) => each((job) => write(client, database, job, job.changes))),
      inViews('the loop', (database) => each(({ sent }) => repeat(client, database, sent, true))),
    );
    add(figures.writes, writes);
    const bulk = await inViews('the loop', (database) => each(({ sent }) => repeat(client, database, sent, false)))();
    without.push(bulk.seconds / writes.ours.seconds);
    const reading = await bothSides(
      run,
      () => measure(() => each((job) => thread(job, 'ours'))),
      () => measure(() => each((job) => thread(job, 'bare'))),
    );
    add(figures.reading, reading);
    console.error(`B7 run ${run + 1}: ${JSON.stringify(figures)}`);
  }
  const name = `from a log of ${contacts} contacts, ${EVENTS_EACH} events each, in ${jobs.length} threads`;
  const note = `to the same without transactions: ${median(without).toFixed(2)}`;
  const unit = 'events/s';
  return [
    toRow({ id: 'B7', name: `all views ${name}`, unit, must: 0.5, moonshot: 0.7 }, figures.whole),
    toRow({ id: 'B7 writing', name: `writes alone, ${name}`, unit, must: 0.6, moonshot: 0.8, note }, figures.writes),
    toRow({ id: 'B7 reading', name: `reading alone, ${name}`, unit, must: 0.8, moonshot: 1 }, figures.reading),
  ];
}

async function lanesOf(places: ProductionPlaces): Promise<number> {
  const stores = await productionStores(places);
  await stores.close();
  return stores.lanes;
}

function placesOf(uri: string, database: string, eventStore: string): ProductionPlaces {
  const url = new URL(uri);
  url.pathname = `/${database}`;
  const viewStore = url.href;
  return { kind: 'production', eventStore, viewStore, vault: viewStore, files: viewStore, secret: '' };
}

function inThread(workerData: CatchUpThread): Promise<void> {
  return new Promise((resolve, reject) => {
    new Worker(join(__dirname, 'catch-up-on-servers.worker.js'), { workerData })
      .on('error', reject)
      .on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread ended with code ${code}`))));
  });
}

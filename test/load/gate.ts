/**
 * What the gate of several processes costs (P3), and how soon it closes: `node dist/test/load/gate.js [campaigns] [appends a second]` asks for permits of 50
 * campaigns as a dispatcher does, alone and while another process appends 1,000 events a second. Exit code 0 only with at most 0.2 core and every pause
 * known within 500 ms of its commit. Which log it is stands in the first line: a double unless `ARAUTO_TEST_EVENTSTOREDB_COMMAND` starts a server.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { systemClock, systemRandom } from '@arauto/clock';
import { LiveFold, Permits } from '@arauto/dispatch';
import { openEventStoreDB, openEventStoreDBReader } from '@arauto/event-store/eventstoredb';
import { startEventLog } from '../e2e/production-stores';
import { makeEvent } from './append.job';

/** Milliseconds of each measurement. */
const FOR = 30_000;
const PAUSES = 100;
/** Core, and milliseconds from the commit. */
const MOST = { core: 0.2, closed: 500 };

const pauses = { initial: 0, evolve: (count: number) => count + 1 };

interface Gate {
  readonly known: LiveFold<number, ReturnType<typeof fact>>;
  readonly permits: Permits;
}

async function main(campaigns: number, rate: number): Promise<boolean> {
  const log = await startEventLog();
  const { connection } = log;
  const server = process.env['ARAUTO_TEST_EVENTSTOREDB_COMMAND'] ?? 'a double of EventStoreDB';
  console.log(`${server}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}, ${campaigns} campaigns`);
  const store = openEventStoreDB({ connectionString: connection, clock: systemClock, random: systemRandom });
  const reader = openEventStoreDBReader({ connectionString: connection, clock: systemClock });
  const stopping = new AbortController();
  try {
    const ids = Array.from({ length: campaigns }, (_, n) => `gate-${n}`);
    for (const id of ids) await store.append(`campaign-${id}`, [fact('CampaignStarted')], { expected: 'noStream' });
    const known: Gate['known'] = new LiveFold(reader, pauses, 'campaign-');
    await Promise.all(ids.map((id) => known.load(id)));
    // Deaf on purpose: no subscription tells of a pause, only the questions do.
    const follower = { seen: () => Promise.resolve() };
    let failed = 0;
    const permits = new Permits(reader, known, follower, systemClock, () => failed++);
    const wanted = new Set(ids);
    const running = permits.run(() => wanted, stopping.signal);
    const idle = await costOf(() => setTimeout(FOR));
    console.log(`alone               ${idle.toFixed(3)} core`);
    const appender = await startAppender(connection, rate);
    let open = 0;
    const busy = await costOf(async () => (open = await shareOpen({ known, permits }, ids)));
    console.log(
      `${String(rate).padStart(5)} appends/s     ${busy.toFixed(3)} core, open ${(open * 100).toFixed(1)} % of the time`,
    );
    const took = await closings({ known, permits }, ids, (id) =>
      store.append(`campaign-${id}`, [fact('CampaignPaused')], { expected: 'any' }),
    );
    appender.kill('SIGKILL');
    const [median, worst] = [took[took.length >> 1]!, took.at(-1)!];
    console.log(
      `${PAUSES} pauses          known after ${median.toFixed(0)} ms, ${worst.toFixed(0)} ms at most; ${failed} questions failed`,
    );
    stopping.abort();
    await running;
    return Math.max(idle, busy) <= MOST.core && worst <= MOST.closed;
  } finally {
    stopping.abort();
    await reader.close();
    await store.close();
    await log.stop();
  }
}

function fact(type: string) {
  return { id: systemRandom.uuid(), type, data: {}, metadata: {} };
}

/** Cores of this process, all its threads. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
  const [before, begun] = [process.cpuUsage(), performance.now()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - begun);
}

async function shareOpen({ permits }: Gate, ids: readonly string[]): Promise<number> {
  let [open, looks] = [0, 0];
  for (const end = performance.now() + FOR; performance.now() < end; await setTimeout(20)) {
    looks += ids.length;
    open += ids.filter((id) => permits.isOpen(id)).length;
  }
  return open / looks;
}

/** Milliseconds from each commit until the pause is known or the gate closed, in order. */
async function closings(
  { known, permits }: Gate,
  ids: readonly string[],
  pause: (id: string) => Promise<unknown>,
): Promise<readonly number[]> {
  const took: number[] = [];
  for (let n = 0; n < PAUSES; n++) {
    const id = ids[n % ids.length]!;
    const before = known.revisionOf(id)!;
    await pause(id);
    const committed = performance.now();
    while (known.revisionOf(id) === before && permits.isOpen(id)) await setTimeout(1);
    took.push(performance.now() - committed);
    while (!permits.isOpen(id)) await setTimeout(10);
  }
  return took.sort((a, b) => a - b);
}

async function startAppender(connection: string, rate: number): Promise<ChildProcess> {
  const child = fork(__filename, ['append', connection, String(rate)]);
  await once(child, 'message');
  return child;
}

/** Does not end. */
async function append(connectionString: string, rate: number): Promise<void> {
  const store = openEventStoreDB({ connectionString, clock: systemClock, random: systemRandom });
  const begun = performance.now();
  for (let n = 0; ; await setTimeout(10)) {
    const due = ((performance.now() - begun) / 1000) * rate;
    for (; n < due; n++) {
      const { type, data, metadata } = makeEvent(n % 4, n);
      void store
        .append(`contact-gate.${n}`, [{ id: systemRandom.uuid(), type, data, metadata }], { expected: 'noStream' })
        .catch(() => undefined);
    }
    process.send?.('begun');
  }
}

const [first = '50', second, third] = process.argv.slice(2);
if (first === 'append') void append(second!, Number(third));
else void main(Number(first), Number(second ?? 1000)).then((kept) => process.exit(kept ? 0 : 1));

import { type Job, makeEvent, ROUNDS, WAITING } from './append.job';
import { BareLog } from './bare-log';

/**
 * What the append job costs at least on EventStoreDB: a loop over its client that keeps a thousand appends waiting, each at the revision it knows
 * to be the last. The client pipelines them. No window, no repeats, no time-outs, no checks of events.
 */
export async function runAppendOnServersYardstick(connectionString: string, job: Job): Promise<void> {
  const log = new BareLog(connectionString);
  for (let round = 0; round < ROUNDS; round++) {
    const order = job.orders[round]!;
    let next = 0;
    const writer = async () => {
      while (next < order.length) {
        const n = order[next++]!;
        const stream = job.streams[n]!;
        if (!(await log.append(stream, [makeEvent(round, n)], round - 1))) throw new Error(`${stream} is elsewhere`);
      }
    };
    await Promise.all(Array.from({ length: WAITING }, writer));
  }
  await log.close();
}

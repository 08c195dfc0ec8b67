import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '@arauto/clock';
import { START } from '@arauto/event-store';
import { openEventStoreDBReader } from '@arauto/event-store/eventstoredb';
import { connectMongo } from '@arauto/mongo';
import { PROJECTIONS } from '../../apps/engine/src/projector/projections';
import { subscribeBare } from './bare-subscription';
import { type Part, repeat, type Sent } from './mongo-writes';

/** One thread of a side that catches up. */
export interface CatchUpThread {
  /** Ours reads alone; the bare one writes, too, where it is told what. */
  readonly side: 'ours' | 'bare';
  readonly part: Part;
  readonly eventStore: string;
  /** How many events the part has: the thread ends after the last. */
  readonly events: number;
  readonly writes?: { readonly uri: string; readonly database: string; readonly sent: readonly Sent[] };
}

const { side, part, eventStore, events, writes } = workerData as CatchUpThread;

async function readOurs(): Promise<void> {
  const reader = openEventStoreDBReader({ connectionString: eventStore, clock: systemClock });
  const types = [...new Set(PROJECTIONS[part.group].flatMap(({ handles }) => handles))];
  const filter = { types, lane: part.lane };
  let read = 0;
  for await (const messages of reader.subscribe({ after: START, filter, signal: new AbortController().signal })) {
    for (const { kind } of messages) if (kind === 'event') read++;
    if (read >= events) break;
  }
  await reader.close();
}

async function readBare(): Promise<void> {
  const subscription = subscribeBare(eventStore, part.lane);
  if (writes) {
    const client = await connectMongo(writes.uri);
    await repeat(client, writes.database, writes.sent, true, subscription.until);
    await client.close();
  } else await subscription.until(events);
  await subscription.close();
}

void (side === 'ours' ? readOurs() : readBare()).then(() => parentPort!.close());

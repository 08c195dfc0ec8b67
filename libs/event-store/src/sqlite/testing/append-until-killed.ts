import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { systemClock } from '@arauto/clock';
import { openSqliteEventStore } from '../event-store';

/**
 * A program for the crash test: appends three events at a time to new streams, sixteen at once, until it is killed, and
 * writes down `stream position id` of each append at the moment it is acknowledged.
 */
async function appendForEver(path: string, commits: 'inline' | 'thread'): Promise<never> {
  const store = openSqliteEventStore({ path, clock: systemClock, commits });
  const writer = async (): Promise<never> => {
    for (;;) {
      const stream = `crash-${randomUUID()}`;
      const ids = [randomUUID(), randomUUID(), randomUUID()];
      const batch = ids.map((id) => ({ id, type: 'Appended', data: { text: 'x'.repeat(500) }, metadata: {} }));
      const { position } = await store.append(stream, batch, { expected: 'noStream' });
      writeSync(1, `${stream} ${position} ${ids[2]}\n`);
    }
  };
  return Promise.race(Array.from({ length: 16 }, writer));
}

void appendForEver(process.argv[2]!, process.argv[3] as 'inline' | 'thread');

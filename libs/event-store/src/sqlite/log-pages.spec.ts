import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { anEvent, aStream, eventsIn } from '../contract/builders';
import { openSqliteEventStore } from './event-store';

describe('pages of a subscription', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-pages-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('grow while events are small and shrink to about a megabyte when they are large', async () => {
    const store = openSqliteEventStore({ path: join(folder, 'events.db'), clock: systemClock });
    const append = (length: number, count: number) =>
      store.appendMany(
        Array.from({ length: count }, () => ({
          stream: aStream(),
          events: [anEvent({ data: { text: 'x'.repeat(length) } })],
          expected: 'noStream' as const,
        })),
      );
    await append(10, 64 + 128);
    await append(100_000, 300);
    const sizes: number[] = [];
    for await (const messages of store.subscribe({ after: '', signal: new AbortController().signal })) {
      sizes.push(eventsIn(messages).length);
      if (messages.at(-1)?.kind === 'caughtUp') break;
    }
    expect(sizes.slice(0, 3)).toEqual([64, 128, 256]);
    expect(Math.max(...sizes.slice(3))).toBeLessThanOrEqual(21);
    await store.close();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, VirtualClock } from '@arauto/clock';
import { aStream, events, eventsIn, follow, idsOf, readAllOf } from '../contract/builders';
import { openSqliteEventReader } from './event-reader';
import { openSqliteEventStore } from './event-store';

describe('a reader beside the writer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-reader-'));
  const path = join(folder, 'events.db');
  const clock = new VirtualClock();
  const store = openSqliteEventStore({ path, clock: systemClock, onCommit: () => onCommit() });
  const reader = openSqliteEventReader(path, { clock, pollMs: 100 });
  let onCommit = () => {};

  afterAll(async () => {
    reader.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('reads what is committed: streams, the log, the head', async () => {
    const stream = aStream();
    const { position } = await store.append(stream, events(3), { expected: 'noStream' });
    expect(await idsOf(reader, stream)).toEqual(await idsOf(store, stream));
    expect(await readAllOf(reader.readAll())).toEqual(await readAllOf(store.readAll()));
    expect(await reader.head()).toBe(position);
  });

  it('goes on at once when it is notified', async () => {
    onCommit = () => reader.notify();
    const stream = aStream();
    const followed = follow(reader, { after: await reader.head() }, (seen) => eventsIn(seen).length >= 2);
    await store.append(stream, events(1), { expected: 'noStream' });
    await store.append(stream, events(1), { expected: 0 });
    expect(eventsIn(await followed)).toMatchObject([{ revision: 0 }, { revision: 1 }]);
    onCommit = () => {};
  });

  it('looks by itself when nobody notifies it', async () => {
    const abort = new AbortController();
    const followed = reader.subscribe({ after: await reader.head(), signal: abort.signal })[Symbol.asyncIterator]();
    await followed.next();
    const stream = aStream();
    await store.append(stream, events(1), { expected: 'noStream' });
    const next = followed.next();
    await clock.advance(100);
    expect(eventsIn((await next).value ?? [])).toMatchObject([{ stream }]);
    abort.abort();
  });
});

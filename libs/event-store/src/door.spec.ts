import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@arauto/clock';
import { anEvent, aStream, eventsIn, follow, readAllOf } from './contract/builders';
import { storeBehindDoor, versionOf, WrittenByLaterVersion } from './door';
import { type EventStore, type JsonObject, START } from './port';
import { openSqliteEventStore } from './sqlite';

/** `Named` has had a name, then names, then names and warmth. */
const today = new Map([
  ['Named', 3],
  ['Happened', 1],
]);
const versions = {
  today: (type: string) => today.get(type),
  upcast(_: string, data: JsonObject, from: number): JsonObject {
    const named = from === 1 ? { names: [data['name']!] } : data;
    return { ...named, warmly: false };
  },
};
const OF_TODAY = { names: ['Ana'], warmly: false };

const named = (v: number | undefined, data: JsonObject) =>
  anEvent({ type: 'Named', data, metadata: { by: 'ana', ...(v !== undefined && { v }) } });

describe('the door of the log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-door-'));
  let stored: EventStore;
  let store: EventStore;

  beforeAll(() => {
    stored = openSqliteEventStore({ path: join(folder, 'events.db'), clock: new VirtualClock() });
    store = storeBehindDoor(stored, versions);
  });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const readers: [string, (stream: string) => Promise<unknown[]>][] = [
    ['readStream', async (stream) => readAllOf(await store.readStream(stream))],
    ['readAll', (stream) => readAllOf(store.readAll({ filter: { streamPrefixes: [stream] } }))],
    [
      'subscribe',
      async (stream) => {
        const caughtUp = (seen: readonly { kind: string }[]) => seen.at(-1)?.kind === 'caughtUp';
        return eventsIn(await follow(store, { after: START, filter: { streamPrefixes: [stream] } }, caughtUp));
      },
    ],
  ];

  describe.each(readers)('read by %s', (_, read) => {
    it('gives every event in the version of today, and all else of it as it is', async () => {
      const stream = aStream();
      const written = [
        ...[named(undefined, { name: 'Ana' }), named(1, { name: 'Ana' }), named(2, { names: ['Ana'] })],
        named(3, OF_TODAY),
      ];
      await stored.append(stream, written, { expected: 'noStream' });
      expect(await read(stream)).toMatchObject(
        written.map(({ id }, revision) => ({
          ...{ stream, revision, id, type: 'Named' },
          ...{ data: OF_TODAY, metadata: { by: 'ana', v: 3 } },
        })),
      );
    });

    it('lets what is not known pass as it is', async () => {
      const stream = aStream();
      await stored.append(stream, [anEvent({ type: 'Waved', data: { to: 'Rui' }, metadata: { v: 7 } })], {
        expected: 'noStream',
      });
      expect(await read(stream)).toMatchObject([{ type: 'Waved', data: { to: 'Rui' }, metadata: { v: 7 } }]);
    });

    it('ends before an event of a later version, by name', async () => {
      const stream = aStream();
      await stored.append(stream, [named(3, OF_TODAY), named(4, {}), named(3, OF_TODAY)], { expected: 'noStream' });
      const failure = await read(stream).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(WrittenByLaterVersion);
      expect(failure).toMatchObject({ stream, type: 'Named' });
      expect(String(failure)).toMatch(/Named at \d+ in .* version 4, and this program knows versions up to 3\./);
    });
  });

  it('gives a follower everything that lies before an event of a later version', async () => {
    const stream = aStream();
    const fit = [named(1, { name: 'Ana' }), named(3, OF_TODAY)];
    await stored.append(stream, [...fit, named(4, {})], { expected: 'noStream' });
    const seen: string[] = [];
    const all = { after: START, filter: { streamPrefixes: [stream] }, signal: new AbortController().signal };
    const following = async () => {
      for await (const messages of store.subscribe(all)) seen.push(...eventsIn(messages).map(({ id }) => id));
    };
    await expect(following()).rejects.toThrow(WrittenByLaterVersion);
    expect(seen).toEqual(fit.map(({ id }) => id));
  });

  it('hands on what is of today as it came, without a copy', async () => {
    const stream = aStream();
    const event = { ...anEvent(), stream, revision: 0, position: '1', at: 0, metadata: { v: 1 } };
    const messages = [{ kind: 'event' as const, event }];
    const one: EventStore = Object.assign(Object.create(stored) as EventStore, {
      readStream: () => Promise.resolve(Object.assign(iterating(event), { exists: true })),
      subscribe: () => iterating(messages),
    });
    const behind = storeBehindDoor(one, versions);
    expect((await readAllOf(await behind.readStream(stream)))[0]).toBe(event);
    for await (const batch of behind.subscribe({ after: START, signal: new AbortController().signal })) {
      expect(batch).toBe(messages);
    }
  });

  it('stamps what is appended, whatever its writer says of a version', async () => {
    const stream = aStream();
    const metadata = { by: 'ana', v: 1 };
    const [one, other] = [anEvent({ metadata }), anEvent({ type: 'Named', data: OF_TODAY, metadata })];
    await store.append(stream, [one, other], { expected: 'noStream' });
    await store.appendMany([{ stream, events: [anEvent({ type: 'Named', data: OF_TODAY })], expected: 1 }]);
    const read = await readAllOf(await stored.readStream(stream));
    expect(read.map((event) => [event.type, versionOf(event.metadata)])).toEqual([
      ['Happened', 1],
      ['Named', 3],
      ['Named', 3],
    ]);
    expect(metadata).toEqual({ by: 'ana', v: 1 });
  });

  it('takes no event that it would not know again', async () => {
    const stream = aStream();
    const waved = [anEvent({ type: 'Waved' })];
    await expect(store.append(stream, waved, { expected: 'noStream' })).rejects.toThrow('Waved is no event');
    await expect(store.appendMany([{ stream, events: waved, expected: 'noStream' }])).rejects.toThrow(TypeError);
    expect((await stored.readStream(stream)).exists).toBe(false);
  });
});

async function* iterating<T>(...values: T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

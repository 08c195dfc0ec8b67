import { randomUUID } from 'node:crypto';
import { type Clock, seededRandom, systemClock } from '@arauto/clock';
import {
  commonPart,
  copyLog,
  type EventReader,
  type LogCopy,
  NOTHING_IN_COMMON,
  type NewEvent,
  type RecordedEvent,
  type SubscriptionMessage,
} from '@arauto/event-store';
import { openEventStoreDB, openEventStoreDBCopy } from '@arauto/event-store/eventstoredb';
import type { AppendFault } from './faults';
import { EventStoreDBDouble } from './server';

const HURRY = 10;
const hurried: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms / HURRY, signal),
  after: (ms, callback) => systemClock.after(ms / HURRY, callback),
};
const AT = Date.parse('2026-03-01T12:00:00Z');

/** A log in memory: streams of a few events that lie between one another, recorded in the past, some in one millisecond. */
function recorded(count: number, seed: string): readonly RecordedEvent[] {
  const random = seededRandom(seed);
  const lengths = new Map<string, number>();
  let at = AT;
  return Array.from({ length: count }, (_, n) => {
    const stream = `contact-${Math.floor(random.fraction() * (count / 4))}`;
    const revision = lengths.get(stream) ?? 0;
    lengths.set(stream, revision + 1);
    at += Math.floor(random.fraction() * 3);
    return {
      ...{ stream, revision, at, position: String(n + 1).padStart(16, '0'), id: randomUUID(), type: `Type${n % 3}` },
      ...{ data: { n, text: 'é\ud800' }, metadata: { $correlationId: 'c', v: 1, actor: { id: 'a', name: 'A' } } },
    };
  });
}

function logOf(events: readonly RecordedEvent[]): Pick<EventReader, 'readAll'> {
  return {
    async *readAll({ after = '' } = {}) {
      for (const event of events) if (event.position > after) yield await Promise.resolve(event);
    },
  };
}

async function all(events: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  for await (const event of events) read.push(event);
  return read;
}

const anyPosition = (events: readonly RecordedEvent[]) =>
  events.map((event): RecordedEvent => ({ ...event, position: expect.any(String) as string }));

describe('a log copied into a double of EventStoreDB', () => {
  let double: EventStoreDBDouble;
  let copy: LogCopy;
  let troubles: string[];
  const ending = new AbortController();
  const seed = String(Date.now());

  beforeEach(async () => {
    double = await EventStoreDBDouble.start();
    copy = openEventStoreDBCopy({ connectionString: double.connectionString, clock: hurried });
    troubles = [];
  });
  afterEach(async () => {
    double.faults.clear();
    await copy.close();
    await double.stop();
  });

  const move = (events: readonly RecordedEvent[], onProgress: (events: number) => void = () => undefined) =>
    copyLog(logOf(events), copy, NOTHING_IN_COMMON, {
      ...{ clock: hurried, signal: ending.signal },
      onProgress: (done, trouble) => {
        if (trouble) troubles.push(trouble.message);
        else onProgress(done);
      },
    });

  it(`is the same in every way a reader can look at it (seed ${seed})`, async () => {
    const events = recorded(700, seed);
    const reached: number[] = [];
    await move(events, (done) => void reached.push(done));
    expect(reached.at(-1)).toBe(events.length);
    const store = openEventStoreDB({ connectionString: double.connectionString, clock: systemClock });
    const there = await all(store.readAll());
    expect(there).toEqual(anyPosition(events));
    expect(there.map(({ position }) => position)).toEqual(there.map(({ position }) => position).sort());
    const { stream } = events[0]!;
    const inStream = events.filter((event) => event.stream === stream);
    expect(await all(await store.readStream(stream))).toEqual(anyPosition(inStream));
    const backwards = store.readAll({ direction: 'backwards', limit: 3 });
    expect(await all(backwards)).toEqual(anyPosition(events.slice(-3).reverse()));
    const followed: SubscriptionMessage[] = [];
    const stop = new AbortController();
    for await (const messages of store.subscribe({ after: '', signal: stop.signal })) {
      followed.push(...messages.filter(({ kind }) => kind === 'event'));
      if (followed.length === events.length) stop.abort();
    }
    expect(followed).toEqual(anyPosition(events).map((event) => ({ kind: 'event', event })));
    // It goes on as any log, with the server's own time.
    const next: NewEvent = { id: randomUUID(), type: 'Type0', data: {}, metadata: { v: 1 } };
    const before = Date.now();
    await store.append(stream, [next], { expected: inStream.length - 1 });
    const [last] = await all(store.readAll({ direction: 'backwards', limit: 1 }));
    expect(last).toMatchObject({ ...next, revision: inStream.length });
    expect(last!.at).toBeGreaterThanOrEqual(before - 1_000);
    await store.close();
  });

  it.each<[string, AppendFault]>([
    ['fails, with it in the log', { answer: 'unavailable', committed: true }],
    ['fails, without it', { answer: 'unavailable', committed: false }],
    ['is ended as if all was well, with it in the log', { answer: 'halfClosed', committed: true }],
    ['is ended as if all was well, without it', { answer: 'halfClosed', committed: false }],
    ['has no answer, with it in the log', { answer: 'never', committed: true }],
    ['is too slow for the server, with it in the log', { answer: 'timedOut', committed: true }],
  ])(`goes on in order, without a double or a gap, when an append %s (seed ${seed})`, async (_, fault) => {
    const events = recorded(600, seed);
    for (const at of [0, 150, 599]) void double.faults.failAppends(fault, { stream: events[at]!.stream });
    await move(events);
    expect(await all(copy.log.readAll())).toEqual(anyPosition(events));
    expect(troubles.length).toBeGreaterThan(0);
  });

  it(`goes on where another process ended, wherever that was (seed ${seed})`, async () => {
    const random = seededRandom(seed);
    const events = recorded(1_000, seed);
    for (let at = 0; at < events.length; at += 1 + Math.floor(random.fraction() * 300)) {
      const ended = openEventStoreDBCopy({ connectionString: double.connectionString, clock: hurried });
      const some = logOf(events.slice(0, at));
      await copyLog(some, ended, NOTHING_IN_COMMON, {
        clock: hurried,
        signal: ending.signal,
        onProgress: () => undefined,
      });
      await ended.close();
    }
    await move(events);
    expect(await all(copy.log.readAll())).toEqual(anyPosition(events));
  });

  it('goes on by itself when the server was gone in the middle of it', async () => {
    const events = recorded(1_000, seed);
    const moving = move(events, (done) => {
      if (done < 300 || done > 500 || troubles.length > 0) return;
      troubles.push('crash');
      void double.crash().then(() => double.comeBack());
    });
    await moving;
    expect(troubles.length).toBeGreaterThan(1);
    expect(await all(copy.log.readAll())).toEqual(anyPosition(events));
  });

  it(`says so when the server refused one and took another after it: what is there cannot be put in order (seed ${seed})`, async () => {
    const events = recorded(600, seed);
    // Its first append is met, and the very first of the log goes alone: one that begins later has others behind it.
    const { stream } = events.find(({ revision }, n) => n >= 100 && revision === 0)!;
    void double.faults.failAppends({ answer: 'busy' }, { stream });
    await expect(move(events)).rejects.toMatchObject({ name: 'LogsDiffer' });
  });

  it('is refused where something else is, and nothing is written', async () => {
    const events = recorded(20, seed);
    const store = openEventStoreDB({ connectionString: double.connectionString, clock: systemClock });
    await store.append('campaign-other', [{ id: randomUUID(), type: 'Other', data: {}, metadata: {} }], {
      expected: 'noStream',
    });
    const before = double.eventCount;
    await expect(move(events)).rejects.toMatchObject({
      name: 'LogsDiffer',
      message: `event 1 is Other, revision 0 of campaign-other, in the other Type0, revision 0 of ${events[0]!.stream}`,
    });
    expect(double.eventCount).toBe(before);
    await store.close();
  });

  it('is refused where the log has gone on already', async () => {
    const events = recorded(20, seed);
    await move(events);
    await expect(move(events.slice(0, 10))).rejects.toThrow('it goes on after all 10 events of the other');
    expect(await commonPart(logOf(events.slice(0, 10)), copy.log)).toMatchObject({ events: 10, longer: 'copy' });
    expect(await commonPart(logOf(events), copy.log)).toMatchObject({ events: 20, longer: 'neither' });
  });

  it('ends with the reason of its signal', async () => {
    const stop = new AbortController();
    const stopping = copyLog(logOf(recorded(500, seed)), copy, NOTHING_IN_COMMON, {
      ...{ clock: hurried, signal: stop.signal },
      onProgress: () => stop.abort(new Error('ended by hand')),
    });
    await expect(stopping).rejects.toThrow('ended by hand');
  });
});

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as realTime } from 'node:timers/promises';
import type { Clock } from '@arauto/clock';
import { systemClock } from '@arauto/clock';
import { EventStoreDBClient } from '@eventstore/db-client';
import {
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type SubscriptionMessage,
} from '@arauto/event-store';
import { openEventStoreDB, openEventStoreDBReader, openEventStoreDBSearch } from '@arauto/event-store/eventstoredb';
import { BreakableNetwork } from '../breakable-network';
import { EventStoreDBDouble } from './server';

/** The adapter's seconds are so much shorter here. */
const HURRY = 10;

const hurried: Clock = {
  ...systemClock,
  monotonic: () => systemClock.monotonic() * HURRY,
  sleep: (ms, signal) => systemClock.sleep(ms / HURRY, signal),
  after: (ms, callback) => systemClock.after(ms / HURRY, callback),
};

const anEvent = (): NewEvent => ({ id: randomUUID(), type: 'Happened', data: {}, metadata: {} });
const events = (count: number) => Array.from({ length: count }, anEvent);
const aStream = () => `stream-${randomUUID()}`;
const noStream = { expected: 'noStream' } as const;

async function readAllOf(slice: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> {
  const read: RecordedEvent[] = [];
  for await (const event of slice) read.push(event);
  return read;
}

describe('the adapter for EventStoreDB, before a double with faults', () => {
  let double: EventStoreDBDouble;
  let store: EventStore;

  beforeEach(async () => {
    double = await EventStoreDBDouble.start();
    store = openEventStoreDB({ connectionString: double.connectionString, clock: hurried });
    // Connected: on a busy machine that may take longer than a hurried clock allows.
    await repeated(() => store.head());
  });

  afterEach(async () => {
    double.faults.clear();
    await store.close();
    await double.stop();
  });

  const idsIn = async (stream: string) => (await readAllOf(await store.readStream(stream))).map(({ id }) => id);

  it('reads and appends again soon after a server is back, however long it was asked in vain', async () => {
    const network = new BreakableNetwork(Number(new URL(double.connectionString).port));
    const port = await network.open(0);
    const connectionString = `esdb://127.0.0.1:${port}?tls=false`;
    const others = Array.from({ length: 3 }, () => openEventStoreDB({ connectionString, clock: systemClock }));
    let isOver = false;
    const asking = others.map(async (each) => {
      while (!isOver) {
        void each.append(aStream(), events(1), noStream).catch(() => undefined);
        void each.head().catch(() => undefined);
        await systemClock.sleep(100);
      }
    });
    try {
      await network.close();
      await systemClock.sleep(20_000);
      await network.open(port);
      const backAt = systemClock.monotonic();
      for (const each of others) {
        await repeated(() => each.head());
        await repeated(() => each.append(aStream(), events(1), noStream));
      }
      // by default it is tried ever later, here after ten seconds or so
      expect(systemClock.monotonic() - backAt).toBeLessThan(6_000);
    } finally {
      isOver = true;
      await Promise.all(asking);
      for (const each of others) await each.close();
      await network.close();
    }
  }, 60_000);

  it('neither appends nor closing wait for a cluster whose nodes take connections and answer nothing', async () => {
    const sockets: Socket[] = [];
    const silent = [1, 2].map(() => createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1'));
    await Promise.all(silent.map((server) => once(server, 'listening')));
    const nodes = silent.map((server) => `127.0.0.1:${(server.address() as AddressInfo).port}`);
    const cluster = openEventStoreDB({
      connectionString: `esdb://${nodes.join()}?tls=false&maxDiscoverAttempts=1`,
      clock: hurried,
    });
    const begunAt = systemClock.monotonic();
    await expect(cluster.append(aStream(), events(1), noStream)).rejects.toThrow('took nothing: no node');
    await cluster.close();
    // the client would have given up after ten seconds
    expect(systemClock.monotonic() - begunAt).toBeLessThan(5_000);
    for (const socket of sockets) socket.destroy();
    for (const server of silent) server.close();
  });

  describe('appends', () => {
    it.each([
      ['lost with the call, in the log', 'unavailable', true],
      ['lost with the call, not in the log', 'unavailable', false],
      ['timed out on the server, in the log', 'timedOut', true],
      ['timed out on the server, not in the log', 'timedOut', false],
      ['never answered, in the log', 'never', true],
      ['never answered, not in the log', 'never', false],
      ['whose call the server ended as if all was well, in the log', 'halfClosed', true],
      ['whose call the server ended as if all was well, not in the log', 'halfClosed', false],
    ] as const)('are once in the log when they were %s', async (_, answer, committed) => {
      const stream = aStream();
      const [first, second] = [events(3), events(2)];
      await store.append(stream, first, noStream);
      const struck = double.faults.failAppends({ answer, committed }, { stream });
      const appended = await store.append(stream, second, { expected: 2 });
      await struck;
      const read = await readAllOf(await store.readStream(stream));
      expect(read.map(({ id }) => id)).toEqual([...first, ...second].map(({ id }) => id));
      expect(appended).toEqual({ revision: 4, position: read[4]!.position });
      expect(await store.append(stream, second, { expected: 2 })).toEqual(appended);
    });

    it('are tried again while the server is busy, and then are Unavailable: nothing was written', async () => {
      const stream = aStream();
      void double.faults.failAppends({ answer: 'busy' }, { stream, times: 3 });
      expect(await store.append(stream, events(1), noStream)).toMatchObject({ revision: 0 });
      void double.faults.failAppends({ answer: 'busy' }, { stream, times: 1000 });
      await expect(store.append(stream, events(1), { expected: 0 })).rejects.toMatchObject({
        name: 'Unavailable',
        message: 'EventStoreDB took nothing: Server Is Busy',
      });
      expect(await idsIn(stream)).toHaveLength(1);
    });

    it('are OutcomeUnknown when no try had an outcome, and answered when they are repeated', async () => {
      const stream = aStream();
      const batch = events(2);
      void double.faults.failAppends({ answer: 'timedOut', committed: true }, { stream, times: 1000 });
      await expect(store.append(stream, batch, noStream)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
      double.faults.clear();
      expect(await store.append(stream, batch, noStream)).toMatchObject({ revision: 1 });
      expect(await idsIn(stream)).toHaveLength(2);
    });

    it('at any are not tried again once they may be written: a repeat would be found by luck', async () => {
      const stream = aStream();
      void double.faults.failAppends({ answer: 'timedOut', committed: true }, { stream });
      await expect(store.append(stream, events(1), { expected: 'any' })).rejects.toMatchObject({
        name: 'OutcomeUnknown',
      });
      expect(await idsIn(stream)).toHaveLength(1);
    });

    it('wait for no other stream that is tried again', async () => {
      const append = (stream: string) => store.append(stream, events(1), noStream);
      void double.faults.failAppends({ answer: 'busy' }, { stream: 'stuck-', times: Infinity });
      const stuck = Array.from({ length: 300 }, () => append(`stuck-${randomUUID()}`));
      const settled = Promise.allSettled(stuck);
      await Promise.all(Array.from({ length: 50 }, () => append(`other-${randomUUID()}`)));
      double.faults.clear();
      for (const outcome of await settled) {
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'Unavailable' });
      }
    });

    it('of one stream do not overtake one another when one is tried again', async () => {
      const stream = aStream();
      const batches = Array.from({ length: 5 }, () => events(2));
      void double.faults.failAppends({ answer: 'busy' }, { stream });
      void double.faults.failAppends({ answer: 'timedOut', committed: false }, { stream });
      const results = await store.appendMany(
        batches.map((batch, n) => ({ stream, events: batch, expected: n === 0 ? 'noStream' : n * 2 - 1 })),
      );
      expect(results.map((result) => 'ok' in result && result.ok.revision)).toEqual([1, 3, 5, 7, 9]);
      expect(await idsIn(stream)).toEqual(batches.flat().map(({ id }) => id));
    });

    it('of another client are left alone by an error of this one', async () => {
      const elsewhere = await EventStoreDBDouble.start();
      const other = openEventStoreDB({ connectionString: elsewhere.connectionString, clock: systemClock });
      const stream = aStream();
      elsewhere.delayAnswers(300);
      const slow = other.append(stream, events(1), noStream);
      void double.faults.failAppends({ answer: 'unavailable', committed: false });
      await store.append(aStream(), events(1), noStream);
      expect(await slow).toMatchObject({ revision: 0 });
      await other.close();
      await elsewhere.stop();
    });

    it('are all there once after a crash in the middle of them', async () => {
      const items = Array.from({ length: 400 }, () => ({
        stream: aStream(),
        events: events(1),
        expected: 'noStream' as const,
      }));
      void double.faults.failAppends({ answer: 'unavailable', committed: true }, { times: 3 });
      const appending = store.appendMany(items);
      await until(() => double.eventCount > 100);
      await double.crash();
      await double.comeBack();
      const results = await appending;
      expect(await store.appendMany(items)).toEqual(results.map((result, n) => ('ok' in result ? result : retried(n))));
      const inLog = await readAllOf(store.readAll());
      expect(inLog.map(({ stream }) => stream).sort()).toEqual(items.map(({ stream }) => stream).sort());
      function retried(n: number) {
        expect(results[n]).toMatchObject({ error: { name: expect.stringMatching(/^(OutcomeUnknown|Unavailable)$/) } });
        return { ok: expect.objectContaining({ revision: 0 }) };
      }
    });

    it('are Unavailable while the server is gone, and taken again when it is back', async () => {
      await double.crash();
      await expect(store.head()).rejects.toMatchObject({ name: 'Unavailable' });
      await expect(store.append(aStream(), events(1), noStream)).rejects.toMatchObject({ name: 'Unavailable' });
      await double.comeBack();
      expect(await store.append(aStream(), events(1), noStream)).toMatchObject({ revision: 0 });
    });

    it('are OutcomeUnknown where the server was stalled, and there once when it goes on', async () => {
      const stream = aStream();
      const batch = events(2);
      await store.append(aStream(), events(1), noStream);
      double.stall();
      await expect(store.append(stream, batch, noStream)).rejects.toMatchObject({ name: 'OutcomeUnknown' });
      double.resume();
      expect(await repeated(() => store.append(stream, batch, noStream))).toMatchObject({ revision: 1 });
      expect(await idsIn(stream)).toEqual(batch.map(({ id }) => id));
    });

    it('are StreamDeleted after the stream was deleted for good, as reads of it are', async () => {
      const stream = aStream();
      await store.append(stream, events(1), noStream);
      const after = await store.head();
      await asAdmin((client) => client.tombstoneStream(stream));
      await expect(store.append(stream, events(1), { expected: 0 })).rejects.toMatchObject({ name: 'StreamDeleted' });
      await expect(store.readStream(stream)).rejects.toMatchObject({ name: 'StreamDeleted', stream });
      // The server's own event of it is none of ours.
      expect(await readAllOf(store.readAll({ after }))).toEqual([]);
    });

    it('go on in a stream that was deleted in the soft way', async () => {
      const stream = aStream();
      await store.append(stream, events(2), noStream);
      await asAdmin((client) => client.deleteStream(stream));
      expect((await store.readStream(stream)).exists).toBe(false);
      expect(await store.append(stream, events(1), { expected: 1 })).toMatchObject({ revision: 2 });
    });
  });

  describe('reads', () => {
    it('are Unavailable when the server is busy, gone or silent', async () => {
      const stream = aStream();
      await store.append(stream, events(3), noStream);
      for (const answer of ['busy', 'unavailable', 'never'] as const) {
        void double.faults.failReads('reads', { answer, afterEvents: 0 });
        await expect(store.readStream(stream)).rejects.toMatchObject({ name: 'Unavailable' });
        void double.faults.failReads('reads', { answer, afterEvents: 1 });
        await expect(readAllOf(store.readAll())).rejects.toMatchObject({ name: 'Unavailable' });
      }
      await double.crash();
      await expect(store.head()).rejects.toMatchObject({ name: 'Unavailable' });
      await double.comeBack();
      expect(await idsIn(stream)).toHaveLength(3);
    });

    it('with a filter are Unavailable, too, and leave no call open', async () => {
      await store.append(aStream(), events(3), noStream);
      void double.faults.failReads('subscriptions', { answer: 'unavailable', afterEvents: 1 });
      const filter = { types: ['Happened'] };
      await expect(readAllOf(store.readAll({ filter }))).rejects.toMatchObject({ name: 'Unavailable' });
      expect(await readAllOf(store.readAll({ filter, limit: 2 }))).toHaveLength(2);
      await until(() => double.subscriptionCount === 0);
    });

    it('give events that can be written as JSON: no bigint is left in them', async () => {
      const stream = aStream();
      await store.append(stream, events(1), noStream);
      const [event] = await readAllOf(store.readAll());
      expect(JSON.parse(JSON.stringify(event))).toEqual(event);
    });

    it('of an auditor end with the failure, or with the time they are given', async () => {
      await store.append(aStream(), events(3), noStream);
      const auditors = openEventStoreDBSearch({ connectionString: double.connectionString, clock: hurried });
      const search = { after: '', filter: {}, where: {}, limit: 10, budget: 2_000 };
      expect(await auditors.search(search)).toMatchObject({ end: true, events: { length: 3 } });
      void double.faults.failReads('subscriptions', { answer: 'never', afterEvents: 3 });
      // One of the three is the server's own.
      expect(await auditors.search(search)).toMatchObject({ end: false, events: { length: 2 } });
      void double.faults.failReads('subscriptions', { answer: 'unavailable', afterEvents: 0 });
      await expect(auditors.search(search)).rejects.toMatchObject({ name: 'Unavailable' });
      await auditors.close();
    });
  });

  describe('subscriptions', () => {
    let abort: AbortController;
    let seen: RecordedEvent[];
    let last: Position;
    let states: string[];
    let following: Promise<void>;

    beforeEach(() => {
      abort = new AbortController();
      [seen, states] = [[], []];
    });

    afterEach(async () => {
      abort.abort();
      await following;
    });

    function follow(filter?: { streamPrefixes: string[] }, pace: () => Promise<void> | void = () => undefined): void {
      const onState = (state: string) => states.push(state);
      const options = { after: '', signal: abort.signal, onState, ...(filter && { filter }) };
      following = (async () => {
        for await (const messages of store.subscribe(options)) {
          for (const message of messages) take(message);
          await pace();
        }
      })();
    }

    /** Nothing may come before what a message said was delivered already. */
    function take(message: SubscriptionMessage): void {
      const position = message.kind === 'event' ? message.event.position : message.position;
      if (last !== undefined && (message.kind === 'event' ? position <= last : position < last)) {
        throw new Error(`${message.kind} at ${position} after ${last}`);
      }
      last = position;
      if (message.kind === 'event') seen.push(message.event);
    }

    beforeEach(() => (last = ''));

    const written = async (count: number, stream = aStream()) => {
      for (let left = count; left > 0; left -= 100)
        await store.append(stream, events(Math.min(100, left)), { expected: 'any' });
    };

    it.each(['unavailable', 'tooSlow', 'ended'] as const)(
      'go on without a gap or a repeat after they were dropped: %s',
      async (why) => {
        await written(200);
        follow();
        for (const count of [200, 400, 600, 800]) {
          await until(() => seen.length === count);
          double.dropSubscriptions(why);
          await written(200);
        }
        await until(() => seen.length === 1000);
        expect(seen).toEqual(await readAllOf(store.readAll()));
        expect(states.slice(0, 3)).toEqual(['live', 'retrying', 'live']);
      },
    );

    it('go on without a gap or a repeat where the consumer is too slow for what is live', async () => {
      let goOn: () => void = () => undefined;
      const pulled = new Promise<void>((resolve) => (goOn = resolve));
      follow(undefined, () => pulled);
      await until(() => states.length === 1);
      const large = () => events(20).map((event) => ({ ...event, data: { text: 'x'.repeat(4_000) } }));
      for (let n = 0; n < 50; n++) await store.append(aStream(), large(), noStream);
      goOn();
      await until(() => seen.length === 1_000);
      expect(seen).toEqual(await readAllOf(store.readAll()));
      expect(states).toContain('retrying');
    });

    it('go on when connections are reset, after a crash, and after the server was gone for a minute', async () => {
      await written(100);
      follow();
      await until(() => seen.length === 100);
      double.cutConnections();
      await repeated(() => store.append(aStream(), events(100), noStream));
      await until(() => seen.length === 200);
      await double.crash();
      await realTime(60_000 / HURRY);
      expect(states.at(-1)).toBe('retrying');
      await double.comeBack();
      await repeated(() => store.append(aStream(), events(100), noStream));
      await until(() => seen.length === 300);
      expect(states.at(-1)).toBe('live');
      expect(seen).toEqual(await readAllOf(store.readAll()));
    });

    it.each([undefined, { streamPrefixes: ['stream-'] }])(
      'are begun again when they fall silent while the log goes on (filter: %j)',
      async (filter) => {
        await written(10);
        follow(filter);
        await until(() => seen.length === 10);
        double.silenceSubscriptions();
        await written(10);
        await until(() => seen.length === 20);
        expect([...states.slice(0, 2), states.at(-1)]).toEqual(['live', 'retrying', 'live']);
      },
    );

    it.each([undefined, { streamPrefixes: ['stream-'] }])(
      'know within 5 s that nothing comes in or out any more, and go on when it does (filter: %j)',
      async (filter) => {
        await written(10);
        follow(filter);
        await until(() => seen.length === 10 && states.at(-1) === 'live');
        const begun = hurried.monotonic();
        double.stall();
        await until(() => states.at(-1) === 'retrying');
        // A busy machine hurries less.
        expect(hurried.monotonic() - begun).toBeLessThan(2 * 5_000);
        double.resume();
        await repeated(() => store.append(aStream(), events(10), noStream));
        await until(() => seen.length === 20);
      },
    );

    it('deliver what comes while the log does not say where it ends', async () => {
      follow({ streamPrefixes: ['stream-'] });
      await until(() => states.length === 1);
      await double.faults.failReads('reads', { answer: 'never', afterEvents: 0 });
      await written(10);
      await until(() => seen.length === 10);
      expect(states).toEqual(['live']);
    });

    it('are begun again when the server does not answer them', async () => {
      await written(10);
      void double.faults.failReads('subscriptions', { answer: 'never', afterEvents: 0 });
      void double.faults.failReads('subscriptions', { answer: 'busy', afterEvents: 0 });
      follow();
      await until(() => seen.length === 10);
      expect(states).toEqual(['retrying', 'retrying', 'live']);
    });

    it('tell checkpoints and the end in their place, behind the events before them, however slowly they are read', async () => {
      for (let n = 0; n < 3; n++) {
        await written(5_000, `other-${n}`);
        await written(10, `mine-${n}`);
      }
      const checkpoints: Position[] = [];
      const after = seen;
      for await (const messages of store.subscribe({
        after: '',
        filter: { streamPrefixes: ['mine-'] },
        signal: abort.signal,
      })) {
        for (const message of messages) {
          take(message);
          if (message.kind === 'checkpoint') checkpoints.push(message.position);
          if (message.kind === 'caughtUp') abort.abort();
        }
        await realTime(1);
      }
      expect(after).toHaveLength(30);
      expect(checkpoints.length).toBeGreaterThan(0);
      expect(last).toBe(await store.head());
      following = Promise.resolve();
    });

    it('move on past what their filter leaves out, when little happens', async () => {
      follow({ streamPrefixes: ['mine-'] });
      await until(() => states.length === 1);
      await written(5, 'other-1');
      const head = await store.head();
      await until(() => last === head);
      await written(5, 'mine-1');
      await until(() => seen.length === 5);
    });

    it('leave no call open when they are left, aborted, or not pulled any more', async () => {
      await written(100);
      for await (const messages of store.subscribe({ after: '', signal: abort.signal })) if (messages.length > 0) break;
      await until(() => double.subscriptionCount === 0);
      const ending = new AbortController();
      const pulled = store.subscribe({ after: '', signal: ending.signal })[Symbol.asyncIterator]();
      await pulled.next();
      expect(double.subscriptionCount).toBe(1);
      ending.abort();
      await until(() => double.subscriptionCount === 0);
      following = Promise.resolve();
    });

    it('fail once the store is closed', async () => {
      const open = openEventStoreDB({ connectionString: double.connectionString, clock: hurried });
      const followed = open.subscribe({ after: '', signal: abort.signal })[Symbol.asyncIterator]();
      await followed.next();
      const next = followed.next();
      await open.close();
      await expect(next).rejects.toMatchObject({ name: 'Unavailable', message: 'the event log is closed' });
      await expect(open.append(aStream(), events(1), noStream)).rejects.toMatchObject({ name: 'Unavailable' });
      following = Promise.resolve();
    });

    it('are served by a reader alone, with a connection of its own', async () => {
      const reader = openEventStoreDBReader({ connectionString: double.connectionString, clock: hurried });
      await written(10);
      const [event] = await readAllOf(reader.readAll({ limit: 1 }));
      const filter = { lane: { index: 0, of: 1 } };
      for await (const messages of reader.subscribe({ after: event!.position, filter, signal: abort.signal })) {
        for (const message of messages) take(message);
        if (seen.length === 9) abort.abort();
      }
      expect(seen.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      await reader.close();
      following = Promise.resolve();
    });
  });

  async function asAdmin(work: (client: EventStoreDBClient) => Promise<unknown>): Promise<void> {
    const client = EventStoreDBClient.connectionString(double.connectionString);
    await work(client);
    await client.dispose();
  }
});

/** Waits for what no call tells of. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await realTime(2);
}

/** As whoever appends does: the same append, until it has an outcome. */
async function repeated<T>(append: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await append();
    } catch (error) {
      if (!/^(OutcomeUnknown|Unavailable)$/.test((error as Error).name)) throw error;
    }
  }
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { laneOf } from '../lane';
import type { EventStore, Position, SubscriptionMessage } from '../port';
import { aContact, anEvent, aStream, events, eventsIn, follow, readAllOf } from './builders';

/** What following the log promises: once, in order, no gap, in band, for ever, and never faster than it is pulled. */
export function describeSubscriptions(
  store: () => EventStore,
  breakOff: () => (() => void) | undefined,
  features: { readonly writers: number; readonly breaksOff: boolean; readonly isInMemory?: boolean },
): void {
  describe('following the log', () => {
    it('delivers what was there and what comes later, in order', async () => {
      const after = await store().head();
      const stream = aStream();
      await store().append(stream, events(5), { expected: 'noStream' });
      const followed = follow(store(), { after }, (seen) => eventsIn(seen).length >= 10);
      await store().append(stream, events(5), { expected: 4 });
      expect(eventsIn(await followed).map(({ revision }) => revision)).toEqual(Array.from({ length: 10 }, (_, n) => n));
    });

    it('says in band when it has caught up, and goes on', async () => {
      const after = await store().head();
      const stream = aStream();
      const { position } = await store().append(stream, events(3), { expected: 'noStream' });
      const abort = new AbortController();
      const kinds: string[] = [];
      let caughtUp = 0;
      for await (const messages of store().subscribe({ after, signal: abort.signal })) {
        for (const message of messages) {
          kinds.push(message.kind);
          if (message.kind !== 'caughtUp') continue;
          if (caughtUp++ === 0) expect(message.position).toBe(position);
        }
        if (kinds.length === 4) await store().append(stream, events(1), { expected: 2 });
        if (kinds.filter((kind) => kind === 'event').length === 4) abort.abort();
      }
      expect(kinds.slice(0, 5)).toEqual(['event', 'event', 'event', 'caughtUp', 'event']);
    });

    it('catches up at once when nothing passes the filter', async () => {
      await store().append(aStream(), events(1), { expected: 'noStream' });
      const seen = await follow(store(), { after: '', filter: { streamPrefixes: [aStream()] } }, (all) =>
        all.some(({ kind }) => kind === 'caughtUp'),
      );
      expect(eventsIn(seen)).toEqual([]);
    });

    it('delivers what passes the filter, and checkpoints in band past what does not', async () => {
      const after = await store().head();
      const [mine, other] = [aStream('mine'), aStream('other')];
      await store().append(mine, events(2), { expected: 'noStream' });
      await store().append(other, events(200), { expected: 'noStream' });
      const { position } = await store().append(other, events(200), { expected: 199 });
      const seen = await follow(store(), { after, filter: { streamPrefixes: [mine] } }, (all) =>
        all.some(({ kind }) => kind === 'caughtUp'),
      );
      expect(eventsIn(seen).map(({ stream }) => stream)).toEqual([mine, mine]);
      const positions = seen.map((message) => (message.kind === 'event' ? message.event.position : message.position));
      expect([...positions].sort()).toEqual(positions);
      expect(seen.at(-1)).toEqual({ kind: 'caughtUp', position });
      expect(seen.some(({ kind }) => kind === 'checkpoint')).toBe(true);
    });

    it('ends when its signal aborts, while it waits too', async () => {
      const abort = new AbortController();
      let ended = 0;
      const followed = (async () => {
        for await (const messages of store().subscribe({ after: await store().head(), signal: abort.signal })) {
          if (messages.some(({ kind }) => kind === 'caughtUp')) setImmediate(() => abort.abort());
        }
        ended++;
      })();
      await followed;
      expect(ended).toBe(1);
    });

    it(`loses and repeats nothing of ${features.writers} writers`, async () => {
      const after = await store().head();
      const prefix = aStream('writers');
      const followed = follow(
        store(),
        { after, filter: { streamPrefixes: [prefix] } },
        (seen) => eventsIn(seen).length >= features.writers,
      );
      const written = await Promise.all(
        Array.from({ length: features.writers }, (_, n) =>
          store().append(`${prefix}.${n}`, events(1), { expected: 'noStream' }),
        ),
      );
      const positions = eventsIn(await followed).map(({ position }) => position);
      expect(positions).toEqual(written.map(({ position }) => position).sort());
    }, 120_000);

    it('gives a subscriber that dies and resumes from its last position every event once', async () => {
      const after = await store().head();
      const stream = aStream();
      for (let batch = 0; batch < 10; batch++) {
        await store().append(stream, events(50), { expected: batch === 0 ? 'noStream' : batch * 50 - 1 });
      }
      const seen: number[] = [];
      let position = after;
      // Lives of 1, 2, 3 … events, ended in the middle of an array: what was delivered and not handled comes again.
      for (let life = 1; seen.length < 500; life++) {
        const many = Math.min(life, 500 - seen.length);
        const delivered = eventsIn(await follow(store(), { after: position }, (all) => eventsIn(all).length >= many));
        for (const event of delivered.slice(0, many)) {
          seen.push(event.revision);
          position = event.position;
        }
      }
      expect(seen).toEqual(Array.from({ length: 500 }, (_, n) => n));
    });

    it('holds nothing in memory for a subscriber that does not pull', async () => {
      const after = await store().head();
      const stream = aStream();
      const abort = new AbortController();
      const slow = store().subscribe({ after, signal: abort.signal })[Symbol.asyncIterator]();
      await store().append(stream, events(1), { expected: 'noStream' });
      await slow.next();
      const before = heapInUse();
      for (let n = 0; n < 400; n++) {
        await store().append(stream, [anEvent({ data: { text: 'x'.repeat(100_000) } })], { expected: n });
      }
      // 40 MB were written meanwhile.
      if (!features.isInMemory) expect(heapInUse() - before).toBeLessThan(15_000_000);
      const revisions: number[] = [];
      while (revisions.length < 400) {
        const { value } = await slow.next();
        revisions.push(...eventsIn(value ?? []).map(({ revision }) => revision));
      }
      abort.abort();
      expect(revisions).toEqual(Array.from({ length: 400 }, (_, n) => n + 1));
    }, 60_000);

    it('delivers in its lanes together every event once, those of a stream in order, and names of any kind', async () => {
      const after = await store().head();
      const odd = ['', '\n', '.', 'é', '😀', 'z\n', '-_', '_-'].map((end) => aStream('odd') + end);
      const streams = [...Array.from({ length: 60 }, aContact), ...odd];
      await Promise.all(streams.map((stream) => store().append(stream, events(2), { expected: 'noStream' })));
      await Promise.all(streams.map((stream) => store().append(stream, events(1), { expected: 1 })));
      const head = await store().head();
      const all = await readAllOf(store().readAll({ after }));
      for (const of of [1, 2, 3, 7]) {
        const lanes = await Promise.all(
          Array.from({ length: of }, (_, index) =>
            follow(store(), { after, filter: { lane: { index, of } } }, (seen) => reached(seen, head)),
          ),
        );
        const delivered = lanes.map(eventsIn);
        delivered.forEach((lane, index) => {
          expect(lane).toEqual(all.filter(({ stream }) => laneOf(stream, of) === index));
        });
        expect(delivered.flat()).toHaveLength(streams.length * 3);
      }
    });

    it('moves on in a lane without events, while it catches up and when it is live', async () => {
      const after = await store().head();
      const prefix = aStream('contact');
      // Of the last but one, `B` has the value 1.
      await store().append(`${prefix}BA`, events(40), { expected: 'noStream' });
      const head = await store().head();
      const filter = { lane: { index: 2, of: 4 }, streamPrefixes: [prefix] };
      const abort = new AbortController();
      let later: string | undefined;
      for await (const messages of store().subscribe({ after, filter, signal: abort.signal })) {
        expect(eventsIn(messages)).toEqual([]);
        if (later === undefined && reached(messages, head)) {
          later = (await store().append(`${prefix}BA`, events(1), { expected: 39 })).position;
        } else if (later !== undefined && reached(messages, later)) abort.abort();
      }
      expect(later).toBeDefined();
    });

    it.each(['forwards', 'backwards'] as const)('reads one lane of the log, %s', async (direction) => {
      const start = await store().head();
      const streams = Array.from({ length: 20 }, aContact);
      for (const stream of streams) await store().append(stream, events(1), { expected: 'noStream' });
      for (const index of [0, 1, 2]) {
        const filter = { lane: { index, of: 3 }, types: ['Happened'] };
        const read: string[] = [];
        for await (const event of store().readAll({
          after: direction === 'forwards' ? start : '',
          filter,
          direction,
        })) {
          if (event.position <= start) break;
          read.push(event.stream);
        }
        const wanted = streams.filter((stream) => laneOf(stream, 3) === index);
        expect(read).toEqual(direction === 'forwards' ? wanted : wanted.reverse());
      }
    });

    if (features.breaksOff) {
      it('goes on by itself after it broke off, without a gap or a repeat, and says how it is', async () => {
        const after = await store().head();
        const prefix = aStream('broken');
        const abort = new AbortController();
        const states: string[] = [];
        const told: unknown[] = [];
        const revisions: number[] = [];
        const onState = (state: string, error?: unknown) => {
          states.push(state);
          if (state === 'retrying') told.push(error);
        };
        const filter = { streamPrefixes: [prefix] };
        await store().append(prefix, events(10), { expected: 'noStream' });
        for await (const messages of store().subscribe({ after, filter, signal: abort.signal, onState })) {
          revisions.push(...eventsIn(messages).map(({ revision }) => revision));
          const next = revisions.length;
          if (next === 10 || next === 20 || next === 30) {
            breakOff()!();
            await store().append(prefix, events(10), { expected: next - 1 });
          }
          if (next === 40) abort.abort();
        }
        expect(revisions).toEqual(Array.from({ length: 40 }, (_, n) => n));
        expect(states).toEqual(['live', 'retrying', 'live', 'retrying', 'live', 'retrying', 'live']);
        for (const error of told) expect(error).toBeInstanceOf(Error);
      });
    }

    it('serves several subscribers, each from its own position', async () => {
      const after = await store().head();
      const stream = aStream();
      await store().append(stream, events(100), { expected: 'noStream' });
      const all = await readAllOf(store().readAll({ after }));
      const tails = await Promise.all(
        [0, 25, 98].map((from) =>
          follow(store(), { after: all[from]!.position }, (seen) => eventsIn(seen).length >= 99 - from),
        ),
      );
      expect(tails.map((seen) => eventsIn(seen)[0]!.revision)).toEqual([1, 26, 99]);
    });
  });
}

function reached(messages: readonly SubscriptionMessage[], position: Position): boolean {
  const last = messages.at(-1);
  return last !== undefined && (last.kind === 'event' ? last.event.position : last.position) >= position;
}

/** Bytes in use after a full collection. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

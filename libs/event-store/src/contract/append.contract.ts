import { randomUUID } from 'node:crypto';
import { type EventStore, MAX_APPEND_BYTES, type NewEvent } from '../port';
import { anEvent, aStream, dataOfSize, events, failureOf, idsOf, readAllOf } from './builders';

/** What writing promises. Answers to repeats and rivals are those recorded of EventStoreDB 23.10.6. */
export function describeAppends(store: () => EventStore, features: { readonly exactAny: boolean }): void {
  describe('expectations', () => {
    it('takes the first events of a stream at noStream and answers the last revision and its position', async () => {
      const stream = aStream();
      const appended = await store().append(stream, events(3), { expected: 'noStream' });
      const last = (await readAllOf(await store().readStream(stream))).at(-1)!;
      expect(appended).toEqual({ revision: 2, position: last.position });
    });

    it('takes the next events at the revision the stream is at', async () => {
      const stream = aStream();
      await store().append(stream, events(2), { expected: 'noStream' });
      expect(await store().append(stream, events(2), { expected: 1 })).toMatchObject({ revision: 3 });
    });

    it('takes events at any, whether there is a stream or not', async () => {
      const stream = aStream();
      expect(await store().append(stream, events(1), { expected: 'any' })).toMatchObject({ revision: 0 });
      expect(await store().append(stream, events(1), { expected: 'any' })).toMatchObject({ revision: 1 });
    });

    it.each([
      ['noStream on a stream that is there', 'noStream', 1],
      ['a stale revision', 0, 1],
      ['a future revision', 7, 1],
    ] as const)('refuses %s and says where the stream is', async (_, expected, actual) => {
      const stream = aStream();
      await store().append(stream, events(2), { expected: 'noStream' });
      const failure = await failureOf(store().append(stream, events(1), { expected }));
      expect(failure).toMatchObject({ name: 'WrongExpectedRevision', stream, expected, actual });
      expect(await idsOf(store(), stream)).toHaveLength(2);
    });

    it('refuses a revision of a stream that is not there and says noStream', async () => {
      const failure = await failureOf(store().append(aStream(), events(1), { expected: 3 }));
      expect(failure).toMatchObject({ name: 'WrongExpectedRevision', expected: 3, actual: 'noStream' });
    });

    it('lets one of eight rivals win', async () => {
      const stream = aStream();
      const rivals = Array.from({ length: 8 }, () => store().append(stream, events(1), { expected: 'noStream' }));
      const outcomes = await Promise.allSettled(rivals);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await idsOf(store(), stream)).toHaveLength(1);
    });

    it('keeps the neighbours of a refused append', async () => {
      const [good, bad, other] = [aStream(), aStream(), aStream()];
      const outcomes = await Promise.allSettled([
        store().append(good, events(1), { expected: 'noStream' }),
        store().append(bad, events(1), { expected: 5 }),
        store().append(other, events(1), { expected: 'noStream' }),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await Promise.all([good, bad, other].map((stream) => idsOf(store(), stream)))).toMatchObject([
        [expect.any(String)],
        [],
        [expect.any(String)],
      ]);
    });

    it('gives an event back as it was written, with its stream, revision and instant', async () => {
      const stream = aStream();
      const event = anEvent({
        type: 'Olá, mundo',
        data: { text: 'a\u0000b "ç" 😀\n', list: [1, -0.5, 1e300, true, null, {}], nested: { deep: [[]] } },
        metadata: { $correlationId: 'x' },
      });
      await store().append(stream, [event], { expected: 'noStream' });
      const [read] = await readAllOf(await store().readStream(stream));
      expect(read).toEqual({ ...event, stream, revision: 0, position: expect.any(String), at: expect.any(Number) });
    });
  });

  describe('repeats', () => {
    it.each([
      ['at noStream', 'noStream'],
      ['at a revision', 1],
    ] as const)(
      'answers the same ids %s with the same revision and position and writes nothing',
      async (_, expected) => {
        const { stream, batch } = await written(expected);
        const first = await store().append(stream, batch, { expected });
        const length = (await idsOf(store(), stream)).length;
        expect(await store().append(stream, batch, { expected })).toEqual(first);
        expect(await idsOf(store(), stream)).toHaveLength(length);
      },
    );

    it.each([
      ['at noStream', 'noStream'],
      ['at a revision', 1],
    ] as const)('answers the same ids %s after later events too', async (_, expected) => {
      const { stream, batch } = await written(expected);
      const first = await store().append(stream, batch, { expected });
      await store().append(stream, events(2), { expected: first.revision });
      expect(await store().append(stream, batch, { expected })).toEqual(first);
    });

    it('answers a prefix of an earlier append with the revision of its own last event', async () => {
      const stream = aStream();
      const batch = events(3);
      await store().append(stream, batch, { expected: 'noStream' });
      const stored = await readAllOf(await store().readStream(stream));
      const repeated = await store().append(stream, batch.slice(0, 2), { expected: 'noStream' });
      expect(repeated).toEqual({ revision: 1, position: stored[1]!.position });
    });

    it.each([
      ['a longer rest', (batch: NewEvent[]) => [...batch, anEvent()]],
      ['a different rest', (batch: NewEvent[]) => [batch[0]!, anEvent()]],
    ])('refuses the same first id with %s', async (_, change) => {
      const stream = aStream();
      const batch = events(2);
      await store().append(stream, batch, { expected: 'noStream' });
      const failure = await failureOf(store().append(stream, change(batch), { expected: 'noStream' }));
      expect(failure).toMatchObject({ name: 'WrongExpectedRevision', actual: 1 });
      expect(await idsOf(store(), stream)).toHaveLength(2);
    });

    it('takes the same ids with other data for a repeat and keeps the old data', async () => {
      const stream = aStream();
      const event = anEvent({ data: { n: 0 } });
      const first = await store().append(stream, [event], { expected: 'noStream' });
      const again = await store().append(stream, [{ ...event, type: 'Other', data: { n: 1 } }], {
        expected: 'noStream',
      });
      expect(again).toEqual(first);
      expect(await readAllOf(await store().readStream(stream))).toMatchObject([{ type: 'Happened', data: { n: 0 } }]);
    });

    it('compares ids without regard to case and gives them back in lower case', async () => {
      const stream = aStream();
      const id = randomUUID();
      const first = await store().append(stream, [anEvent({ id: id.toUpperCase() })], { expected: 'noStream' });
      expect(await store().append(stream, [anEvent({ id })], { expected: 'noStream' })).toEqual(first);
      expect(await idsOf(store(), stream)).toEqual([id]);
    });

    it('writes an old id again at the current revision, and the same id twice in one append', async () => {
      const stream = aStream();
      const event = anEvent();
      await store().append(stream, [event, event], { expected: 'noStream' });
      expect(await store().append(stream, [event], { expected: 1 })).toMatchObject({ revision: 2 });
      expect(await idsOf(store(), stream)).toEqual([event.id, event.id, event.id]);
    });

    it('takes the same id in two streams', async () => {
      const event = anEvent();
      expect(await store().append(aStream(), [event], { expected: 'noStream' })).toMatchObject({ revision: 0 });
      expect(await store().append(aStream(), [event], { expected: 'noStream' })).toMatchObject({ revision: 0 });
    });

    if (features.exactAny) {
      it('answers the same ids at any with the same revision and position, after later events too', async () => {
        const stream = aStream();
        const batch = events(2);
        const first = await store().append(stream, batch, { expected: 'any' });
        expect(await store().append(stream, batch, { expected: 'any' })).toEqual(first);
        await store().append(stream, events(1), { expected: 'any' });
        expect(await store().append(stream, batch, { expected: 'any' })).toEqual(first);
      });

      it('refuses the same first id with a different rest at any', async () => {
        const stream = aStream();
        const batch = events(2);
        await store().append(stream, batch, { expected: 'any' });
        const failure = await failureOf(store().append(stream, [batch[0]!, anEvent()], { expected: 'any' }));
        expect(failure).toMatchObject({ name: 'WrongExpectedRevision', expected: 'any', actual: 1 });
      });
    }
  });

  describe('many at once', () => {
    it('answers every item of appendMany in order, each taken or refused alone', async () => {
      const [first, taken, second] = [aStream(), aStream(), aStream()];
      await store().append(taken, events(1), { expected: 'noStream' });
      const results = await store().appendMany([
        { stream: first, events: events(2), expected: 'noStream' },
        { stream: taken, events: events(1), expected: 'noStream' },
        { stream: second, events: [anEvent({ data: dataOfSize(MAX_APPEND_BYTES + 1) })], expected: 'noStream' },
        { stream: first, events: events(1), expected: 1 },
      ]);
      expect(results).toMatchObject([
        { ok: { revision: 1 } },
        { error: { name: 'WrongExpectedRevision', actual: 0 } },
        { error: { name: 'TooLarge' } },
        { ok: { revision: 2 } },
      ]);
    });

    it('answers no items with no results', async () => {
      expect(await store().appendMany([])).toEqual([]);
    });

    it('writes nothing of an appendMany that holds what is no event, and names the item', async () => {
      const stream = aStream();
      const items = [
        { stream, events: events(1), expected: 'noStream' as const },
        { stream: aStream(), events: [], expected: 'noStream' as const },
      ];
      await expect(store().appendMany(items)).rejects.toThrow(/^item 1: /);
      expect(await idsOf(store(), stream)).toEqual([]);
    });
  });

  describe('limits and bad input', () => {
    it('takes the largest payload', async () => {
      const stream = aStream();
      const event = anEvent({ data: dataOfSize(MAX_APPEND_BYTES) });
      await store().append(stream, [event], { expected: 'noStream' });
      expect((await readAllOf(await store().readStream(stream)))[0]!.data).toEqual(event.data);
    });

    it('refuses one byte more, in one event or in several, counting bytes and not characters', async () => {
      const whole = [anEvent({ data: dataOfSize(MAX_APPEND_BYTES + 1) })];
      const halves = [1, 0].map((more) => anEvent({ data: dataOfSize(MAX_APPEND_BYTES / 2 + more) }));
      const wide = [anEvent({ data: { text: 'ç'.repeat(MAX_APPEND_BYTES / 2) } })];
      for (const batch of [whole, halves, wide]) {
        const stream = aStream();
        const failure = await failureOf(store().append(stream, batch, { expected: 'noStream' }));
        expect(failure).toMatchObject({ name: 'TooLarge', stream, limit: MAX_APPEND_BYTES });
        expect((await store().readStream(stream)).exists).toBe(false);
      }
    });

    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    it.each([
      ['an empty append', [], /at least one event/],
      ['an id that is no UUID', [anEvent({ id: 'not-a-uuid' })], /UUID/],
      ['an empty type', [anEvent({ type: '' })], /type must not be empty/],
      ['a bigint', [anEvent({ data: { n: 1n as never } })], /data is no JSON/],
      ['a cycle', [anEvent({ metadata: cycle as never })], /metadata is no JSON/],
      ['data that is no object', [anEvent({ data: [] as never })], /data must be an object/],
    ])('refuses %s before the store sees it', async (_, batch, message) => {
      const stream = aStream();
      const append = store().append(stream, batch, { expected: 'noStream' });
      await expect(append).rejects.toThrow(TypeError);
      await expect(append).rejects.toThrow(message);
      expect((await store().readStream(stream)).exists).toBe(false);
    });

    it.each([
      ['an empty name', ''],
      ['half a character', 'contact-\ud800'],
    ])('refuses %s', async (_, stream) => {
      await expect(store().append(stream, events(1), { expected: 'any' })).rejects.toThrow(TypeError);
    });

    it.each([[-1], [0.5], ['streamExists'], [undefined]])('refuses to expect %s', async (expected) => {
      const append = store().append(aStream(), events(1), { expected: expected as never });
      await expect(append).rejects.toThrow(TypeError);
    });

    it.each([
      ['unicode', 'contact-ção.日本語😀'],
      ['a space and a slash', 'a b/c\\d'],
      ['colon, at, quote', `a:b@c'd"e%f_g`],
      ['a newline', 'line\nbreak'],
      ['a NUL character', 'nul\u0000inside'],
      ['an escape character', 'dle\u0010inside'],
      ['1,000 characters', 'n'.repeat(1000)],
      ['100,000 characters', 'n'.repeat(100_000)],
      ['a dollar sign', '$settings'],
      ['the name of everything', '$all'],
    ])('takes a stream name with %s', async (_, name) => {
      // The store may be shared: what was there before does not matter.
      const stream = name === '$all' ? name : `${name}${randomUUID()}`;
      const event = anEvent();
      await store().append(stream, [event], { expected: 'any' });
      const [last] = await readAllOf(await store().readStream(stream, { direction: 'backwards', limit: 1 }));
      expect(last).toMatchObject({ stream, id: event.id });
      const [inLog] = await readAllOf(store().readAll({ direction: 'backwards', limit: 1 }));
      expect(inLog).toEqual(last);
    });

    it('tells apart names that differ by case, by a NUL character, by what follows it, or by form of accent', async () => {
      const base = aStream();
      const names = [`${base}a`, `${base}A`, `${base}a\u0000`, `${base}a\u0000b`, `${base}\u00e9`, `${base}e\u0301`];
      for (const name of names) {
        expect(await store().append(name, events(1), { expected: 'noStream' })).toMatchObject({ revision: 0 });
      }
    });
  });

  /** A stream that stands at what `expected` says, and two events to append there. */
  async function written(expected: 'noStream' | 1): Promise<{ stream: string; batch: NewEvent[] }> {
    const stream = aStream();
    if (expected === 1) await store().append(stream, events(2), { expected: 'noStream' });
    return { stream, batch: events(2) };
  }
}

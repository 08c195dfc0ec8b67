import type { EventStore } from '../port';
import { aStream, anEvent, events, readAllOf } from './builders';

/** What reading a stream and the whole log promises. */
export function describeReads(store: () => EventStore): void {
  describe('reading a stream', () => {
    it('finds a missing stream empty and says that it does not exist', async () => {
      const slice = await store().readStream(aStream());
      expect(slice.exists).toBe(false);
      expect(await readAllOf(slice)).toEqual([]);
    });

    it('reads forwards from a revision, inclusive, up to a limit', async () => {
      const stream = await streamOf(10);
      const slice = await store().readStream(stream, { from: 3, limit: 4 });
      expect((await readAllOf(slice)).map(({ revision }) => revision)).toEqual([3, 4, 5, 6]);
    });

    it('reads backwards from the end, or from a revision, inclusive, up to a limit', async () => {
      const stream = await streamOf(10);
      const fromEnd = await store().readStream(stream, { direction: 'backwards', limit: 3 });
      expect((await readAllOf(fromEnd)).map(({ revision }) => revision)).toEqual([9, 8, 7]);
      const from2 = await store().readStream(stream, { direction: 'backwards', from: 2 });
      expect((await readAllOf(from2)).map(({ revision }) => revision)).toEqual([2, 1, 0]);
    });

    it('finds nothing past the end of a stream that exists', async () => {
      const slice = await store().readStream(await streamOf(2), { from: 10 });
      expect(slice.exists).toBe(true);
      expect(await readAllOf(slice)).toEqual([]);
    });

    it.each(['forwards', 'backwards'] as const)('reads a long stream whole, %s', async (direction) => {
      const stream = await streamOf(1000);
      const read = await readAllOf(await store().readStream(stream, { direction }));
      const revisions = read.map(({ revision }) => revision);
      const expected = Array.from({ length: 1000 }, (_, n) => n);
      expect(revisions).toEqual(direction === 'forwards' ? expected : expected.reverse());
    });

    it('can be read twice from one slice', async () => {
      const slice = await store().readStream(await streamOf(100));
      expect(await readAllOf(slice)).toEqual(await readAllOf(slice));
    });
  });

  describe('reading the log', () => {
    it('reads in the order of positions, which are strings that sort', async () => {
      const after = await store().head();
      await Promise.all(Array.from({ length: 50 }, () => streamOf(5)));
      const positions = (await readAllOf(store().readAll({ after }))).map(({ position }) => position);
      expect(positions).toHaveLength(250);
      expect(new Set(positions).size).toBe(250);
      expect([...positions].sort()).toEqual(positions);
    });

    it('reads from after a position, exclusive, up to a limit', async () => {
      const after = await store().head();
      const stream = await streamOf(10);
      const all = await readAllOf(store().readAll({ after }));
      const part = await readAllOf(store().readAll({ after: all[3]!.position, limit: 3 }));
      expect(part.map(({ revision }) => revision)).toEqual([4, 5, 6]);
      expect(part.every((event) => event.stream === stream)).toBe(true);
    });

    it('reads backwards from the end, and from before a position', async () => {
      const stream = await streamOf(10);
      const fromEnd = await readAllOf(store().readAll({ direction: 'backwards', limit: 3 }));
      expect(fromEnd.map((event) => [event.stream, event.revision])).toEqual([9, 8, 7].map((n) => [stream, n]));
      const before = await readAllOf(
        store().readAll({ direction: 'backwards', after: fromEnd[2]!.position, limit: 2 }),
      );
      expect(before.map(({ revision }) => revision)).toEqual([6, 5]);
    });

    it('reads backwards to the start of the log', async () => {
      await streamOf(3);
      const forwards = await readAllOf(store().readAll());
      const backwards = await readAllOf(store().readAll({ direction: 'backwards' }));
      expect(backwards.reverse()).toEqual(forwards);
    });

    it('finds nothing after the end', async () => {
      await streamOf(1);
      expect(await readAllOf(store().readAll({ after: await store().head() }))).toEqual([]);
    });

    it.each(['forwards', 'backwards'] as const)(
      'lets through prefixes and types of a filter, %s',
      async (direction) => {
        const after = direction === 'forwards' ? await store().head() : '';
        const [mine, other, odd] = [aStream('filtered'), aStream('other'), aStream('filt%_')];
        const batch = ['A', 'B', 'A', 'C'].map((type) => anEvent({ type }));
        for (const stream of [mine, other, odd]) await store().append(stream, batch, { expected: 'noStream' });
        const read = async (filter: { streamPrefixes?: string[]; types?: string[] }) =>
          (await readAllOf(store().readAll({ after, direction, filter }))).map(({ stream, type }) => [stream, type]);
        const inOrder = (found: string[][]) => (direction === 'forwards' ? found : found.reverse());
        expect(await read({ streamPrefixes: [mine] })).toEqual(
          inOrder(['A', 'B', 'A', 'C'].map((type) => [mine, type])),
        );
        expect(await read({ streamPrefixes: [mine, other], types: ['B'] })).toEqual(
          inOrder([
            [mine, 'B'],
            [other, 'B'],
          ]),
        );
        expect(await read({ streamPrefixes: [odd], types: ['B', 'C', 'NeverSeen'] })).toEqual(
          inOrder([
            [odd, 'B'],
            [odd, 'C'],
          ]),
        );
        expect(await read({ streamPrefixes: [mine], types: ['NeverSeen'] })).toEqual([]);
        expect(await read({ streamPrefixes: [] })).toEqual([]);
        expect(await read({ types: [] })).toEqual([]);
      },
    );

    it('counts a limit in events that pass the filter', async () => {
      const after = await store().head();
      const stream = aStream();
      const batch = Array.from({ length: 300 }, (_, n) => anEvent({ type: n % 3 === 0 ? 'Third' : 'Other' }));
      await store().append(stream, batch, { expected: 'noStream' });
      const found = await readAllOf(store().readAll({ after, filter: { types: ['Third'] }, limit: 70 }));
      expect(found.map(({ revision }) => revision)).toEqual(Array.from({ length: 70 }, (_, n) => n * 3));
    });

    it('has its head at the last event', async () => {
      const { position } = await store().append(aStream(), events(2), { expected: 'noStream' });
      expect(await store().head()).toBe(position);
    });
  });

  async function streamOf(count: number): Promise<string> {
    const stream = aStream();
    await store().append(stream, events(count), { expected: 'noStream' });
    return stream;
  }
}

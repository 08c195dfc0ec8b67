import fc from 'fast-check';
import { newerThan } from './newer-than';

const at = (n: number) => ({ position: String(n).padStart(6, '0') });

/** A log of so many events, read from its end in pages. */
function log(length: number, size: number) {
  return (cursor: string | undefined) => {
    const end = cursor === undefined ? length : Number(cursor);
    const items = Array.from({ length: Math.min(size, end) }, (_, n) => at(end - n));
    const next = end - items.length;
    return Promise.resolve({ items, nextCursor: next > 0 ? String(next) : null });
  };
}

describe('what is newer in a log', () => {
  it('is read back to what is known, and nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 60 }), fc.nat({ max: 30 }), async (known, more) => {
        const { events, hasGap } = await newerThan(at(known).position, log(known + more, 10));
        expect(hasGap).toBe(false);
        expect(events).toEqual(Array.from({ length: more }, (_, n) => at(known + more - n)));
      }),
    );
  });

  it('has a gap where more came than is read at once', async () => {
    const { events, hasGap } = await newerThan(at(1).position, log(1000, 10));
    expect([events.length, hasGap, events[0]]).toEqual([50, true, at(1000)]);
  });

  it('is a page where nothing is known', async () => {
    expect(await newerThan(undefined, log(30, 10))).toMatchObject({ hasGap: false, events: { length: 10 } });
    expect(await newerThan(undefined, log(0, 10))).toEqual({ hasGap: false, events: [] });
  });
});

import fc from 'fast-check';
import type { Condition, Cursor } from '../port';
import { type MakeViewStore, Stage } from './store-under-test';
import { put, STAYS } from './views';

const HOTELS = ['ritz', 'plaza', 'savoy'];
const along = fc.constantFrom<Condition[]>(
  [],
  [{ field: 'hotel', equals: 'ritz' }],
  [{ field: 'hotel', in: ['plaza', 'ritz'] }],
  [{ field: 'hotel', in: ['plaza', 'ritz', 'plaza'] }],
  [{ field: 'hotel', equals: 'nowhere' }],
  [{ field: 'arrivedAt', from: 5, to: 30 }],
);
const where = fc.constantFrom<Condition[]>(
  [],
  [{ field: 'vip', equals: true }],
  [
    { field: 'state', in: ['in', 'gone'] },
    { field: 'nights', from: 2 },
  ],
  [{ field: 'name', prefix: 'n1' }],
  [{ field: 'hotel', notIn: ['plaza', 'nowhere'] }],
);

/** Pages that look at a part of what there is. */
export function describeWalks(make: MakeViewStore): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(make);
    await stage.commit(
      Array.from({ length: 120 }, (_, n) =>
        put(
          `g${n}`,
          {
            ...{ hotel: HOTELS[n % 3]!, state: n % 4 ? 'in' : 'out', name: `n${n}` },
            ...{ arrivedAt: n % 40, nights: n % 5, vip: n % 7 === 0 },
          },
          STAYS,
        ),
      ),
    );
  });
  afterAll(() => stage.close());

  it('come to every match once, in order, however few they look at', async () => {
    await fc.assert(
      fc.asyncProperty(
        along,
        where,
        fc.boolean(),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 50 }),
        async (walked, fitting, descending, limit, most) => {
          const sort = [{ field: 'arrivedAt', descending }];
          const all = await stage.ids({ where: [...walked, ...fitting], sort }, STAYS);
          const seen: string[] = [];
          let after: Cursor | undefined;
          for (;;) {
            const page = await stage.reader.walk(STAYS, { along: walked, where: fitting, sort, limit, most, after });
            expect(page.found.length).toBeLessThanOrEqual(limit);
            seen.push(...page.found.map(({ id }) => id));
            const last = page.found.at(-1);
            const full = page.found.length === limit && last;
            after = full ? { id: last.id, values: [last.doc['arrivedAt'] as number] } : (page.reached ?? undefined);
            if (!after) break;
          }
          expect(seen).toEqual(all);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('count what they come to, and say when it may be more', async () => {
    const [vip] = [{ field: 'vip', equals: true }];
    const count = (most: number, cap = 100, in_: Condition[] = []) =>
      stage.reader.countWalk(STAYS, { along: in_, where: [vip], most, cap });
    expect(await count(120)).toEqual({ value: 18, relation: 'exact' });
    expect(await count(119)).toMatchObject({ relation: 'atLeast' });
    expect(await count(120, 10)).toEqual({ value: 10, relation: 'atLeast' });
    expect(await count(40, 100, [{ field: 'hotel', equals: 'plaza' }])).toEqual({ value: 6, relation: 'exact' });
    expect(await count(80, 100, [{ field: 'hotel', in: ['plaza', 'savoy'] }])).toEqual({
      value: 12,
      relation: 'exact',
    });
    expect(await count(120, 100, [{ field: 'hotel', in: ['plaza', 'plaza'] }])).toEqual({
      value: 6,
      relation: 'exact',
    });
  });

  it('are sorted by numbers only', async () => {
    const walking = stage.reader.walk(STAYS, { along: [], where: [], sort: [{ field: 'name' }], limit: 1, most: 1 });
    await expect(walking).rejects.toThrow('stays: a walk is sorted by numbers, not by name');
  });
}

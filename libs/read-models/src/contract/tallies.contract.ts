import fc from 'fast-check';
import type { Change } from '../change';
import { ChangeRefused, type Condition, type Grouping } from '../port';
import { tells } from '../tally';
import type { Value } from '../view';
import { type MakeViewStore, Stage } from './store-under-test';
import { patch, put, remove, STAYS } from './views';

const ids = fc.constantFrom('ana', 'bea', 'cai', 'dia');
const value = {
  hotel: fc.constantFrom('ritz', 'plaza', null),
  state: fc.constantFrom('in', 'out', null),
  vip: fc.constantFrom(true, false, null),
  arrivedAt: fc.constantFrom(3, 9, 10, 19, 20, 35, null),
  name: fc.constantFrom('Ana', null),
};
const anyChange = fc.oneof(
  { arbitrary: fc.tuple(ids, fc.record(value)).map(([id, doc]) => put(id, doc, STAYS)), weight: 3 },
  {
    arbitrary: fc.tuple(ids, fc.record(value, { requiredKeys: [] })).map(([id, doc]) => patch(id, doc, STAYS)),
    weight: 5,
  },
  { arbitrary: fc.tuple(ids, fc.record(value)).map(([id, doc]) => once(id, doc)), weight: 2 },
  { arbitrary: ids.map((id) => remove(id, STAYS)), weight: 1 },
);
/** What makes a document where there is none, and is no change of one that is there. */
const once = (id: string, key: object): Change => ({
  op: 'add',
  view: STAYS.name,
  id,
  amounts: {},
  key: { ...key },
});
const standing: Condition = { field: 'state', in: ['in', 'out'] };
const during: Condition = { field: 'arrivedAt', from: 0, to: 40 };

/** A tally says what counting the documents would. */
export function describeTallies(make: MakeViewStore): void {
  it('tells what the documents add up to, after any changes in any batches', async () => {
    const stage = await Stage.open(make);
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(anyChange, { maxLength: 8 }), { maxLength: 6 }), async (batches) => {
          await stage.commit(
            ['ana', 'bea', 'cai', 'dia'].map((id) => remove(id, STAYS)),
            ...batches,
          );
          for (const [where, by] of QUESTIONS) {
            expect(tells(STAYS.tally!, where, by)).toBe(true);
            expect(await stage.reader.countBy(STAYS, where, by)).toEqual(await counted(stage, where, by));
          }
        }),
        { numRuns: 40 },
      );
    } finally {
      await stage.close();
    }
  });

  it('counts what comes into the bucket of 0 and goes out of it', async () => {
    const stage = await Stage.open(make);
    const inHouse = () => stage.reader.countBy(STAYS, [standing, during], ['hotel']);
    try {
      await stage.commit([put('ana', { hotel: 'ritz', state: 'in', arrivedAt: null }, STAYS)]);
      expect(await inHouse()).toEqual([]);
      await stage.commit([patch('ana', { arrivedAt: 3 }, STAYS)]);
      expect(await inHouse()).toEqual([{ values: ['ritz'], count: 1 }]);
      await stage.commit([patch('ana', { arrivedAt: null }, STAYS)]);
      expect(await inHouse()).toEqual([]);
    } finally {
      await stage.close();
    }
  });

  it('counts a document that is made by what is put once, and only once', async () => {
    const stage = await Stage.open(make);
    try {
      const ana = once('ana', { hotel: 'ritz', state: 'in', arrivedAt: 3 });
      await stage.commit([ana], [ana, once('ana', { hotel: 'plaza', state: 'in', arrivedAt: 3 })]);
      expect(await stage.reader.countBy(STAYS, [standing, during], ['hotel'])).toEqual([
        { values: ['ritz'], count: 1 },
      ]);
    } finally {
      await stage.close();
    }
  });

  it('counts as far as so many of its rows tell', async () => {
    const stage = await Stage.open(make);
    try {
      const guests = Array.from({ length: 12 }, (_, n) =>
        put(`guest-${n}`, { hotel: `hotel-${n % 6}`, state: n % 2 === 0 ? 'in' : 'out', arrivedAt: 3 }, STAYS),
      );
      await stage.commit(guests);
      const all = [standing, { field: 'arrivedAt', from: 0, to: 10 }] as const;
      const staying = [...all, { field: 'state', equals: 'in' }] as const;
      expect(await stage.reader.countTallied(STAYS, all, 6)).toEqual({ value: 12, relation: 'exact' });
      expect(await stage.reader.countTallied(STAYS, staying, 6)).toEqual({ value: 6, relation: 'exact' });
      const some = await stage.reader.countTallied(STAYS, all, 3);
      expect(some.relation).toBe('atLeast');
      expect(some.value).toBeGreaterThan(0);
      expect(some.value).toBeLessThan(12);
      const nobody = [standing, { field: 'arrivedAt', from: 100, to: 110 }] as const;
      expect(await stage.reader.countTallied(STAYS, nobody, 3)).toEqual({ value: 0, relation: 'exact' });
      await expect(stage.reader.countTallied(STAYS, [{ field: 'name', equals: 'Ana' }], 3)).rejects.toThrow(TypeError);
    } finally {
      await stage.close();
    }
  });

  it('is asked for nothing that it does not know', () => {
    const { tally } = STAYS;
    const knows = (where: readonly Condition[], by: readonly Grouping[] = []) => tells(tally!, where, by);
    expect(knows([standing, during])).toBe(true);
    expect(knows([during])).toBe(false);
    expect(knows([standing])).toBe(false);
    expect(knows([{ field: 'state', in: ['in', null] }, during])).toBe(false);
    expect(knows([standing, { field: 'arrivedAt', from: 5, to: 40 }])).toBe(false);
    expect(knows([standing, during, { field: 'name', equals: 'Ana' }])).toBe(false);
    expect(knows([standing, during], ['nights'])).toBe(false);
    expect(knows([standing, during], ['arrivedAt'])).toBe(false);
    expect(knows([standing, during], [{ field: 'arrivedAt', every: 20, offset: 5 }])).toBe(false);
    expect(knows([standing, during], [{ field: 'arrivedAt', every: 20, offset: 10 }])).toBe(true);
  });

  it('counts nothing twice that a commit which failed has counted, and keeps what is added to out of it', async () => {
    const stage = await Stage.open(make);
    try {
      await stage.commit([put('ana', { hotel: 'ritz', state: 'in', arrivedAt: 3 }, STAYS)]);
      stage.writer.gather([put('bea', { hotel: 'ritz', state: 'in', arrivedAt: 3 }, STAYS)]);
      await expect(stage.writer.commit('somewhere', 'else')).rejects.toThrow();
      await stage.writer.checkpoint();
      const adding: Change = { op: 'add', view: STAYS.name, id: 'ana', amounts: { arrivedAt: 1 } };
      expect(() => stage.writer.gather([adding])).toThrow(ChangeRefused);
      expect(await stage.reader.countBy(STAYS, [standing, during], ['hotel'])).toEqual([
        { values: ['ritz'], count: 1 },
      ]);
    } finally {
      await stage.close();
    }
  });
}

const QUESTIONS: readonly (readonly [readonly Condition[], readonly Grouping[]])[] = [
  [
    [standing, during],
    ['hotel', 'state', 'vip'],
  ],
  [
    [{ field: 'state', equals: 'in' }, during],
    [{ field: 'arrivedAt', every: 20, offset: 10 }, 'vip'],
  ],
  [[standing, { field: 'arrivedAt', from: 10, to: 20 }, { field: 'hotel', equals: null }], []],
  [[standing, during, { field: 'hotel', notIn: ['ritz'] }], ['hotel']],
  [[{ field: 'state', notIn: [null] }, during, { field: 'vip', notIn: [true, null] }], ['hotel']],
  [[standing, { field: 'arrivedAt', from: 10 }, { field: 'vip', in: [true, null] }], ['state']],
];

/** The same, recounted from the documents. */
async function counted(stage: Stage, where: readonly Condition[], by: readonly Grouping[]) {
  const found = await stage.reader.find(STAYS, { where, limit: 100 });
  const groups = new Map<string, { values: Value[]; count: number }>();
  for (const { doc } of found) {
    const values = by.map((grouping): Value => {
      if (typeof grouping === 'string') return doc[grouping] as Value;
      return Math.floor(((doc[grouping.field] as number) + (grouping.offset ?? 0)) / grouping.every);
    });
    const group = groups.get(JSON.stringify(values)) ?? { values, count: 0 };
    group.count += 1;
    groups.set(JSON.stringify(values), group);
  }
  const rank = (each: Value) => (each === null ? '' : `1${String(each)}`);
  return [...groups.values()].sort((a, b) => {
    const at = a.values.findIndex((each, index) => each !== b.values[index]);
    return rank(a.values[at]!) < rank(b.values[at]!) ? -1 : 1;
  });
}

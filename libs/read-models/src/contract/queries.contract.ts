import type { Condition } from '../port';
import { type MakeViewStore, Stage } from './store-under-test';
import { guest, GUESTS, put, remove, ROOMS } from './views';

const NOBODY = { hotel: 'nowhere' };

/** What the query side answers. */
export function describeQueries(make: MakeViewStore): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(make);
    await stage.commit([
      put('ana', {
        hotel: 'ritz',
        state: 'in',
        name: 'Ana',
        arrivedAt: 10,
        nights: 1,
        vip: true,
        wishes: { pillow: 2 },
      }),
      put('bea', { hotel: 'ritz', state: 'out', name: 'Anabela', arrivedAt: 20, nights: 2, vip: false }),
      put('cai', { hotel: 'ritz', state: 'in', name: 'Álvaro', arrivedAt: 30, nights: 2 }),
      put('dia', { hotel: 'plaza', state: 'in', name: 'Zoë', arrivedAt: 30, nights: null, vip: true }),
      put('eva', { hotel: 'plaza', state: null, name: null, arrivedAt: null, nights: 5, vip: false }),
      put('gil', NOBODY),
    ]);
    await stage.commit([remove('gil')]);
  });
  afterAll(() => stage.close());

  it.each<[string, Condition[], string[]]>([
    ['nothing: everything', [], ['ana', 'bea', 'cai', 'dia', 'eva']],
    ['a symbol equals', [{ field: 'hotel', equals: 'ritz' }], ['ana', 'bea', 'cai']],
    ['a symbol nobody has', [{ field: 'hotel', equals: 'savoy' }], []],
    ['a symbol nobody has any more', [{ field: 'hotel', equals: 'nowhere' }], []],
    ['text equals, exactly', [{ field: 'name', equals: 'Ana' }], ['ana']],
    ['an integer equals', [{ field: 'nights', equals: 2 }], ['bea', 'cai']],
    ['a boolean equals', [{ field: 'vip', equals: true }], ['ana', 'dia']],
    ['false is not null', [{ field: 'vip', equals: false }], ['bea', 'eva']],
    ['equals null', [{ field: 'vip', equals: null }], ['cai']],
    ['a symbol is null', [{ field: 'state', equals: null }], ['eva']],
    ['what is set', [{ field: 'vip', set: true }], ['ana', 'bea', 'dia', 'eva']],
    ['a symbol that is set', [{ field: 'state', set: true }], ['ana', 'bea', 'cai', 'dia']],
    [
      'the fields of a partial index',
      [
        { field: 'hotel', equals: 'ritz' },
        { field: 'nights', set: true },
        { field: 'vip', set: true },
      ],
      ['ana', 'bea'],
    ],
    ['in several', [{ field: 'nights', in: [1, 5, 77] }], ['ana', 'eva']],
    ['in several symbols', [{ field: 'state', in: ['out', 'gone'] }], ['bea']],
    ['in several with null', [{ field: 'state', in: ['out', null] }], ['bea', 'eva']],
    ['in nothing', [{ field: 'state', in: [] }], []],
    [
      'in none of several; null is none of them',
      [{ field: 'state', notIn: ['out', 'gone'] }],
      ['ana', 'cai', 'dia', 'eva'],
    ],
    ['in none of several, of which one is null', [{ field: 'state', notIn: ['out', null] }], ['ana', 'cai', 'dia']],
    ['not null', [{ field: 'nights', notIn: [null] }], ['ana', 'bea', 'cai', 'eva']],
    ['in none of what nobody has', [{ field: 'hotel', notIn: ['savoy'] }], ['ana', 'bea', 'cai', 'dia', 'eva']],
    ['in none of nothing', [{ field: 'hotel', notIn: [] }], ['ana', 'bea', 'cai', 'dia', 'eva']],
    ['a range, from inclusive, to exclusive', [{ field: 'arrivedAt', from: 10, to: 30 }], ['ana', 'bea']],
    ['only from; null is in no range', [{ field: 'arrivedAt', from: 20 }], ['bea', 'cai', 'dia']],
    ['only to', [{ field: 'arrivedAt', to: 20 }], ['ana']],
    ['a range of text by code point', [{ field: 'name', from: 'B' }], ['cai', 'dia']],
    ['a range of symbols by their text', [{ field: 'hotel', from: 'plaza', to: 'ritz' }], ['dia', 'eva']],
    ['a prefix', [{ field: 'name', prefix: 'Ana' }], ['ana', 'bea']],
    ['a prefix is no pattern', [{ field: 'name', prefix: '%' }], []],
    ['a prefix beyond ASCII', [{ field: 'name', prefix: 'Á' }], ['cai']],
    ['an empty prefix: all but null', [{ field: 'name', prefix: '' }], ['ana', 'bea', 'cai', 'dia']],
    ['a prefix of symbols', [{ field: 'hotel', prefix: 'pl' }], ['dia', 'eva']],
    [
      'several conditions, all of them',
      [
        { field: 'hotel', equals: 'ritz' },
        { field: 'state', in: ['in', 'out'] },
        { field: 'arrivedAt', from: 15 },
        { field: 'nights', equals: 2 },
        { field: 'name', prefix: 'A' },
      ],
      ['bea'],
    ],
    [
      'two conditions on one field',
      [
        { field: 'arrivedAt', from: 15 },
        { field: 'arrivedAt', to: 25 },
      ],
      ['bea'],
    ],
  ])('finds, counts, groups and streams by %s', async (_what, where, ids) => {
    expect((await stage.ids({ where })).sort()).toEqual(ids);
    expect(await stage.reader.count(GUESTS, where)).toEqual({ value: ids.length, relation: 'exact' });
    const groups = await stage.reader.countBy(GUESTS, where, ['hotel']);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(ids.length);
    const streamed: string[] = [];
    for await (const page of stage.reader.stream(GUESTS, { where })) streamed.push(...page.map(({ id }) => id));
    expect(streamed.sort()).toEqual(ids);
  });

  it.each([
    ['ascending, nulls first', [{ field: 'arrivedAt' }, { field: 'name' }], ['eva', 'ana', 'bea', 'dia', 'cai']],
    [
      'descending, nulls last',
      [
        { field: 'arrivedAt', descending: true },
        { field: 'name', descending: true },
      ],
      ['cai', 'dia', 'bea', 'ana', 'eva'],
    ],
    ['mixed', [{ field: 'nights', descending: true }, { field: 'arrivedAt' }], ['eva', 'bea', 'cai', 'ana', 'dia']],
    [
      'symbols by text',
      [{ field: 'hotel' }, { field: 'state' }, { field: 'arrivedAt' }],
      ['eva', 'dia', 'ana', 'cai', 'bea'],
    ],
    ['booleans', [{ field: 'vip' }, { field: 'nights' }], ['cai', 'bea', 'eva', 'dia', 'ana']],
  ])('sorts %s, whole or in pages of any size', async (_what, sort, ids) => {
    expect(await stage.ids({ sort })).toEqual(ids);
    for (const limit of [1, 2, 3]) expect((await stage.pages({ sort, limit })).map(({ id }) => id)).toEqual(ids);
    const streamed: string[] = [];
    for await (const page of stage.reader.stream(GUESTS, { sort })) streamed.push(...page.map(({ id }) => id));
    expect(streamed).toEqual(ids);
  });

  it('pages by a field that a condition fixes', async () => {
    const query = {
      where: [{ field: 'hotel', equals: 'ritz' }],
      sort: [{ field: 'hotel' }, { field: 'arrivedAt' }],
      limit: 1,
    };
    expect((await stage.pages(query)).map(({ id }) => id)).toEqual(['ana', 'bea', 'cai']);
  });

  it('answers only the fields asked for', async () => {
    const where = [{ field: 'name', equals: 'Ana' }];
    expect(await stage.reader.find(GUESTS, { where, fields: ['wishes', 'vip'], limit: 1 })).toEqual([
      { id: 'ana', doc: { wishes: { pillow: 2 }, vip: true } },
    ]);
    expect(await stage.reader.find(GUESTS, { where, fields: [], limit: 1 })).toEqual([{ id: 'ana', doc: {} }]);
    expect(await stage.reader.get(GUESTS, 'eva')).toEqual(guest({ hotel: 'plaza', nights: 5, vip: false }));
  });

  it('counts up to a cap and says so', async () => {
    expect(await stage.reader.count(GUESTS, [], 3)).toEqual({ value: 3, relation: 'atLeast' });
    expect(await stage.reader.count(GUESTS, [], 5)).toEqual({ value: 5, relation: 'exact' });
    expect(await stage.reader.count(GUESTS, [], 6)).toEqual({ value: 5, relation: 'exact' });
  });

  it('groups by every kind of field, nulls first, values in order', async () => {
    const { reader } = stage;
    expect(await reader.countBy(GUESTS, [], ['state'])).toEqual([
      { values: [null], count: 1 },
      { values: ['in'], count: 3 },
      { values: ['out'], count: 1 },
    ]);
    expect(await reader.countBy(GUESTS, [{ field: 'hotel', equals: 'ritz' }], ['nights'])).toEqual([
      { values: [1], count: 1 },
      { values: [2], count: 2 },
    ]);
    expect((await reader.countBy(GUESTS, [], ['vip'])).map(({ values }) => values[0])).toEqual([null, false, true]);
    expect(await reader.countBy(GUESTS, [], [])).toEqual([{ values: [], count: 5 }]);
  });

  it('by several fields, and by stretches of a number', async () => {
    const { reader } = stage;
    const stretch = { field: 'arrivedAt', every: 20, offset: 10 };
    expect(await reader.countBy(GUESTS, [], ['hotel', stretch])).toEqual([
      { values: ['plaza', null], count: 1 },
      { values: ['plaza', 2], count: 1 },
      { values: ['ritz', 1], count: 2 },
      { values: ['ritz', 2], count: 1 },
    ]);
    // what is below zero is in the stretch below, and not in that of 0
    expect(await reader.countBy(GUESTS, [], [{ field: 'arrivedAt', every: 20, offset: -20 }])).toEqual([
      { values: [null], count: 1 },
      { values: [-1], count: 1 },
      { values: [0], count: 3 },
    ]);
    await expect(reader.countBy(GUESTS, [], [{ field: 'name', every: 20 }])).rejects.toThrow(
      'guests: field name is text and has no stretches',
    );
    await expect(reader.countBy(GUESTS, [], [{ field: 'nights', every: 0.5 }])).rejects.toThrow('a stretch of nights');
  });

  it('an empty view answers with nothing', async () => {
    const { reader } = stage;
    expect(await reader.find(ROOMS, { limit: 5 })).toEqual([]);
    expect(await reader.count(ROOMS, [], 10)).toEqual({ value: 0, relation: 'exact' });
    expect(await reader.countBy(ROOMS, [], ['hotel'])).toEqual([]);
    for await (const page of reader.stream(ROOMS, {})) throw new Error(`a page of ${page.length} of nothing`);
  });

  it.each<[string, (stage: Stage) => Promise<unknown>, string]>([
    [
      'a condition on an unknown field',
      (s) => s.ids({ where: [{ field: 'shoe', equals: 1 }] }),
      'guests: no field shoe',
    ],
    ['a sort by an unknown field', (s) => s.ids({ sort: [{ field: 'toString' }] }), 'guests: no field toString'],
    ['an unknown field asked for', (s) => s.ids({ fields: ['shoe'] }), 'guests: no field shoe'],
    ['a group by an unknown field', (s) => s.reader.countBy(GUESTS, [], ['shoe']), 'guests: no field shoe'],
    [
      'a condition on json',
      (s) => s.ids({ where: [{ field: 'wishes', equals: null }] }),
      'guests: field wishes is json: it cannot be filtered, grouped or sorted by',
    ],
    [
      'a sort by json',
      (s) => s.ids({ sort: [{ field: 'wishes' }] }),
      'guests: field wishes is json: it cannot be filtered, grouped or sorted by',
    ],
    [
      'a value of another type',
      (s) => s.reader.count(GUESTS, [{ field: 'nights', equals: '2' }]),
      'guests: field nights is compared with integer, not a string',
    ],
    [
      'a value of another type among several',
      (s) => s.ids({ where: [{ field: 'hotel', in: ['a', 2] }] }),
      'guests: field hotel is compared with symbol, not an integer',
    ],
    [
      'a range of booleans',
      (s) => s.ids({ where: [{ field: 'vip', from: 1 }] }),
      'guests: field vip is boolean and has no range',
    ],
    [
      'a prefix of an integer',
      (s) => s.ids({ where: [{ field: 'nights', prefix: '1' }] }),
      'guests: field nights is integer and has no prefix',
    ],
    [
      'a cursor of another order',
      (s) => s.ids({ sort: [{ field: 'name' }], after: { values: [], id: 'a' } }),
      'guests: the cursor has 0 values for 1 sorted fields',
    ],
    [
      'a cursor of another type',
      (s) => s.ids({ sort: [{ field: 'name' }], after: { values: [1], id: 'a' } }),
      'guests: field name is compared with text, not an integer',
    ],
    [
      'a limit of nothing',
      (s) => s.reader.find(GUESTS, { limit: 0 }),
      "guests: a page's limit is a whole number above 0",
    ],
  ])('%s is a TypeError that names it', async (_what, query, message) => {
    const asked = query(stage);
    await expect(asked).rejects.toThrow(TypeError);
    await expect(asked).rejects.toMatchObject({ message });
  });
}

import { type Change, putOnce } from '../change';
import { ChangeRefused, type Condition, LostPlace } from '../port';
import { type MakeViewStore, position, Stage } from './store-under-test';
import { add, guest, GUESTS, patch, put, remove, ROOMS, VISITS } from './views';

/** What changes do to documents, and what a commit is. */
export function describeChanges(make: MakeViewStore): void {
  let stage: Stage;
  beforeEach(async () => (stage = await Stage.open(make)));
  afterEach(() => stage.close());
  const get = (id: string) => stage.reader.get(GUESTS, id);
  const total = (id: string) => stage.reader.get(ROOMS, id);

  /** The same changes in one batch and in a batch each must mean the same. */
  function inOneBatchOrMany(sentence: string, changes: readonly Change[], check: () => Promise<void>): void {
    it.each([
      ['in one batch', [changes]],
      ['in a batch each', changes.map((change) => [change])],
    ])(`${sentence}, %s`, async (_how, batches) => {
      await stage.commit(...batches);
      await check();
    });
  }

  inOneBatchOrMany('put makes a document whose other fields are null', [put('a', { name: 'Ana' })], async () => {
    expect(await get('a')).toEqual(guest({ name: 'Ana' }));
  });
  inOneBatchOrMany(
    'put replaces the whole document',
    [put('a', { name: 'Ana', nights: 3 }), put('a', { state: 'in' })],
    async () => expect(await get('a')).toEqual(guest({ state: 'in' })),
  );
  inOneBatchOrMany(
    'patch changes the fields it names, also to null',
    [
      put('a', { name: 'Ana', nights: 3, vip: true }),
      patch('a', { nights: 4, vip: null }),
      patch('a', { state: 'in' }),
    ],
    async () => expect(await get('a')).toEqual(guest({ name: 'Ana', nights: 4, state: 'in' })),
  );
  inOneBatchOrMany('patch of a missing document does nothing', [patch('a', { nights: 4 })], async () => {
    expect(await get('a')).toBeUndefined();
  });
  inOneBatchOrMany(
    'patch after remove does nothing',
    [put('a', {}), remove('a'), patch('a', { nights: 4 })],
    async () => expect(await get('a')).toBeUndefined(),
  );
  inOneBatchOrMany(
    'remove removes, and of a missing document does nothing',
    [put('a', {}), remove('a'), remove('b')],
    async () => {
      expect(await get('a')).toBeUndefined();
      expect(await stage.reader.count(GUESTS, [])).toEqual({ value: 0, relation: 'exact' });
    },
  );
  inOneBatchOrMany(
    'put after remove begins anew',
    [put('a', { nights: 1 }), remove('a'), put('a', { vip: false })],
    async () => expect(await get('a')).toEqual(guest({ vip: false })),
  );
  inOneBatchOrMany(
    'add begins from zero and sets the key fields of a new document only',
    [add('x', { taken: 2 }, { hotel: 'Ritz' }), add('x', { taken: 3, freed: -1 }, { hotel: 'Other' })],
    async () => expect(await total('x')).toEqual({ hotel: 'Ritz', taken: 5, freed: -1 }),
  );
  inOneBatchOrMany(
    'add to a null field begins from zero',
    [put('a', { name: 'Ana' }), { op: 'add', view: GUESTS.name, id: 'a', amounts: { nights: 2 } }],
    async () => expect(await get('a')).toEqual(guest({ name: 'Ana', nights: 2 })),
  );
  inOneBatchOrMany(
    'add after patch adds to the patch, and patch after add replaces the sum',
    [
      put('a', { nights: 1, arrivedAt: 1 }),
      { op: 'add', view: GUESTS.name, id: 'a', amounts: { nights: 5, arrivedAt: 5 } },
      patch('a', { nights: 10 }),
      { op: 'add', view: GUESTS.name, id: 'a', amounts: { nights: 2, arrivedAt: 2 } },
    ],
    async () => expect(await get('a')).toEqual(guest({ nights: 12, arrivedAt: 8 })),
  );
  inOneBatchOrMany(
    'add after remove begins from zero',
    [
      add('x', { taken: 7 }, { hotel: 'Ritz' }),
      { op: 'remove', view: ROOMS.name, id: 'x' },
      add('x', { freed: 1 }, { hotel: 'Astoria' }),
    ],
    async () => expect(await total('x')).toEqual({ hotel: 'Astoria', taken: null, freed: 1 }),
  );

  it('a batch on documents that are there does what it does to new ones', async () => {
    await stage.commit([put('a', { nights: 1, name: 'Ana' }), add('x', { taken: 1 }, { hotel: 'Ritz' })]);
    await stage.commit([
      patch('a', { vip: true }),
      { op: 'add', view: GUESTS.name, id: 'a', amounts: { nights: 1, arrivedAt: 9 } },
      add('x', { taken: 1, freed: 1 }, { hotel: 'No' }),
      add('x', { taken: 1 }),
    ]);
    expect(await get('a')).toEqual(guest({ name: 'Ana', nights: 2, arrivedAt: 9, vip: true }));
    expect(await total('x')).toEqual({ hotel: 'Ritz', taken: 3, freed: 1 });
  });

  inOneBatchOrMany(
    'what is put once makes the document, and leaves one that is there',
    [
      putOnce(GUESTS, 'a', { name: 'Ana', nights: 1 }),
      putOnce(GUESTS, 'a', { name: 'Bea' }),
      patch('a', { vip: true }),
      putOnce(GUESTS, 'b', { nights: 2 }),
      remove('b'),
      putOnce(GUESTS, 'b', { nights: 3 }),
    ],
    async () => {
      expect(await get('a')).toEqual(guest({ name: 'Ana', nights: 1, vip: true }));
      expect(await get('b')).toEqual(guest({ nights: 3 }));
    },
  );
  inOneBatchOrMany(
    'a document is among those in which a field is set while it is',
    [
      put('a', { hotel: 'Ritz', nights: 1, vip: true }),
      put('b', { hotel: 'Ritz', nights: 2, vip: true }),
      put('c', { hotel: 'Ritz', nights: 3 }),
      patch('a', { nights: null }),
      patch('c', { vip: false }),
      put('d', { hotel: 'Ritz', nights: 4, vip: true }),
      remove('d'),
      put('e', { hotel: 'Ritz', nights: 5, vip: true }),
      put('e', { hotel: 'Ritz', nights: 5 }),
    ],
    async () => {
      const where: Condition[] = [
        { field: 'hotel', equals: 'Ritz' },
        { field: 'nights', set: true },
        { field: 'vip', set: true },
      ];
      expect(await stage.ids({ where, sort: [{ field: 'nights' }] })).toEqual(['b', 'c']);
    },
  );

  it('a view that nothing was written to starts at the beginning of the log', async () => {
    expect(await stage.writer.checkpoint()).toBe('');
    expect(await stage.reader.position('operational')).toBe('');
  });

  it('changes and checkpoint arrive together', async () => {
    stage.writer.gather([put('a', {})]);
    await stage.writer.commit('', position(7));
    expect(await stage.writer.checkpoint()).toBe(position(7));
    expect(await stage.reader.position('operational')).toBe(position(7));
    expect(await stage.reader.lanes('operational')).toEqual([position(7)]);
  });

  it('a commit without changes moves the checkpoint', async () => {
    await stage.writer.commit('', position(3));
    expect(await stage.reader.position('operational')).toBe(position(3));
  });

  it('what was gathered, at once or bit by bit, is written by the next commit', async () => {
    stage.writer.gather([put('a', { hotel: 'Ritz', nights: 1 }), put('b', {})]);
    stage.writer.gather([patch('a', { nights: 2 }), remove('b'), patch('a', { name: 'Ana' })]);
    expect(await get('a')).toBeUndefined();
    await stage.writer.commit('', position(3));
    expect(await get('a')).toEqual(guest({ hotel: 'Ritz', nights: 2, name: 'Ana' }));
    expect(await get('b')).toBeUndefined();
  });

  it('what was gathered is forgotten by whoever asks for the checkpoint', async () => {
    stage.writer.gather([put('a', { hotel: 'New', state: 'in' }), add('x', { taken: 1 })]);
    expect(await stage.writer.checkpoint()).toBe('');
    await stage.commit([put('b', { hotel: 'Other', state: 'out' })]);
    expect(await get('a')).toBeUndefined();
    expect(await total('x')).toBeUndefined();
    expect(await get('b')).toEqual(guest({ hotel: 'Other', state: 'out' }));
  });

  it('a commit from another place than the stored one throws LostPlace and changes nothing', async () => {
    stage.writer.gather([add('x', { taken: 1 })]);
    await stage.writer.commit('', position(5));
    stage.writer.gather([add('x', { taken: 1 })]);
    const repeat = stage.writer.commit('', position(5));
    await expect(repeat).rejects.toThrow(LostPlace);
    await expect(repeat).rejects.toMatchObject({ group: 'operational', expected: '', actual: position(5) });
    expect(await total('x')).toMatchObject({ taken: 1 });
    expect(await stage.writer.checkpoint()).toBe(position(5));
  });

  it.each<[string, Change, string]>([
    ['a field the view does not have', put('b', { shoe: 1 }), 'guests: no field shoe'],
    ['text for an integer', put('b', { nights: 'three' }), 'guests: field nights takes integer, not a string'],
    ['a fraction', patch('b', { nights: 1.5 }), 'guests: field nights takes integer, not a fraction'],
    ['an integer for text', put('b', { name: 3 }), 'guests: field name takes text, not an integer'],
    ['an object for a symbol', put('b', { hotel: {} }), 'guests: field hotel takes symbol, not an object'],
    ['a number for a boolean', put('b', { vip: 1 }), 'guests: field vip takes boolean, not an integer'],
    [
      'an amount for text',
      { op: 'add', view: 'guests', id: 'b', amounts: { name: 1 } },
      'guests: field name is text, and only integers can be added to',
    ],
    ['a fraction as amount', add('b', { taken: 0.5 }), 'room-totals: the amount for taken is no integer of 53 bits'],
    ['a key field the view does not have', add('b', { taken: 1 }, { shoe: 1 }), 'room-totals: no field shoe'],
    ['a view nobody declared', { op: 'remove', view: 'cats', id: 'b' }, 'no operational view cats'],
    ['a counter that is put', put('b', {}, VISITS), 'visits: counters are only added to'],
    [
      'a counter that is patched',
      { op: 'patch', view: 'visits', id: 'b', doc: {} },
      'visits: counters are only added to',
    ],
    ['a counter that is removed', { op: 'remove', view: 'visits', id: 'b' }, 'visits: counters are only added to'],
    ['an empty id', put('', {}), 'a document id must not be empty'],
  ])('%s is refused by name and place, and nothing of the batch stays', async (_what, change, message) => {
    stage.writer.gather([put('a', { nights: 1 })]);
    const gather = () => stage.writer.gather([put('a', { hotel: 'New' }), change, put('c', {})]);
    expect(gather).toThrow(ChangeRefused);
    expect(gather).toThrow(expect.objectContaining({ index: 1, message }));
    expect(await stage.writer.checkpoint()).toBe('');
    expect(await get('a')).toBeUndefined();
    await stage.commit([put('a', { hotel: 'Other' })]);
    expect(await get('a')).toEqual(guest({ hotel: 'Other' }));
  });

  it.each([
    ['quotes', `o'Hara "x" \`y\` ; DROP TABLE guests --`],
    ['other scripts and emoji', 'Ação 北京 👩🏽‍🚀 é e\u0301'],
    ['control characters and an empty text', '\n\t\u0001'],
    ['an empty text', ''],
  ])('keeps %s in text, symbols and ids as they are', async (_what, text) => {
    const id = `${text}.${text}#%_?`;
    await stage.commit([put(id, { name: text, hotel: text })]);
    expect(await get(id)).toEqual(guest({ name: text, hotel: text }));
    const where = [
      { field: 'name', equals: text },
      { field: 'hotel', equals: text },
    ];
    expect(await stage.ids({ where })).toEqual([id]);
  });

  it('takes a NUL in text without losing what follows', async () => {
    await stage.commit([put('a', { name: 'a\0b' })]);
    expect((await get('a'))?.['name']).toMatch(/^a.b$/su);
    expect(await stage.ids({ where: [{ field: 'name', equals: 'a\0b' }] })).toEqual(['a']);
  });

  it('booleans come back as booleans, integers of 53 bits exact, json untouched', async () => {
    const wishes = { list: [1.5, null, true, 'x'], nested: { '': 'NUL \0', $set: { 'a.b': -0.5 }, _id: 1 }, empty: [] };
    const doc = { vip: false, nights: Number.MAX_SAFE_INTEGER, arrivedAt: Number.MIN_SAFE_INTEGER, wishes };
    await stage.commit([put('a', doc)]);
    expect(await get('a')).toEqual(guest(doc));
    await stage.commit([patch('a', { vip: true, wishes: null })]);
    expect(await get('a')).toEqual(guest({ ...doc, vip: true, wishes: null }));
  });

  it('getMany answers in the order asked, undefined for what is missing, repeats included', async () => {
    await stage.commit(Array.from({ length: 120 }, (_, n) => put(`g${n}`, { nights: n })));
    const ids = ['g3', 'nobody', 'g119', 'g3', ...Array.from({ length: 100 }, (_, n) => `g${n}`)];
    const docs = await stage.reader.getMany(GUESTS, ids);
    expect(docs.map((doc) => doc?.['nights'])).toEqual([
      3,
      undefined,
      119,
      3,
      ...Array.from({ length: 100 }, (_, n) => n),
    ]);
    expect(await stage.reader.getMany(GUESTS, [])).toEqual([]);
  });
}

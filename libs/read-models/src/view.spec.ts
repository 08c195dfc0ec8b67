import { add, patch, put } from './change';
import type { Condition, ViewReader } from './port';
import { boolean, defineView, type Document, integer, json, symbol, text, type View } from './view';

type State = 'draft' | 'sending';

const books = defineView({
  name: 'books',
  version: 1,
  group: 'operational',
  fields: {
    title: text(),
    shelf: symbol(),
    state: symbol<State>(),
    pages: integer(),
    lentAt: integer<number | null>(),
    rare: boolean(),
    authors: json<readonly { readonly name: string }[]>(),
  },
  indexes: [['state', 'lentAt'], ['title']],
});

const book = { title: 'Os Sertões', shelf: 'a1', pages: 640, rare: false };

/** Nobody runs it: that it compiles, and that what is marked does not, is the test. */
export async function asked(reader: ViewReader, states: readonly State[]): Promise<unknown> {
  const doc: Document<typeof books> | undefined = await reader.get(books, 'id');
  const state: State | undefined = doc?.state;
  const names: readonly string[] | undefined = doc?.authors.map(({ name }) => name);
  // @ts-expect-error no such field
  void doc?.shoe;
  // @ts-expect-error it may be null
  const lentAt: number | undefined = doc?.lentAt;

  const where: readonly Condition<typeof books>[] = [
    { field: 'state', in: states },
    { field: 'lentAt', equals: null },
    { field: 'lentAt', from: 1, to: 2 },
    { field: 'title', prefix: 'O' },
    { field: 'rare', equals: true },
  ];
  // @ts-expect-error no such field
  await reader.count(books, [{ field: 'shoe', equals: 'left' }]);
  // @ts-expect-error no such state
  await reader.count(books, [{ field: 'state', equals: 'lost' }]);
  // @ts-expect-error never null
  await reader.count(books, [{ field: 'title', equals: null }]);
  // @ts-expect-error a text is no bound of an integer
  await reader.count(books, [{ field: 'pages', from: 'a' }]);
  await reader.count(books, [{ field: 'lentAt', set: true }]);
  // @ts-expect-error always set
  await reader.count(books, [{ field: 'title', set: true }]);
  // @ts-expect-error that is asked for as null
  await reader.count(books, [{ field: 'lentAt', set: false }]);
  // @ts-expect-error booleans have no range
  await reader.count(books, [{ field: 'rare', from: 0 }]);
  // @ts-expect-error integers have no prefix
  await reader.count(books, [{ field: 'pages', prefix: '6' }]);
  // @ts-expect-error json is not compared
  await reader.count(books, [{ field: 'authors', equals: null }]);

  const [found] = await reader.find(books, { where, sort: [{ field: 'pages' }], fields: ['title'], limit: 1 });
  const title: string | undefined = found?.doc.title;
  // @ts-expect-error not asked for
  void found?.doc.pages;
  // @ts-expect-error no such field
  await reader.find(books, { fields: ['shoe'], limit: 1 });
  // @ts-expect-error json is not sorted by
  await reader.find(books, { sort: [{ field: 'authors' }], limit: 1 });
  for await (const page of reader.stream(books, { fields: [] })) {
    // @ts-expect-error nothing was asked for
    void page[0]?.doc.title;
  }
  // @ts-expect-error json is not grouped by
  await reader.countBy(books, [], ['authors']);
  const whatever: unknown = (await reader.get(books as View, 'id'))?.['shoe'];
  return [state, names, lentAt, title, whatever];
}

/** The same of what is written. What the compiler would have refused is refused by the writer, too. */
function changed(more: { readonly shoe: string }) {
  return [
    put(books, 'id', { ...book, state: 'draft', authors: [] }),
    // @ts-expect-error authors are missing
    put(books, 'id', { ...book, state: 'draft' }),
    // @ts-expect-error no such state
    put(books, 'id', { ...book, state: 'lost', authors: [] }),
    // @ts-expect-error no such field, though it is only spread into the document
    put(books, 'id', { ...book, ...more, state: 'draft', authors: [] }),
    patch(books, 'id', { state: 'sending', lentAt: null }),
    // @ts-expect-error never null
    patch(books, 'id', { title: null }),
    // @ts-expect-error no such field
    patch(books, 'id', { shoe: 'left' }),
    add(books, 'id', { pages: 1 }),
    // @ts-expect-error only integers can be added to
    add(books, 'id', { title: 1 }),
  ];
}

export function indexed() {
  const { name, version, group, fields } = books;
  const bare = { name, version, group, fields } as const;
  // @ts-expect-error no such field
  defineView({ ...bare, indexes: [['shoe']] });
  // @ts-expect-error json has no index
  defineView({ ...bare, indexes: [['authors']] });
  defineView({ ...bare, indexes: [{ fields: ['state'], set: ['lentAt'] }] });
  // @ts-expect-error no such field
  defineView({ ...bare, indexes: [{ fields: ['state'], set: ['shoe'] }] });
  const bucket = { field: 'pages', every: 10 } as const;
  defineView({ ...bare, indexes: [], tally: { by: ['state'], bucket, of: 'state' } });
  // @ts-expect-error no such field
  defineView({ ...bare, indexes: [], tally: { by: ['shoe'], bucket, of: 'state' } });
}

describe('the types of a view', () => {
  it('leave changes as data', () => {
    const [made, , , , patched, , , counted] = changed({ shoe: 'left' });
    expect(made).toEqual({ op: 'put', view: 'books', id: 'id', doc: { ...book, state: 'draft', authors: [] } });
    expect(patched).toEqual({ op: 'patch', view: 'books', id: 'id', doc: { state: 'sending', lentAt: null } });
    expect(counted).toEqual({ op: 'add', view: 'books', id: 'id', amounts: { pages: 1 } });
  });

  it('are nothing when the program runs: a view that a file tells of is the same', () => {
    expect(books).toEqual(JSON.parse(JSON.stringify(books)));
    expect(books.fields).toMatchObject({ state: 'symbol', lentAt: 'integer', authors: 'json' });
  });
});

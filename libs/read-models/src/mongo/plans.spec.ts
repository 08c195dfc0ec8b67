import { systemClock, systemRandom } from '@arauto/clock';
import { connectMongo } from '@arauto/mongo';
import { describeMongod } from '@arauto/mongo/testing';
import type { Document, MongoClient } from 'mongodb';
import { type AskedOfView, cursorOf, QUERIES, WALKS } from '../every-query.fixture';
import { contactsView, operationalProjections } from '../operational';
import { campaignSeriesView, messagesView, repliesView } from '../reporting';
import type { FieldType, View } from '../view';
import { collectionName } from './group';
import { Queries } from './queries';
import { openMongoViewWriter } from '.';

/** Of each view, so many that some query asks for, among those that none does. */
const ASKED_FOR = 20;
const OTHERS = 2_000;
/** Of text, among those. */
const OTHER_VALUES = 50;

describeMongod('MongoDB: every query of every view', (server) => {
  const name = `plans-${systemRandom.uuid()}`;
  let client: MongoClient;
  const opened = new Map<string, Queries>();

  beforeAll(async () => {
    client = await connectMongo(server().uri);
    const groups = {
      operational: operationalProjections.map(({ view }) => view),
      reporting: [messagesView, repliesView, campaignSeriesView],
    };
    for (const group of ['operational', 'reporting'] as const) {
      const views: readonly View[] = groups[group];
      const store = { client, database: name, group, views, clock: systemClock };
      await (await openMongoViewWriter(store)).close();
      for (const view of views) {
        const documents = Array.from({ length: OTHERS + ASKED_FOR }, (_, n) => documentOf(view, n));
        await client
          .db(name)
          .collection<Document & { _id: string }>(collectionName(group, 0, view.name))
          .insertMany(documents);
      }
      opened.set(group, new Queries(client.db(name), views, 1, (view) => collectionName(group, 0, view.name)));
    }
  });
  afterAll(async () => {
    await client.db(name).dropDatabase();
    await client.close();
  });

  it.each(QUERIES.map((row) => [`${row.view.name}: ${row.name}`, row] as const))('%s', async (_what, row) => {
    const { view, query } = row;
    const queries = opened.get(view.group)!;
    const [first, ...rest] = await queries.explain(view, { ...query, limit: 1000 });
    expect(rest).toEqual([]);
    expect(first!['executionStats'].nReturned).toBeGreaterThan(0);
    expectIndex(first!, row);
    const later = await queries.explain(view, { ...query, limit: 1000, after: cursorOf(view, query.sort) });
    for (const step of later) expectIndex(step, row);
    expect(later.length).toBeLessThanOrEqual(query.sort.length * 2 + 1);
    expectIndex(await queries.explainCount(view, query.where, 1000), row);
  });

  it.each(WALKS.map((walk) => [`${walk.view.name}: ${walk.name}`, walk] as const))(
    'a page in the order of time goes through an index and sorts nothing: %s',
    async (_what, { view, along, where, sort, by }) => {
      const queries = opened.get(view.group)!;
      for (const after of [undefined, cursorOf(view, sort)]) {
        const steps = await queries.explainWalk(view, { along, where, sort, after, limit: 51, most: 50_000 });
        for (const step of steps) {
          const plans = JSON.stringify(valuesOf(step, 'winningPlan'));
          expect(plans).toContain(`"indexName":"index-${by.split(' ')[0]}"`);
          // Rows of one instant are ordered among themselves.
          expect(plans).not.toMatch(/"stage":"(COLLSCAN|SORT","sortPattern":\{"(?!_id"))/);
        }
      }
    },
  );

  it('of a person looks at what there is of them, in order', async () => {
    const where = [
      { field: 'sentAt', from: 1 },
      { field: 'status', in: ['read'] },
      { field: 'contactKey', in: ['other-7', 'other-8'] },
    ];
    const query = { where, sort: [{ field: 'sentAt', descending: true }], limit: 51 };
    const queries = opened.get('reporting')!;
    const [step] = await queries.explain(messagesView, query);
    expect(valuesOf(step, 'indexName')).toContain('index-3');
    expect(valuesOf(step, 'totalDocsExamined')).toEqual([(2 * OTHERS) / OTHER_VALUES]);
    expect(queries.sortsEverything(messagesView, query)).toBe(false);
  });

  it('of an index that only has some of the documents is of no use to who does not ask for them', () => {
    expect(opened.get('operational')!.sortsEverything(contactsView, { sort: [{ field: 'messageHash' }] })).toBe(true);
  });
});

/** Neither goes through a collection nor sorts one, and looks at hardly more than it answers: a key for each value it looks for, and where each ends. */
function expectIndex(explained: Document, { query }: AskedOfView): void {
  const plans = JSON.stringify(valuesOf(explained, 'winningPlan'));
  expect(plans).toMatch(/"stage":"(IXSCAN|COUNT_SCAN|EOF|IDHACK)"/);
  expect(plans).not.toMatch(/"stage":"(COLLSCAN|SORT)"/);
  const looked = (what: string) => Math.max(...(valuesOf(explained, what) as number[]));
  const returned = looked('nReturned');
  const seeks = query.where.reduce((sum, condition) => sum + ('in' in condition ? 2 * condition.in.length : 0), 3);
  const matches = query.where.length === 0 ? returned : Math.max(returned, ASKED_FOR);
  expect(looked('totalKeysExamined')).toBeLessThanOrEqual(matches + seeks);
  expect(looked('totalDocsExamined')).toBeLessThanOrEqual(matches);
}

function valuesOf(explained: unknown, key: string): unknown[] {
  if (typeof explained !== 'object' || explained === null) return [];
  return Object.entries(explained).flatMap(([name, value]) => (name === key ? [value] : valuesOf(value, key)));
}

function documentOf(view: View, n: number): Document & { _id: string } {
  const fields = Object.entries(view.fields).map(([name, type]) => {
    const values = n < ASKED_FOR ? asked(view, name) : [];
    return [name, values.length > 0 ? values[n % values.length] : other(type, n)];
  });
  return { ...Object.fromEntries(fields), _id: `x${n}` };
}

/** What the queries of the view ask of a field, each as a value that has it. */
function asked(view: View, field: string): unknown[] {
  const conditions = [
    ...QUERIES.flatMap(({ query, view: of }) => (of === view ? query.where : [])),
    ...WALKS.flatMap(({ along, where, view: of }) => (of === view ? [...along, ...where] : [])),
  ];
  const values = conditions.flatMap((condition) => {
    if (condition.field !== field || 'set' in condition || 'notIn' in condition) return [];
    if ('equals' in condition) return [condition.equals];
    if ('in' in condition) return condition.in.slice(0, 1);
    if ('prefix' in condition) return [condition.prefix];
    return [condition.to === undefined ? Number(condition.from) + 1 : Number(condition.to) - 4];
  });
  return [...new Set(values)];
}

function other(type: FieldType, n: number): unknown {
  if (type === 'integer') return 1_000 + n;
  if (type === 'boolean') return n % 2 === 0;
  return type === 'json' ? '{}' : `other-${n % OTHER_VALUES}`;
}

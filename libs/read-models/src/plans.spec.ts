import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@arauto/sqlite';
import { cursorOf, QUERIES, WALKS } from './every-query.fixture';
import { contactsView, ON_THEIR_WAY, OPEN_ATTEMPTS, operationalProjections, UNKNOWN_OUTCOMES } from './operational';
import { reportingProjections } from './reporting';
import { openSqliteViewWriter } from './sqlite';
import { Queries } from './sqlite/queries';
import { Symbols } from './sqlite/symbols';
import { Table } from './sqlite/table';
import type { Group, View } from './view';

/** Each costs a transaction of MongoDB some 10 µs for every document whose field changes, and either store an entry of every document. */
const MOST_INDEXES: Record<Group, number> = {
  operational: 6,
  /** Every filter of a report has one, and what most rows are is in none. */
  reporting: 12,
};

const GROUPS = {
  operational: operationalProjections.map(({ view }) => view),
  reporting: reportingProjections(() => ({ status: null, result: null })).map(({ view }) => view),
} satisfies Record<Group, readonly View[]>;

describe('every view', () => {
  it.each(Object.values(GROUPS).flatMap((views) => views.map((view) => [view.name, view] as const)))(
    '%s has few indexes',
    (_name, { indexes, group }) => expect(indexes.length).toBeLessThanOrEqual(MOST_INDEXES[group]),
  );
});

describe('every query of every view', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plans-'));
  const opened = new Map<string, { readonly queries: Queries; readonly database: Database }>();

  beforeAll(async () => {
    for (const group of ['operational', 'reporting'] as const) {
      const views: readonly View[] = GROUPS[group];
      const writer = openSqliteViewWriter({ folder, group, views });
      await writer.close();
      const database = openDatabase(writer.path);
      // A symbol that no document has is looked for nowhere.
      const intern = database.prepare('INSERT INTO symbols (n, text) VALUES (?, ?)');
      SYMBOLS.forEach((text, n) => intern.run(n + 1, text));
      const tables = new Map(views.map((view) => [view.name, new Table(view)]));
      opened.set(group, { database, queries: new Queries(database, tables, new Symbols(database)) });
    }
  });
  afterAll(() => {
    for (const { database } of opened.values()) database.close();
    rmSync(folder, { recursive: true });
  });

  it.each(QUERIES.map((row) => [`${row.view.name}: ${row.name}`, row] as const))('%s', (_what, row) => {
    const { view, query } = row;
    const { queries } = opened.get(view.group)!;
    const table = `v_${view.name}`;
    const [first, ...rest] = queries
      .plan(view, { ...query, limit: 1000 })
      .statements.map(({ text, values }) => queries.explain(text, values));
    const [word, index] = row.by.startsWith('SCAN ') ? ['SCAN', row.by.slice(5)] : ['SEARCH', row.by];
    expect(first![0]).toBe(`${word} ${table} USING INDEX ${table}__${index}`);
    expect(rest).toEqual([]);
    if (query.sort.length === 0) return;
    expect(first).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    const later = queries.plan(view, { ...query, limit: 1000, after: cursorOf(view, query.sort) }).statements;
    for (const { text, values } of later) {
      const steps = queries.explain(text, values);
      expect(steps[0]).toMatch(new RegExp(`^SEARCH ${table} USING INDEX ${table}__${index!.split(' ')[0]} `));
      expect(steps).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    }
  });

  it.each(WALKS.map((walk) => [`${walk.view.name}: ${walk.name}`, walk] as const))(
    'a page in the order of time goes through an index and sorts nothing: %s',
    (_what, { view, along, where, sort, by }) => {
      const { queries } = opened.get(view.group)!;
      const table = `v_${view.name}`;
      for (const after of [undefined, cursorOf(view, sort)]) {
        const walk = { along, where, sort, after, limit: 51, most: 50_000 };
        const pages = queries.walkSql(view, walk).map(({ text, values }) => queries.explain(text, values));
        const expected = after === undefined ? by : by.split(' ')[0]!;
        for (const steps of pages) {
          const reads = steps.filter((step) => step.includes(table));
          expect(reads.length).toBeGreaterThan(0);
          for (const step of reads) expect(step).toContain(`SEARCH ${table} USING INDEX ${table}__${expected}`);
          // Rows of one instant are ordered among themselves.
          const sorted = steps.filter((step) => step.startsWith('USE TEMP B-TREE'));
          expect(sorted.every((step) => step === 'USE TEMP B-TREE FOR LAST TERM OF ORDER BY')).toBe(true);
        }
      }
    },
  );

  it('of an index that only has some of the documents is of no use to who does not ask for them', () => {
    const { queries } = opened.get('operational')!;
    const all = { sort: [{ field: 'messageHash' }], limit: 1000 };
    expect(queries.sortsEverything(contactsView, all)).toBe(true);
  });
});

const SYMBOLS = [
  'c',
  's',
  'u',
  'n',
  'p',
  'error',
  'initial',
  'retry_scheduled',
  'sending',
  'paused',
  'reading',
  'queued',
  'running',
  'UTILITY',
  'minute',
  'draft',
  'scheduled',
  'canceling',
  'canceled',
]
  .concat(['read', 'delivered', OPEN_ATTEMPTS, UNKNOWN_OUTCOMES, ON_THEIR_WAY])
  .concat(['d', 'opted_out', 'image', 'template', 'user_initiated', 'business_initiated', '131026']);

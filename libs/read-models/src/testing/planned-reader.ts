import type { Condition } from '../port';
import { openSqliteViewReader, type SqliteViewReader } from '../sqlite';
import type { Sql } from '../sqlite/conditions';
import type { Queries } from '../sqlite/queries';
import { ViewConnection } from '../sqlite/view-connection';
import type { Group, View, ViewReader } from '..';

/** Queries that go through, or sort, more than they answer, and why they may. */
const PARDONED: readonly { readonly query: RegExp; readonly because: string }[] = [
  { query: /^senders of connected/, because: 'an installation has few numbers' },
  { query: /^campaigns of .* by (name|status)/, because: 'an installation has few campaigns, and people sort them' },
  { query: /^messages of .*contactKey/, because: 'a person has few messages' },
  { query: /^messages of result by sentAt/, because: 'the records of everybody: most of what is there is an answer' },
];

/**
 * The reader of one group's views, as those that tests open, which refuses every query that SQLite would answer by going through a view
 * without an index, or by sorting what the query wants sorted: on the few rows of a test nobody would see it, on a million everybody does.
 */
export function openPlannedReader(folder: string, group: Group): SqliteViewReader {
  const reader = openSqliteViewReader({ folder, group, inline: true });
  const connection = new ViewConnection(folder, group, false);
  const check = (view: View, { where = [], sort = [] }: Asked, statements: (queries: Queries) => readonly Sql[]) =>
    connection.run(({ queries }) => {
      const query = `${view.name} of ${fieldsOf(where)} by ${fieldsOf(sort)}`;
      if (PARDONED.some((pardoned) => pardoned.query.test(query))) return;
      for (const { text, values } of statements(queries)) {
        // A symbol that no document has, or a list of nothing: nothing is looked at.
        if (/ (WHERE|AND) 0\b| IN \(\)/.test(text)) continue;
        const steps = queries.explain(text, values);
        const scans = where.length > 0 && steps.some((step) => step.startsWith('SCAN v_'));
        const sorts = sort.length > 0 && steps.includes('USE TEMP B-TREE FOR ORDER BY');
        if (scans || sorts) throw new Error(`a query without an index: ${query}: ${steps.join('; ')}`);
      }
    });
  const planned: ViewReader = {
    get: (view, id) => reader.get(view, id),
    getMany: (view, ids) => reader.getMany(view, ids),
    async find(view, query) {
      check(view, query, (queries) => queries.plan(view, query).statements);
      return reader.find(view, query);
    },
    async count(view, where, cap) {
      check(view, { where }, (queries) => {
        const sql = queries.countSql(view, where, cap);
        return sql ? [sql] : [];
      });
      return reader.count(view, where, cap);
    },
    countBy: (view, where, by) => reader.countBy(view, where, by),
    countTallied: (view, where, most) => reader.countTallied(view, where, most),
    async walk(view, query) {
      check(view, { where: query.along, sort: query.sort }, (queries) => queries.walkSql(view, query));
      return reader.walk(view, query);
    },
    countWalk: (view, query) => reader.countWalk(view, query),
    async *stream(view, query) {
      // What comes of several lists is sorted once for all of a file, by the numbers of its rows.
      const { where = [] } = query;
      const isOfLists = where.some((condition) => 'in' in condition && condition.in.length > 1);
      if (!isOfLists) check(view, query, (queries) => queries.plan(view, { ...query, limit: 1000 }).statements);
      yield* reader.stream(view, query);
    },
    position: (of) => reader.position(of),
    lanes: (of) => reader.lanes(of),
  };
  return {
    ...planned,
    snapshot: () => reader.snapshot(),
    reopen: () => reader.reopen(),
    async close() {
      connection.close();
      await reader.close();
    },
  };
}

interface Asked {
  readonly where?: readonly Condition[] | undefined;
  readonly sort?: readonly { readonly field: string }[] | undefined;
}

function fieldsOf(named: readonly { readonly field: string }[]): string {
  return named.map(({ field }) => field).join(' ');
}

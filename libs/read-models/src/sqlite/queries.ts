import type { Database, Row, SqlValue, Statement } from '@arauto/sqlite';
import type { Condition, Counted, Cursor, Grouping, PageQuery, PageWalk, Total, WalkQuery } from '../port';
import { checkCap, checkLimit } from '../questions';
import { enteredTally, fieldOf, inOrder, TALLIED, tallyView, tells } from '../tally';
import type { Value, View } from '../view';
import { and, columnOf, conditionSql, type Sql } from './conditions';
import { decode } from './decode';
import { hashId } from './id-hash';
import { Order } from './order';
import type { Symbols } from './symbols';
import { type Column, Table } from './table';
import { Walk } from './walk';

/** A row as it travels between threads: the id, then the fields in the order asked, decoded but for json, which stays text. */
export type FoundRow = readonly [id: string, ...cells: unknown[]];

const IDS_PER_LOOKUP = 50;
const MAX_STATEMENTS = 500;
/** Below a limit of 5, SQLite takes sorting the whole view for cheaper than walking an index in its order (measured, 3.50). */
const LEAST_LIMIT = 20;

/** The queries on one open file. Synchronous; every one reads the file as one moment has it if the caller says BEGIN. */
export class Queries {
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly database: Database,
    private readonly tables: ReadonlyMap<string, Table>,
    private readonly symbols: Symbols,
  ) {}

  getMany(view: View, ids: readonly string[]): (FoundRow | undefined)[] {
    const table = this.tables.get(view.name);
    const selected = Selected.of(table, view, undefined);
    if (!table) return ids.map(() => undefined);
    const found = new Map<string, FoundRow>();
    for (let start = 0; start < ids.length; start += IDS_PER_LOOKUP) {
      const wanted = ids.slice(start, start + IDS_PER_LOOKUP).map(hashId);
      while (ids.length > 1 && wanted.length < IDS_PER_LOOKUP) wanted.push(wanted[0]!);
      const marks = wanted.map(() => '?').join(',');
      const sql = `SELECT ${selected.sql} FROM ${table.name} WHERE _h IN (${marks})`;
      for (const row of this.rows(sql, wanted)) found.set(row[0] as string, selected.read(row, this.symbols));
    }
    return ids.map((id) => found.get(id));
  }

  find(view: View, query: PageQuery): FoundRow[] {
    checkLimit(view, query.limit);
    const found: FoundRow[] = [];
    const plan = this.plan(view, query);
    for (const { text, values } of plan.statements) {
      for (const row of this.rows(text, values)) {
        if (found.length === query.limit) return found;
        found.push(plan.selected.read(row, this.symbols));
      }
    }
    return found;
  }

  /** The statements of a page, in turn. The limit stands in the text: bound, the planner would not know it, and sort a whole view for one page. */
  plan(
    view: View,
    { where = [], sort = [], after, fields, limit }: PageQuery,
  ): { selected: Selected; statements: Sql[] } {
    const table = this.tables.get(view.name);
    const selected = Selected.of(table, view, fields);
    const known = table ?? NOTHING;
    const conditions = this.where(known, view, where);
    const order = new Order(known, view, sort, where);
    const ranges = after ? order.after(after, this.symbols) : [undefined];
    if (!table) return { selected, statements: [] };
    return {
      selected,
      statements: ranges.map((range) => {
        const matching = and(range ? [conditions, range] : [conditions]);
        const text = `SELECT ${selected.sql} FROM ${table.name} WHERE ${matching.text} ORDER BY ${order.sql} LIMIT ${Math.max(limit, LEAST_LIMIT)}`;
        return { text, values: matching.values };
      }),
    };
  }

  walk(view: View, query: PageWalk): { found: FoundRow[]; reached: Cursor | null } {
    const table = this.tables.get(view.name);
    const walk = new Walk(table ?? NOTHING, view, query, query.sort, this.symbols);
    const ranges = query.after ? walk.order.after(query.after, this.symbols) : [undefined];
    if (!table) return { found: [], reached: null };
    const numbers: number[] = [];
    let reached: Cursor | null = null;
    for (const range of ranges) {
      const page = walk.page(range, query.limit - numbers.length);
      numbers.push(...this.rows(page.text, page.values).map((row) => row[0] as number));
      if (numbers.length === query.limit) break;
      const end = walk.end(range);
      const [last] = this.rows(end.text, end.values);
      if (!last) continue;
      const [id, , ...values] = last;
      reached = { id: id as string, values: values as Value[] };
      break;
    }
    const found = numbers.length > 0 ? this.byNumbers(view, query, Float64Array.from(numbers)) : [];
    return { found, reached };
  }

  /** The statements of a walk, each to be explained: its page, and where it ends if that is not full. */
  walkSql(view: View, query: PageWalk): Sql[] {
    const table = this.tables.get(view.name);
    const walk = new Walk(table ?? NOTHING, view, query, query.sort, this.symbols);
    const ranges = query.after ? walk.order.after(query.after, this.symbols) : [undefined];
    return table ? ranges.flatMap((range) => [walk.page(range, query.limit), walk.end(range)]) : [];
  }

  countWalk(view: View, query: WalkQuery & { readonly cap: number }): Total {
    const table = this.tables.get(view.name);
    const walk = new Walk(table ?? NOTHING, view, query, [], this.symbols);
    if (!table) return { value: 0, relation: 'exact' };
    const [counting, beyond] = [walk.count(query.cap), walk.beyond()];
    const value = this.rows(counting.text, counting.values)[0]![0] as number;
    if (value > query.cap) return { value: query.cap, relation: 'atLeast' };
    const isAll = this.rows(beyond.text, beyond.values).length === 0;
    return { value, relation: isAll ? 'exact' : 'atLeast' };
  }

  /** Row numbers of every match, in order: what a stream whose order no index has holds on to. */
  numbers(view: View, { where = [], sort = [] }: Omit<PageQuery, 'limit'>): Float64Array {
    const table = this.tables.get(view.name);
    const known = table ?? NOTHING;
    const { text, values } = this.where(known, view, where);
    const order = new Order(known, view, sort, where);
    if (!table) return new Float64Array();
    const sql = `SELECT _n FROM ${table.name} WHERE ${text} ORDER BY ${order.sql}`;
    return Float64Array.from(this.rows(sql, values), (row) => row[0] as number);
  }

  /** The rows of these numbers that still match, in the order of the numbers. */
  byNumbers(view: View, { where = [], fields }: Omit<PageQuery, 'limit'>, numbers: Float64Array): FoundRow[] {
    const table = this.tables.get(view.name)!;
    const selected = Selected.of(table, view, fields);
    const { text, values } = this.where(table, view, where);
    const marks = new Array(numbers.length).fill('?').join(',');
    const sql = `SELECT ${selected.sql}, _n FROM ${table.name} WHERE _n IN (${marks}) AND ${text}`;
    const rows = new Map(this.rows(sql, [...numbers, ...values]).map((row) => [row.at(-1) as number, row]));
    return Array.from(numbers, (number) => rows.get(number))
      .filter((row) => row !== undefined)
      .map((row) => selected.read(row, this.symbols));
  }

  /** Whether the whole of a query would be sorted before its first row comes. */
  sortsEverything(view: View, query: PageQuery): boolean {
    return this.plan(view, query).statements.some(({ text, values }) =>
      this.explain(text, values).some((step) => step === 'USE TEMP B-TREE FOR ORDER BY'),
    );
  }

  /** SQLite's plan of a statement of `plan`, a step a line. */
  explain(text: string, values: readonly SqlValue[]): string[] {
    return this.rows(`EXPLAIN QUERY PLAN ${text}`, values).map((row) => row[3] as string);
  }

  count(view: View, where: readonly Condition[], cap: number | undefined): number {
    const sql = this.countSql(view, where, cap);
    return sql ? (this.rows(sql.text, sql.values)[0]![0] as number) : 0;
  }

  countBy(view: View, where: readonly Condition[], by: readonly Grouping[]): Counted[] {
    const sql = this.countBySql(view, where, by);
    if (!sql) return [];
    const columns = by.map((grouping) => (typeof grouping === 'string' ? sql.table.column(grouping) : STRETCH));
    const groups = this.rows(sql.text, sql.values).map((row) => ({
      values: columns.map((column, at) => decode(column, row[at]!, this.symbols) as Value),
      count: row[columns.length] as number,
    }));
    return inOrder(groups);
  }

  /** @returns undefined where the file does not have the view */
  countBySql(view: View, where: readonly Condition[], by: readonly Grouping[]): (Sql & { table: Table }) | undefined {
    const fields = by.map((grouping) => fieldOf(view, grouping));
    const tally =
      view.tally && tells(view.tally, where, by) ? this.tables.get(tallyView(view, view.tally).name) : undefined;
    const table = tally ?? this.tables.get(view.name);
    const { text, values } = this.where(table ?? NOTHING, view, where);
    if (!table) return undefined;
    const groups = by.map((grouping, at) => {
      const column = columnOf(table, view, fields[at]!)?.sql ?? 'NULL';
      if (typeof grouping === 'string') return column;
      const [value, every] = [`(${column} + ${grouping.offset ?? 0})`, grouping.every];
      // SQLite divides towards zero
      return `(${value} - (${value} % ${every} + ${every}) % ${every}) / ${every}`;
    });
    const count = tally ? `sum("${TALLIED}")` : 'count(*)';
    const grouped = groups.length > 0 ? ` GROUP BY ${groups.map((_, at) => at + 1).join(', ')}` : '';
    return {
      text: `SELECT ${[...groups, count].join(', ')} FROM ${table.name} WHERE ${text}${grouped}`,
      values,
      table,
    };
  }

  countTallied(view: View, where: readonly Condition[], most: number): Total {
    const { during, rest } = enteredTally(view, where);
    const table = this.tables.get(tallyView(view, view.tally!).name);
    if (!table) return { value: 0, relation: 'exact' };
    const [when, fits] = [this.where(table, view, during), this.where(table, view, rest)];
    const some = `FROM ${table.name} WHERE ${when.text} LIMIT ?`;
    const [row] = this.rows(
      `SELECT (SELECT count(*) FROM (SELECT 1 ${some})), (SELECT sum("${TALLIED}") FROM (SELECT * ${some}) WHERE ${fits.text})`,
      [...when.values, most + 1, ...when.values, most + 1, ...fits.values],
    );
    const [seen, value] = row as [number, number | null];
    return { value: value ?? 0, relation: seen > most ? 'atLeast' : 'exact' };
  }

  /** @returns undefined where the file does not have the view */
  countSql(view: View, where: readonly Condition[], cap: number | undefined): Sql | undefined {
    const table = this.tables.get(view.name);
    const { text, values } = this.where(table ?? NOTHING, view, where);
    checkCap(view, cap);
    if (!table) return undefined;
    if (cap === undefined) return { text: `SELECT count(*) FROM ${table.name} WHERE ${text}`, values };
    const some = `SELECT 1 FROM ${table.name} WHERE ${text} LIMIT ?`;
    return { text: `SELECT count(*) FROM (${some})`, values: [...values, cap + 1] };
  }

  private where(table: Table, view: View, where: readonly Condition[]): Sql {
    return and(where.map((condition) => conditionSql(table, view, condition, this.symbols)));
  }

  private rows(sql: string, values: readonly SqlValue[]): Row[] {
    let statement = this.statements.get(sql);
    if (!statement) {
      if (this.statements.size >= MAX_STATEMENTS) this.statements.clear();
      this.statements.set(sql, (statement = this.database.prepare(sql)));
    }
    return statement.rows(...values);
  }
}

/** Stands in for a view that a file, filled by an older version, does not have: its queries are checked, and find nothing. */
const NOTHING = new Table({ name: 'nothing', version: 1, group: 'operational', fields: {}, indexes: [] });

/** What the number of a stretch is read as. */
const STRETCH: Column = { name: '', type: 'integer', sql: '' };

/** The fields a query asks for, as SQL and out of a row. */
export class Selected {
  private constructor(
    readonly sql: string,
    private readonly columns: readonly (Column | undefined)[],
  ) {}

  /** @throws TypeError for a field the view does not have */
  static of(table: Table | undefined, view: View, fields: readonly string[] | undefined): Selected {
    const columns = (fields ?? Object.keys(view.fields)).map((field) => {
      if (!Object.hasOwn(view.fields, field)) throw new TypeError(`${view.name}: no field ${field}`);
      return table && columnOf(table, view, field);
    });
    return new Selected(['_id', ...columns.map((column) => column?.sql ?? 'NULL')].join(', '), columns);
  }

  read(row: Row, symbols: Symbols): FoundRow {
    const cells: unknown[] = [row[0]];
    for (let i = 0; i < this.columns.length; i++) {
      const column = this.columns[i];
      cells.push(column?.type === 'json' ? row[i + 1] : decode(column, row[i + 1]!, symbols));
    }
    return cells as unknown as FoundRow;
  }
}

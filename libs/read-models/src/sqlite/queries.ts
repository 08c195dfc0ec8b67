import type { Database, Row, SqlValue, Statement } from '@arauto/sqlite';
import type { Condition, PageQuery } from '../port';
import { comparable, compareValues } from '../values';
import type { Value, View } from '../view';
import { and, columnOf, conditionSql, type Sql } from './conditions';
import { decode } from './decode';
import { hashId } from './id-hash';
import { Order } from './order';
import type { Symbols } from './symbols';
import { type Column, Table } from './table';

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
    if (!Number.isSafeInteger(query.limit) || query.limit < 1) {
      throw new TypeError(`${view.name}: a page's limit is a whole number above 0`);
    }
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

  groupCount(view: View, where: readonly Condition[], by: string): { value: Value; count: number }[] {
    comparable(view, by);
    const table = this.tables.get(view.name);
    const { text, values } = this.where(table ?? NOTHING, view, where);
    if (!table) return [];
    const column = columnOf(table, view, by);
    const sql = `SELECT ${column?.sql ?? 'NULL'}, count(*) FROM ${table.name} WHERE ${text} GROUP BY 1`;
    return this.rows(sql, values)
      .map(([cell, count]) => ({ value: decode(column, cell!, this.symbols) as Value, count: count as number }))
      .sort((a, b) => compareValues(a.value, b.value));
  }

  /** @returns undefined where the file does not have the view */
  countSql(view: View, where: readonly Condition[], cap: number | undefined): Sql | undefined {
    const table = this.tables.get(view.name);
    const { text, values } = this.where(table ?? NOTHING, view, where);
    if (cap !== undefined && (!Number.isSafeInteger(cap) || cap < 0)) {
      throw new TypeError(`${view.name}: a cap is a whole number, 0 or above`);
    }
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

import type { SqlValue } from '@arauto/sqlite';
import type { Condition, Sort, WalkQuery } from '../port';
import { checkWalk } from '../questions';
import type { View } from '../view';
import { and, columnOf, conditionSql, type Sql, TRUE } from './conditions';
import { Order } from './order';
import type { Symbols } from './symbols';
import type { Table } from './table';

/** Lists that an index is entered by are merged; more than these are gone through in the order of time instead (SQLite takes 500). */
const MOST_BRANCHES = 100;

/** The statements of a walk: through an index in order, no further than so many rows, and what of them fits. */
export class Walk {
  private readonly most: number;
  private readonly branches: readonly Sql[];
  private readonly rest: Sql;
  private readonly restColumns: readonly string[];
  private readonly sortColumns: readonly string[];
  readonly order: Order;

  /** @throws TypeError for what the view does not have, or a sort by anything but numbers */
  constructor(
    private readonly table: Table,
    view: View,
    { along, where, most }: WalkQuery,
    sort: readonly Sort[],
    symbols: Symbols,
  ) {
    this.most = most;
    const sql = (condition: Condition) => conditionSql(table, view, condition, symbols);
    this.branches = branchesOf(along).map((conditions) => and(conditions.map(sql)));
    this.rest = and(where.map(sql));
    const columns = new Set(
      where.map(({ field }) => columnOf(table, view, field)?.sql).filter((name) => name !== undefined),
    );
    this.restColumns = [...columns];
    checkWalk(view, sort);
    this.sortColumns = sort.map(({ field }) => columnOf(table, view, field)?.sql ?? `NULL AS "${field}"`);
    this.order = new Order(table, view, sort, []);
  }

  /** Numbers of the rows that fit, in order. */
  page(range: Sql | undefined, limit: number): Sql {
    const columns = new Set(['_n', '_h', '_id', ...this.sortColumns, ...this.restColumns]);
    const walked = this.walked([...columns], range);
    const inner = `${walked.text} ORDER BY ${this.order.sql} LIMIT ${this.most}`;
    return {
      text: `SELECT _n FROM (${inner}) WHERE ${this.rest.text} LIMIT ${limit}`,
      values: [...walked.values, ...this.rest.values],
    };
  }

  /** Id and sort values of the last row that is looked at; none where there are fewer. */
  end(range: Sql | undefined): Sql {
    const { text, values } = this.walked(['_id', '_h', ...this.sortColumns], range);
    return { text: `${text} ORDER BY ${this.order.sql} LIMIT 1 OFFSET ${this.most - 1}`, values };
  }

  /** How many fit, counted up to one more than `cap`. */
  count(cap: number): Sql {
    const walked = this.walked(this.restColumns.length > 0 ? this.restColumns : ['1'], undefined);
    const some = `SELECT 1 FROM (${walked.text} LIMIT ${this.most}) WHERE ${this.rest.text} LIMIT ${cap + 1}`;
    return { text: `SELECT count(*) FROM (${some})`, values: [...walked.values, ...this.rest.values] };
  }

  /** A row where there are more than are looked at. */
  beyond(): Sql {
    const { text, values } = this.walked(['1'], undefined);
    return { text: `${text} LIMIT 1 OFFSET ${this.most}`, values };
  }

  private walked(columns: readonly string[], range: Sql = TRUE): Sql {
    const values: SqlValue[] = [];
    const texts = this.branches.map((branch) => {
      values.push(...branch.values, ...range.values);
      return `SELECT ${columns.join(', ')} FROM ${this.table.name} WHERE ${branch.text} AND ${range.text}`;
    });
    return { text: texts.join(' UNION ALL '), values };
  }
}

/** Conditions with a list each become several without one: SQLite merges what is in order, and sorts what is in a list. */
function branchesOf(along: readonly Condition[]): readonly (readonly Condition[])[] {
  const at = along.findIndex((condition) => 'in' in condition && condition.in.length > 1);
  const list = along[at];
  if (!list || !('in' in list)) return [along];
  // A list is a set: a branch for each time that a value stands in it would come to its rows as often.
  const values = [...new Set(list.in)];
  if (values.length > MOST_BRANCHES) return [along];
  return values.map((value) => along.with(at, { field: list.field, equals: value } as Condition));
}

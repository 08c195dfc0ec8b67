import type { Condition, Cursor, Sort } from '../port';
import { checkCursor } from '../questions';
import { comparable } from '../values';
import type { View } from '../view';
import { bind, columnOf, compare, equals, type Sql } from './conditions';
import { hashId } from './id-hash';
import type { Symbols } from './symbols';
import type { Column, Table } from './table';

interface Term {
  readonly field: string;
  readonly column: Column;
  readonly descending: boolean;
  /** Where its value stands in a cursor. */
  readonly place: number;
}

/**
 * A total order: the fields asked for (nulls first, last when descending), then the id's hash, then the id. The tie-breaker
 * runs in the direction of the last field, so that an index can be walked either way.
 */
export class Order {
  private readonly terms: readonly Term[];
  private readonly backwards: boolean;

  /** @throws TypeError for a field that cannot be sorted by */
  constructor(
    table: Table,
    private readonly view: View,
    private readonly sort: readonly Sort[],
    where: readonly Condition[],
  ) {
    // what a condition fixes, or the file does not have, orders nothing
    const fixed = new Set(where.flatMap((condition) => ('equals' in condition ? [condition.field] : [])));
    this.terms = sort.flatMap(({ field, descending = false }, place) => {
      comparable(view, field);
      const column = columnOf(table, view, field);
      if (column === undefined || fixed.has(field)) return [];
      return [{ field, column, descending, place }];
    });
    this.backwards = sort.at(-1)?.descending ?? false;
  }

  get sql(): string {
    const direction = this.backwards ? ' DESC' : '';
    const terms = this.terms.map(({ column, descending }) => {
      const value = column.type === 'symbol' ? `(SELECT text FROM symbols WHERE n = ${column.sql})` : column.sql;
      return descending ? `${value} DESC` : value;
    });
    return [...terms, `_h${direction}`, `_id${direction}`].join(', ');
  }

  /**
   * The rows after a cursor, as ranges that follow each other: one SQL condition with OR would begin at the first row of a
   * tie, and paging through 200,000 equal values would take the square of them.
   * @throws TypeError for a cursor of another order
   */
  after(cursor: Cursor, symbols: Symbols): Sql[] {
    checkCursor(this.view, this.sort, cursor);
    const values = this.sort.map(({ field }, at) =>
      bind(this.view, field, comparable(this.view, field), cursor.values[at]!),
    );
    const same = (count: number) =>
      this.terms.slice(0, count).map((term) => equals(term.column, values[term.place]!, symbols));
    const operator = this.backwards ? '<' : '>';
    const hash = hashId(cursor.id);
    const ranges: Sql[][] = [
      [...same(this.terms.length), { text: `(_h, _id) ${operator} (?, ?)`, values: [hash, cursor.id] }],
    ];
    for (let count = this.terms.length - 1; count >= 0; count--) {
      for (const beyond of past(this.terms[count]!, values[this.terms[count]!.place]!)) {
        ranges.push([...same(count), beyond]);
      }
    }
    return ranges.map((parts) => ({
      text: parts.map(({ text }) => text).join(' AND '),
      values: parts.flatMap((part) => part.values),
    }));
  }
}

/** What comes after a value of one field. Nulls come first, so descending they are a range of their own at the end. */
function past({ column, descending }: Term, value: Sql['values'][number]): Sql[] {
  if (!descending)
    return [value === null ? { text: `${column.sql} IS NOT NULL`, values: [] } : compare(column, '>', value)];
  return value === null ? [] : [compare(column, '<', value), { text: `${column.sql} IS NULL`, values: [] }];
}

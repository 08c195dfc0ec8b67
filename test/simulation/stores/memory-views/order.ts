import type { Cursor, Sort, View } from '@arauto/read-models';
import { comparable, compareValues } from '@arauto/read-models/adapters';
import { type Cell, isKept, type Row } from './row';

interface Term {
  readonly field: string;
  readonly direction: 1 | -1;
  /** Where its value stands in a cursor. */
  readonly place: number;
}

/** The total order of MongoDB's adapter: the fields asked for (nulls first, last when descending), then the id in the direction of the last of them. */
export class Order {
  /** Equal for equal orders of one view. */
  readonly name: string;
  private readonly terms: readonly Term[];
  private readonly direction: 1 | -1;

  /** @throws TypeError for a field that cannot be sorted by */
  constructor(kept: View, view: View, sort: readonly Sort[]) {
    for (const { field } of sort) comparable(view, field);
    this.terms = sort.flatMap(({ field, descending }, place) =>
      isKept(kept, view, field) ? [{ field, direction: descending ? -1 : 1, place }] : [],
    );
    this.direction = sort.at(-1)?.descending ? -1 : 1;
    this.name = [...this.terms.map(({ field, direction }) => `${field} ${direction}`), this.direction].join();
  }

  compare(a: Row, b: Row): number {
    return this.against(a, b.id, ({ field }) => b.cells[field]!);
  }

  /** Where a row stands among rows in this order, or would. */
  firstFrom(rows: readonly Row[], row: Row): number {
    return first(rows, (each) => this.compare(each, row) >= 0);
  }

  /** Where rows go on after a cursor. */
  firstAfter(rows: readonly Row[], { id, values }: Cursor): number {
    return first(rows, (each) => this.against(each, id, ({ place }) => values[place]!) > 0);
  }

  private against(row: Row, id: string, valueOf: (term: Term) => Cell): number {
    for (const term of this.terms) {
      const order = compareValues(row.cells[term.field]!, valueOf(term));
      if (order !== 0) return order * term.direction;
    }
    return compareValues(row.id, id) * this.direction;
  }
}

/** The first of rows that is beyond something; those that are not stand before. */
function first(rows: readonly Row[], isBeyond: (row: Row) => boolean): number {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBeyond(rows[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}

import type {
  Condition,
  Counted,
  Cursor,
  Found,
  Grouping,
  PageQuery,
  PageWalk,
  Sort,
  Total,
  View,
  Walked,
  WalkQuery,
} from '@arauto/read-models';
import {
  checkCap,
  checkCursor,
  checkLimit,
  checkWalk,
  decode,
  enteredTally,
  fieldOf,
  inOrder,
} from '@arauto/read-models/adapters';
import { matching } from './matching';
import { Order } from './order';
import { type Cell, cellOf, isKept, type Row } from './row';
import { MemoryView } from './view';

/** The queries on one filling. A tally is counted when it is asked: of so few documents it need not be kept. */
export class Queries {
  constructor(private readonly views: ReadonlyMap<string, MemoryView>) {}

  getMany(view: View, ids: readonly string[]): (Record<string, unknown> | undefined)[] {
    const kept = this.of(view);
    const read = reading(kept.view, view);
    return ids.map((id) => {
      const row = kept.get(id);
      return row && read(row);
    });
  }

  find(view: View, query: PageQuery): Found[] {
    checkLimit(view, query.limit);
    return this.page(view, query).found;
  }

  /** The same, and after what it goes on; undefined where there is no more. */
  page(view: View, { where = [], sort = [], after, fields, limit }: PageQuery): { found: Found[]; last?: Cursor } {
    const kept = this.of(view);
    const read = reading(kept.view, view, fields);
    const fits = matching(kept.view, view, where);
    const found: Found[] = [];
    for (const row of following(kept, view, { sort, after })) {
      if (!fits(row)) continue;
      found.push({ id: row.id, doc: read(row) });
      if (found.length === limit) return { found, last: cursorAt(kept.view, view, sort, row) };
    }
    return { found };
  }

  walk(view: View, { along, where, sort, after, limit, most, fields }: PageWalk): Walked {
    checkWalk(view, sort);
    const kept = this.of(view);
    const read = reading(kept.view, view, fields);
    const [enters, fits] = [matching(kept.view, view, along), matching(kept.view, view, where)];
    const found: Found[] = [];
    let looked = 0;
    for (const row of following(kept, view, { sort, after })) {
      if (!enters(row)) continue;
      looked += 1;
      if (fits(row)) found.push({ id: row.id, doc: read(row) });
      if (found.length === limit) break;
      if (looked < most) continue;
      return { found, reached: cursorAt(kept.view, view, sort, row) };
    }
    return { found, reached: null };
  }

  countWalk(view: View, { along, where, most, cap }: WalkQuery & { readonly cap: number }): Total {
    const kept = this.of(view);
    const [enters, fits] = [matching(kept.view, view, along), matching(kept.view, view, where)];
    let [looked, value] = [0, 0];
    for (const row of kept.rows()) {
      if (!enters(row)) continue;
      if (looked === most) return { value, relation: 'atLeast' };
      looked += 1;
      if (!fits(row)) continue;
      if (value === cap) return { value, relation: 'atLeast' };
      value += 1;
    }
    return { value, relation: 'exact' };
  }

  count(view: View, where: readonly Condition[], cap?: number): Total {
    checkCap(view, cap);
    const kept = this.of(view);
    const fits = matching(kept.view, view, where);
    let value = 0;
    for (const row of kept.rows()) {
      if (!fits(row)) continue;
      if (value === cap) return { value, relation: 'atLeast' };
      value += 1;
    }
    return { value, relation: 'exact' };
  }

  countBy(view: View, where: readonly Condition[], by: readonly Grouping[]): Counted[] {
    const kept = this.of(view);
    const fits = matching(kept.view, view, where);
    const tellers = by.map((grouping) => telling(kept.view, view, grouping));
    const groups = new Map<string, { readonly values: readonly Cell[]; count: number }>();
    for (const row of kept.rows()) {
      if (!fits(row)) continue;
      const values = tellers.map((tell) => tell(row));
      const name = JSON.stringify(values);
      const group = groups.get(name);
      if (group) group.count += 1;
      else groups.set(name, { values, count: 1 });
    }
    return inOrder([...groups.values()]);
  }

  countTallied(view: View, where: readonly Condition[], most: number): Total {
    const { during, rest } = enteredTally(view, where);
    const { bucket, by, of = bucket.field } = view.tally!;
    const kept = this.of(view);
    const isCounted = matching(kept.view, view, [{ field: of, set: true }, ...during]);
    const fits = matching(kept.view, view, rest);
    const tellers = [bucket, ...by].map((grouping) => telling(kept.view, view, grouping));
    const seen = new Set<string>();
    let value = 0;
    for (const row of kept.rows()) {
      if (!isCounted(row)) continue;
      const combination = JSON.stringify(tellers.map((tell) => tell(row)));
      if (!seen.has(combination) && seen.size === most) return { value, relation: 'atLeast' };
      seen.add(combination);
      if (fits(row)) value += 1;
    }
    return { value, relation: 'exact' };
  }

  private of(view: View): MemoryView {
    return this.views.get(view.name) ?? NOTHING;
  }
}

/** Stands in for a view that a filling, made by an older program, does not have: its queries are checked, and find nothing. */
const NOTHING = new MemoryView({ name: 'nothing', version: 1, group: 'operational', fields: {}, indexes: [] });

/** The rows in an order, from the first or after a cursor. */
function* following(
  kept: MemoryView,
  view: View,
  { sort = [], after }: Pick<PageQuery, 'sort' | 'after'>,
): Generator<Row> {
  if (after) checkCursor(view, sort, after);
  const order = new Order(kept.view, view, sort);
  const rows = kept.inOrder(order);
  for (let at = after ? order.firstAfter(rows, after) : 0; at < rows.length; at++) yield rows[at]!;
}

function cursorAt(kept: View, view: View, sort: readonly Sort[], row: Row): Cursor {
  return { id: row.id, values: sort.map(({ field }) => cellOf(kept, view, field)(row)) };
}

/**
 * Makes a document of a row: one of its own, whatever becomes of either.
 * @throws TypeError for a field the view does not have
 */
function reading(kept: View, view: View, fields: readonly string[] = Object.keys(view.fields)) {
  const types = fields.map((field) => {
    if (!Object.hasOwn(view.fields, field)) throw new TypeError(`${view.name}: no field ${field}`);
    return [field, isKept(kept, view, field) ? kept.fields[field] : undefined] as const;
  });
  return ({ cells }: Row): Record<string, unknown> => {
    const doc: Record<string, unknown> = {};
    for (const [field, type] of types) doc[field] = decode(type, cells[field]);
    return doc;
  };
}

/** @throws TypeError for a field that cannot be grouped by */
function telling(kept: View, view: View, grouping: Grouping): (row: Row) => Cell {
  const cell = cellOf(kept, view, fieldOf(view, grouping));
  if (typeof grouping === 'string') return cell;
  const { every, offset = 0 } = grouping;
  return (row) => {
    const value = cell(row);
    return value === null ? null : Math.floor(((value as number) + offset) / every);
  };
}

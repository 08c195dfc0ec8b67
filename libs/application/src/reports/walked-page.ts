import {
  type ComparableField,
  type Condition,
  type Counted,
  type Cursor,
  type Found,
  type Grouping,
  tells,
  type Value,
  type View,
  type ViewReader,
} from '@arauto/read-models';
import type { Page } from '../context';
import type { PageQuery } from '../paging';
import { COUNT_UP_TO, cursorOf, limitOf } from '../use-case/page';
import type { Period } from './period';
import { countOver, countTalliedOver, during } from './tallied';

/** Rows looked at for one page, or for its total: what fits a combination of filters may be rare. */
const MOST_ROWS = 50_000;

/** Rows of the tally looked at for a total: more would take longer than the page. */
const MOST_TALLIED = 30_000;

/** What rows of a report are looked for by: `along` enters an index that has the order of time, `where` is seen to row by row. */
export interface RowQuestion<V extends View> {
  /** The same as both of them say, in the fields that are counted by. */
  readonly all: readonly Condition<V>[];
  readonly along: readonly Condition<V>[];
  readonly where: readonly Condition<V>[];
  readonly period: Period;
}

export const ORDERS = ['desc', 'asc'] as const;
export type RowOrder = (typeof ORDERS)[number];

interface Asked extends PageQuery {
  /** The newest first by default. */
  readonly order?: RowOrder | undefined;
  /** Count all of them, however many. */
  readonly total?: 'exact' | undefined;
}

/**
 * A page of a report, and how many rows there are in all. It may be short, or empty, and still have a next one: then it looked at as many rows as
 * it may.
 */
export async function walkedPage<V extends View>(
  reader: ViewReader,
  view: V,
  question: RowQuestion<V>,
  input: Asked,
  most = MOST_ROWS,
): Promise<Omit<Page<never>, 'items'> & { readonly found: readonly Found<V>[] }> {
  const [page, total] = await Promise.all([
    pageOf(reader, view, question, input, most),
    totalOf(reader, view, question, input.total),
  ]);
  return { ...page, total };
}

/** The field of the time that rows of a view are in the order of. */
export function timeOf<V extends View>(view: V): ComparableField<V> {
  return view.tally!.bucket.field as ComparableField<V>;
}

async function pageOf<V extends View>(
  reader: ViewReader,
  view: V,
  { along, where, period }: RowQuestion<V>,
  { order = 'desc', cursor, ...input }: Asked,
  most: number,
) {
  const field = timeOf(view);
  const limit = limitOf(input);
  const after = cursorOf({ cursor }, 1);
  const isBack = (cursor as { readonly back?: unknown } | undefined)?.back === true;
  const { found, reached } = await reader.walk(view, {
    along: [...along, during(view, period)],
    where,
    sort: [{ field, descending: (order === 'desc') !== isBack }],
    after,
    limit: limit + 1,
    most,
  });
  const rows = found.slice(0, limit);
  const placeOf = ({ id, doc }: Found<V>): Cursor => ({ id, values: [(doc as Record<string, Value>)[field]!] });
  const first = rows[0] && placeOf(rows[0]);
  const last = rows.at(-1) && placeOf(rows.at(-1)!);
  const onward = found.length > limit ? last! : reached;
  const shown = (place: Cursor | null | undefined, back: boolean) =>
    place ? { v: place.values, id: place.id, ...(back && { back }) } : null;
  // Where one came from there is something, and where one goes there may be. A cursor is exclusive: from a page without rows one goes back from its far
  // end, or the row that it was reached from would be on neither side.
  const back = first ?? (after && (reached ?? endOf(period, order === 'asc' ? !isBack : isBack)));
  return isBack
    ? { found: rows.reverse(), nextCursor: shown(back, false), previousCursor: shown(onward, true) }
    : { found: rows, nextCursor: shown(onward, false), previousCursor: after ? shown(back, true) : null };
}

/** A place beyond all rows of a period: the last, or before the first. */
function endOf({ from, to }: Period, isLast: boolean): Cursor {
  return { id: '-', values: [isLast ? to : from - 1] };
}

/**
 * Exact where the view's tally tells it soon, or where it is asked for; otherwise as far as so many rows tell, of the tally or, where these are too
 * few to say much, of the view itself.
 */
async function totalOf<V extends View>(
  reader: ViewReader,
  view: V,
  question: RowQuestion<V>,
  total: 'exact' | undefined,
) {
  if (total === 'exact') {
    const [counted] = await countRows(reader, view, question, []);
    return { value: counted?.count ?? 0, relation: 'exact' as const };
  }
  if (isTallied(view, question, [])) {
    const { all, period } = question;
    const tallied = await countTalliedOver(reader, view, { where: all, period, most: MOST_TALLIED });
    if (tallied.relation === 'exact' || tallied.value >= COUNT_UP_TO) return tallied;
  }
  const along = [...question.along, during(view, question.period)];
  return reader.countWalk(view, { along, where: question.where, most: MOST_ROWS, cap: COUNT_UP_TO });
}

/** Counts the rows of a question by groups. */
export function countRows<V extends View>(
  reader: ViewReader,
  view: V,
  question: RowQuestion<V>,
  by: readonly Grouping<ComparableField<V>>[],
): Promise<Counted[]> {
  const { all, along, where, period } = question;
  return countOver(reader, view, { where: isTallied(view, question, by) ? all : [...along, ...where], period, by });
}

function isTallied<V extends View>(view: V, { all }: RowQuestion<V>, by: readonly Grouping[]): boolean {
  return tells(view.tally!, [...all, during(view, ALL_TIME)], by);
}

const ALL_TIME: Period = { from: 0, to: 0 };

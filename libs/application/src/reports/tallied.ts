import {
  type ComparableField,
  type Condition,
  type Counted,
  type Grouping,
  tells,
  type Total,
  type Value,
  type View,
  type ViewReader,
} from '@arauto/read-models';
import type { Period } from './period';

/** What is counted: matches in a period, of which the field says when they were. */
export interface Tallied<V extends View> {
  readonly where: readonly Condition<V>[];
  readonly period: Period;
  readonly by: readonly Grouping<ComparableField<V>>[];
}

/**
 * Counts matches by groups. A tally knows whole buckets only: what of the period lies in a part of one, at its beginning and its end, is counted by
 * the documents, and the rest by the tally if it can tell.
 */
export async function countOver<V extends View>(
  reader: ViewReader,
  view: V,
  { where, period, by }: Tallied<V>,
): Promise<Counted[]> {
  const { every } = view.tally!.bucket;
  const parts = await Promise.all(
    partsOf(period, every).map((part) => reader.countBy(view, [...where, during(view, part)], by)),
  );
  const sums = new Map<string, { readonly values: readonly Value[]; count: number }>();
  for (const { values, count } of parts.flat()) {
    const key = JSON.stringify(values);
    const known = sums.get(key);
    if (known) known.count += count;
    else sums.set(key, { values, count });
  }
  return [...sums.values()];
}

/** The same without groups, of which so many rows of the tally are looked at, at the most. */
export async function countTalliedOver<V extends View>(
  reader: ViewReader,
  view: V,
  { where, period, most }: Pick<Tallied<V>, 'where' | 'period'> & { readonly most: number },
): Promise<Total> {
  const { every } = view.tally!.bucket;
  const parts = await Promise.all(
    partsOf(period, every).map((part) => {
      const whole = [...where, during(view, part)];
      return tells(view.tally!, whole, []) ? reader.countTallied(view, whole, most) : reader.count(view, whole);
    }),
  );
  const isMore = parts.some(({ relation }) => relation === 'atLeast');
  return { value: parts.reduce((sum, { value }) => sum + value, 0), relation: isMore ? 'atLeast' : 'exact' };
}

/** Conditions on when the rows were. */
export function during<V extends View>(view: V, { from, to }: Period): Condition<V> {
  return { field: view.tally!.bucket.field, from, to } as unknown as Condition<V>;
}

/** The whole buckets of a period, and what is left before and after them. */
function partsOf({ from, to }: Period, every: number): Period[] {
  const [first, last] = [Math.ceil(from / every) * every, Math.floor(to / every) * every];
  if (first >= last) return from < to ? [{ from, to }] : [];
  const parts = [
    { from, to: first },
    { from: first, to: last },
    { from: last, to },
  ];
  return parts.filter((part) => part.from < part.to);
}

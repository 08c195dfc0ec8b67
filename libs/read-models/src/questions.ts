import type { Condition, Cursor, Sort } from './port';
import { comparable, fits, mismatch } from './values';
import type { Value, View } from './view';

/** What every store refuses to be asked, and in which words. */

/** @throws TypeError naming the field, for a field or value that does not fit the view */
export function checkCondition(view: View, condition: Condition): void {
  const { field } = condition;
  const type = comparable(view, field);
  if ('equals' in condition) return checkValues(view, field, [condition.equals]);
  if ('in' in condition) return checkValues(view, field, condition.in);
  if ('notIn' in condition) return checkValues(view, field, condition.notIn);
  if ('set' in condition) return;
  if ('prefix' in condition) {
    if (typeof condition.prefix !== 'string') throw mismatch(view, field, 'a text as prefix', condition.prefix);
    if (type !== 'text' && type !== 'symbol')
      throw new TypeError(`${view.name}: field ${field} is ${type} and has no prefix`);
    return;
  }
  if (type === 'boolean') throw new TypeError(`${view.name}: field ${field} is boolean and has no range`);
  for (const bound of [condition.from, condition.to]) {
    if (bound !== undefined && !fits(type, bound)) throw mismatch(view, field, type, bound);
  }
}

/** @throws TypeError for a cursor of another order */
export function checkCursor(view: View, sort: readonly Sort[], cursor: Cursor): void {
  if (cursor.values.length !== sort.length) {
    throw new TypeError(`${view.name}: the cursor has ${cursor.values.length} values for ${sort.length} sorted fields`);
  }
  sort.forEach(({ field }, at) => checkValues(view, field, [cursor.values[at]!]));
}

/** @throws TypeError */
export function checkLimit(view: View, limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new TypeError(`${view.name}: a page's limit is a whole number above 0`);
  }
}

/** @throws TypeError */
export function checkCap(view: View, cap: number | undefined): void {
  if (cap !== undefined && (!Number.isSafeInteger(cap) || cap < 0)) {
    throw new TypeError(`${view.name}: a cap is a whole number, 0 or above`);
  }
}

/** @throws TypeError for a walk in an order of anything but numbers */
export function checkWalk(view: View, sort: readonly Sort[]): void {
  for (const { field } of sort) {
    if (comparable(view, field) !== 'integer')
      throw new TypeError(`${view.name}: a walk is sorted by numbers, not by ${field}`);
  }
}

function checkValues(view: View, field: string, values: readonly Value[]): void {
  const type = comparable(view, field);
  for (const value of values) if (value !== null && !fits(type, value)) throw mismatch(view, field, type, value);
}

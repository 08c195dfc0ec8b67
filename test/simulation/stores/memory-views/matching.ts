import type { Condition, View } from '@arauto/read-models';
import { checkCondition, compareValues } from '@arauto/read-models/adapters';
import { type Cell, cellOf, type Row } from './row';

/**
 * Whether a row fits all of some conditions.
 * @throws TypeError naming the field, for a field or value that does not fit the view
 */
export function matching(kept: View, view: View, where: readonly Condition[]): (row: Row) => boolean {
  const tests = where.map((condition) => {
    checkCondition(view, condition);
    return { cell: cellOf(kept, view, condition.field), fits: testOf(condition) };
  });
  return (row) => tests.every(({ cell, fits }) => fits(cell(row)));
}

function testOf(condition: Condition): (cell: Cell) => boolean {
  if ('equals' in condition) return (cell) => cell === condition.equals;
  if ('in' in condition) return (cell) => condition.in.includes(cell as never);
  if ('notIn' in condition) return (cell) => !condition.notIn.includes(cell as never);
  if ('set' in condition) return (cell) => cell !== null;
  if ('prefix' in condition) return (cell) => typeof cell === 'string' && cell.startsWith(condition.prefix);
  const { from, to } = condition;
  return (cell) =>
    cell !== null &&
    (from === undefined || compareValues(cell, from) >= 0) &&
    (to === undefined || compareValues(cell, to) < 0);
}

import type { Change } from './change';
import { ChangeRefused } from './port';
import type { FieldType, View } from './view';

/** What every writer does alike with the changes handed to it, whatever it makes of them. */

/** @throws ChangeRefused saying which of them does not fit its view, where `apply` throws a TypeError */
export function gatherEach(changes: readonly Change[], apply: (change: Change) => void): void {
  for (let index = 0; index < changes.length; index++) {
    try {
      apply(changes[index]!);
    } catch (error) {
      throw error instanceof TypeError ? new ChangeRefused(index, error.message) : error;
    }
  }
}

/** @throws TypeError for an amount that cannot be added to a field of this type */
export function checkAmount(view: View, field: string, type: FieldType, amount: unknown): asserts amount is number {
  if (type !== 'integer')
    throw new TypeError(`${view.name}: field ${field} is ${type}, and only integers can be added to`);
  if (field === view.tally?.bucket.field)
    throw new TypeError(`${view.name}: field ${field} is in its tally, and cannot be added to`);
  if (!Number.isSafeInteger(amount))
    throw new TypeError(`${view.name}: the amount for ${field} is no integer of 53 bits`);
}

/** @throws TypeError for a sum that no field holds */
export function sumOf(view: View, field: string, before: number, amount: number): number {
  const sum = before + amount;
  if (!Number.isSafeInteger(sum)) throw new TypeError(`${view.name}: ${field} would exceed 53 bits`);
  // a zero that has its sign would be another one
  return sum === 0 ? 0 : sum;
}

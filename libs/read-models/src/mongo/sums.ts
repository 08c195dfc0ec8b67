import type { Document } from 'mongodb';
import type { Condition } from '../port';
import type { View } from '../view';
import { all, filterOf } from './conditions';
import { COUNTED, type KeptView } from './kept-view';

/**
 * Adds up what the lanes counted: stages that make of the parts the documents that queries are about. An integer is the sum of the lanes
 * that have it, and absent where none has; the other fields say what is counted, and are the same in all of them.
 * @param only the documents that are asked for, if that is known
 */
export function sums(kept: KeptView, view: View, where: readonly Condition[], only?: readonly string[]): Document[] {
  const names = Object.keys(kept.view.fields);
  const isInteger = (name: string) => kept.typeOf(name) === 'integer';
  const early = where
    .filter(({ field }) => !isInteger(field))
    .map((condition) => filterOf(kept, view, condition) ?? {});
  const ids = only?.flatMap((id) => Array.from({ length: kept.lanes }, (_, lane) => kept.storedId(id, lane)));
  const grouped = names.map((name) => [name, isInteger(name) ? { $push: `$${name}` } : { $max: `$${name}` }]);
  const summed = names
    .filter(isInteger)
    .map((name) => [name, { $cond: [{ $eq: [`$${name}`, []] }, '$$REMOVE', { $sum: `$${name}` }] }]);
  return [
    { $match: all([...(ids ? [{ _id: { $in: ids } }] : []), ...early]) },
    { $group: { _id: `$${COUNTED}`, ...Object.fromEntries(grouped) } },
    ...(summed.length > 0 ? [{ $set: Object.fromEntries(summed) }] : []),
  ];
}

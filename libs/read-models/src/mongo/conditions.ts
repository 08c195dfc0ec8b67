import type { Document } from 'mongodb';
import type { Condition } from '../port';
import { checkCondition } from '../questions';
import { comparable, successor } from '../values';
import type { FieldType, Value, View } from '../view';
import type { KeptView } from './kept-view';

/** What a query asks of one field, as MongoDB says it. */
export type Filter = Document;

/** No document has it; MongoDB sees that without looking. */
const NONE: Filter = { _id: { $in: [] } };

export function all(filters: readonly Filter[]): Filter {
  if (filters.length === 0) return {};
  return filters.length === 1 ? filters[0]! : { $and: filters };
}

/** Whether the filling has the field as the view does; where an older program filled it, it then reads as null. */
export function isKept(kept: KeptView, view: View, field: string): boolean {
  return kept.typeOf(field) === view.fields[field];
}

/**
 * @returns undefined for what every document has
 * @throws TypeError naming the field, for a field or value that does not fit the view
 */
export function filterOf(kept: KeptView, view: View, condition: Condition): Filter | undefined {
  checkCondition(view, condition);
  const { field } = condition;
  const type = comparable(view, field);
  const known = isKept(kept, view, field);
  if ('equals' in condition) return equals(known, field, condition.equals);
  if ('in' in condition) return isIn(known, field, condition.in);
  if ('notIn' in condition) return isNotIn(known, field, condition.notIn);
  if ('set' in condition) return known ? isSet(field, type) : NONE;
  if ('prefix' in condition) {
    return known ? between(field, type, condition.prefix, successor(condition.prefix)) : NONE;
  }
  return known ? between(field, type, condition.from, condition.to) : NONE;
}

/** `undefined`: of every document. */
function equals(known: boolean, field: string, value: Value): Filter | undefined {
  if (!known) return value === null ? undefined : NONE;
  return { [field]: value };
}

/**
 * As a range of all that the field can hold: `$exists` would be answered from the documents, since an index does not tell null from
 * absent. A partial index of `$exists` is used for it all the same.
 */
export function isSet(field: string, type: FieldType): Filter {
  if (type === 'integer') return { [field]: { $gte: -Infinity } };
  return { [field]: { $gte: type === 'boolean' ? false : '' } };
}

function isIn(known: boolean, field: string, values: readonly Value[]): Filter | undefined {
  if (!known) return values.includes(null) ? undefined : NONE;
  return { [field]: values.length === 1 ? values[0] : { $in: values } };
}

function isNotIn(known: boolean, field: string, values: readonly Value[]): Filter | undefined {
  if (!known) return values.includes(null) ? NONE : undefined;
  return values.length === 0 ? undefined : { [field]: { $nin: values } };
}

function between(field: string, type: FieldType, from: Value | undefined, to: Value | undefined): Filter {
  if (from === undefined && to === undefined) return isSet(field, type);
  return { [field]: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) } };
}

import type { Document } from 'mongodb';
import type { Condition } from '../port';
import { comparable, fits, mismatch, successor } from '../values';
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
  const { field } = condition;
  const type = comparable(view, field);
  const known = isKept(kept, view, field);
  if ('equals' in condition) return equals(known, field, checked(view, field, type, condition.equals));
  if ('in' in condition)
    return isIn(
      known,
      field,
      condition.in.map((value) => checked(view, field, type, value)),
    );
  if ('notIn' in condition)
    return isNotIn(
      known,
      field,
      condition.notIn.map((value) => checked(view, field, type, value)),
    );
  if ('set' in condition) return known ? isSet(field, type) : NONE;
  if ('prefix' in condition) {
    if (typeof condition.prefix !== 'string') throw mismatch(view, field, 'a text as prefix', condition.prefix);
    if (type !== 'text' && type !== 'symbol')
      throw new TypeError(`${view.name}: field ${field} is ${type} and has no prefix`);
    return known ? between(field, type, condition.prefix, successor(condition.prefix)) : NONE;
  }
  if (type === 'boolean') throw new TypeError(`${view.name}: field ${field} is boolean and has no range`);
  const { from, to } = condition;
  for (const bound of [from, to]) {
    if (bound !== undefined && !fits(type, bound)) throw mismatch(view, field, type, bound);
  }
  return known ? between(field, type, from, to) : NONE;
}

/** `undefined`: of every document. */
function equals(known: boolean, field: string, value: Value): Filter | undefined {
  if (!known) return value === null ? undefined : NONE;
  return { [field]: value };
}

/** A query's value. @throws TypeError naming the field */
export function checked(view: View, field: string, type: FieldType, value: Value): Value {
  if (value !== null && !fits(type, value)) throw mismatch(view, field, type, value);
  return value;
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

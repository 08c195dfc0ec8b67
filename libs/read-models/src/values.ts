import type { FieldType, Value, View } from './view';

/** What of values is the same in every store: which fit a field, how they are called in a message, and in which order they stand. */

/** Thrown for what cannot be a document's id. */
export class BadId extends TypeError {
  override readonly name = 'BadId';
}

export function typeOf(view: View, field: string): FieldType | undefined {
  return Object.hasOwn(view.fields, field) ? view.fields[field] : undefined;
}

/**
 * The type a query may use a field as.
 * @throws TypeError for a field the view does not have, and for json
 */
export function comparable(view: View, field: string): Exclude<FieldType, 'json'> {
  const type = typeOf(view, field);
  if (type === undefined) throw new TypeError(`${view.name}: no field ${field}`);
  if (type === 'json')
    throw new TypeError(`${view.name}: field ${field} is json: it cannot be filtered, grouped or sorted by`);
  return type;
}

/** Whether a field of this type holds such a value. Json holds any. */
export function fits(type: FieldType, value: unknown): boolean {
  switch (type) {
    case 'text':
    case 'symbol':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'json':
      return true;
  }
}

/** A query names a value that its field cannot hold. */
export function mismatch(view: View, field: string, wanted: string, value: unknown): TypeError {
  return new TypeError(`${view.name}: field ${field} is compared with ${wanted}, not ${kindOf(value)}`);
}

/** What a value is, for a message that must not show it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'a fraction';
    return Number.isSafeInteger(value) ? 'an integer' : 'an integer above 53 bits';
  }
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The least text above all that begin with `prefix`; both stores compare UTF-8, so code points count. */
export function successor(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0)!);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
}

/** Nulls first, then false before true, numbers, and texts by code point. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  return Number(a) - Number(b);
}

/** As their bytes in UTF-8 compare, of which none are made: rows are sorted by it. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

/** Halves of a pair stand for what is above every unit that stands for itself, and are not above all of those. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

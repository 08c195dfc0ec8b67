import { BadId, fits, kindOf, typeOf } from './values';
import type { Document, FieldType, View } from './view';

/** How values lie in a store that keeps documents as they are: json as its text, and what is null as nothing. */

/** What is stored of a value; undefined is an absent field. */
export type Stored = string | number | boolean | undefined;

/** @throws TypeError naming view, field and type, never the value; for a field the view does not have, too */
export function encode(view: View, name: string, value: unknown): Stored {
  const type = typeOf(view, name);
  if (type === undefined) throw new TypeError(`${view.name}: no field ${name}`);
  if (value === null || value === undefined) return undefined;
  if (type === 'json') return encodeJson(view, name, value);
  if (!fits(type, value)) {
    throw new TypeError(`${view.name}: field ${name} takes ${type}, not ${kindOf(value)}`);
  }
  // a zero that has lost its sign, or a number that has it, would be two
  return value === 0 ? 0 : (value as Stored);
}

/** The set fields of a document. @throws TypeError as `encode` */
export function encodeDocument(view: View, doc: Document): Map<string, Stored> {
  const stored = new Map<string, Stored>();
  for (const name in doc) {
    const value = encode(view, name, doc[name]);
    if (value !== undefined) stored.set(name, value);
  }
  return stored;
}

/** @param type as the filling has it; undefined where it was filled by a program that had another field there, or none */
export function decode(type: FieldType | undefined, stored: unknown): unknown {
  if (type === undefined || stored === undefined || stored === null) return null;
  return type === 'json' ? JSON.parse(stored as string) : stored;
}

/** @throws BadId for an empty id, or one that some store could not give back as it was: MongoDB half a surrogate pair, SQLite a NUL */
export function checkId(id: string): void {
  if (id.length === 0) throw new BadId('a document id must not be empty');
  if (/\0/.test(id)) throw new BadId('a document id must not hold a NUL character');
  if (/\p{Surrogate}/u.test(id)) throw new BadId('a document id must be well-formed Unicode');
}

function encodeJson(view: View, name: string, value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${view.name}: field ${name} takes json, not ${kindOf(value)}`);
  return text;
}

import type { SqlValue } from '@arauto/sqlite';
import { kindOf } from '../values';
import type { Document } from '../view';
import type { Symbols } from './symbols';
import type { Column, Table } from './table';

/** One cell from a document's field. @throws TypeError naming view, field and type, never the value */
export function encode(table: Table, column: Column, value: unknown, symbols: Symbols): SqlValue {
  if (value === null || value === undefined) return null;
  switch (column.type) {
    case 'text':
      if (typeof value === 'string') return clean(value);
      break;
    case 'symbol':
      if (typeof value === 'string') return symbols.intern(clean(value));
      break;
    case 'integer':
      if (Number.isSafeInteger(value)) return value as number;
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value ? 1 : 0;
      break;
    case 'json':
      return encodeJson(table, column, value);
  }
  throw new TypeError(`${table.view.name}: field ${column.name} takes ${column.type}, not ${kindOf(value)}`);
}

/** A whole row, in the order of the columns. @throws TypeError as `encode`, and for a field the view does not have */
export function encodeDocument(table: Table, doc: Document, symbols: Symbols): SqlValue[] {
  const { columns } = table;
  const values = new Array<SqlValue>(columns.length).fill(null);
  for (const name in doc) {
    const at = fieldIndex(table, name);
    values[at] = encode(table, columns[at]!, doc[name], symbols);
  }
  return values;
}

/** @throws TypeError for a field the view does not have */
export function fieldIndex(table: Table, name: string): number {
  const at = table.indexOf(name);
  if (at < 0) throw new TypeError(`${table.view.name}: no field ${name}`);
  return at;
}

/** The drivers cut text at a NUL: it is kept as its picture, U+2400. */
function clean(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\u2400') : text;
}

function encodeJson(table: Table, column: Column, value: unknown): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) {
    throw new TypeError(`${table.view.name}: field ${column.name} takes json, not ${kindOf(value)}`);
  }
  return text;
}

import type { SqlValue } from '@arauto/sqlite';
import type { Condition } from '../port';
import { checkCondition } from '../questions';
import { comparable, mismatch, successor } from '../values';
import type { FieldType, Value, View } from '../view';
import type { Symbols } from './symbols';
import type { Column, Table } from './table';

/** A piece of SQL and what is bound in it. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

export const TRUE: Sql = { text: '1', values: [] };
export const FALSE: Sql = { text: '0', values: [] };

export function and(parts: readonly Sql[]): Sql {
  if (parts.length === 0) return TRUE;
  return { text: parts.map(({ text }) => text).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

/** The column a file has for a field; none where it was filled by an older version, and the field then reads as null. */
export function columnOf(table: Table, view: View, field: string): Column | undefined {
  const column = table.column(field);
  return column?.type === view.fields[field] ? column : undefined;
}

/** @throws TypeError naming the field, for a field or value that does not fit the view */
export function conditionSql(table: Table, view: View, condition: Condition, symbols: Symbols): Sql {
  checkCondition(view, condition);
  const { field } = condition;
  const type = comparable(view, field);
  const column = columnOf(table, view, field);
  if ('equals' in condition) return equals(column, bind(view, field, type, condition.equals), symbols);
  if ('in' in condition) {
    return isIn(
      column,
      condition.in.map((value) => bind(view, field, type, value)),
      symbols,
    );
  }
  if ('notIn' in condition) {
    return isNotIn(
      column,
      condition.notIn.map((value) => bind(view, field, type, value)),
      symbols,
    );
  }
  if ('set' in condition) return isSet(column);
  if ('prefix' in condition) {
    return between(column, condition.prefix, successor(condition.prefix));
  }
  const { from, to } = condition;
  return between(column, bound(view, field, type, from), bound(view, field, type, to));
}

/** `column = value`, null included. A symbol's value is its text. */
export function equals(column: Column | undefined, value: SqlValue, symbols: Symbols): Sql {
  if (column === undefined) return value === null ? TRUE : FALSE;
  if (value === null) return { text: `${column.sql} IS NULL`, values: [] };
  const cell = column.type === 'symbol' ? symbols.numberOf(value as string) : value;
  return cell === undefined ? FALSE : { text: `${column.sql} = ?`, values: [cell] };
}

/** `column` compared with a value that is not null. */
export function compare(column: Column, operator: '<' | '>' | '<=' | '>=', value: SqlValue): Sql {
  if (column.type !== 'symbol') return { text: `${column.sql} ${operator} ?`, values: [value] };
  // the numbers of symbols are not in the order of their texts
  return { text: `${column.sql} IN (SELECT n FROM symbols WHERE text ${operator} ?)`, values: [value] };
}

/** A query's value as it is bound. @throws TypeError naming the field */
export function bind(view: View, field: string, type: FieldType, value: Value): SqlValue {
  if (value === null) return null;
  if (type === 'boolean' && typeof value === 'boolean') return value ? 1 : 0;
  if (type === 'integer' && Number.isSafeInteger(value)) return value as number;
  if ((type === 'text' || type === 'symbol') && typeof value === 'string') return value.replaceAll('\0', '\u2400');
  throw mismatch(view, field, type, value);
}

function isIn(column: Column | undefined, values: readonly SqlValue[], symbols: Symbols): Sql {
  const hasNull = values.includes(null);
  if (column === undefined) return hasNull ? TRUE : FALSE;
  const cells = cellsOf(column, values, symbols);
  const among = { text: `${column.sql} IN (${cells.map(() => '?').join(',')})`, values: cells };
  return hasNull ? { text: `(${among.text} OR ${column.sql} IS NULL)`, values: cells } : among;
}

/** SQL's own `NOT IN` is neither true nor false of null. */
function isNotIn(column: Column | undefined, values: readonly SqlValue[], symbols: Symbols): Sql {
  const hasNull = values.includes(null);
  if (column === undefined) return hasNull ? FALSE : TRUE;
  const cells = cellsOf(column, values, symbols);
  if (cells.length === 0) return hasNull ? isSet(column) : TRUE;
  const among = `${column.sql} NOT IN (${cells.map(() => '?').join(',')})`;
  return { text: hasNull ? among : `(${among} OR ${column.sql} IS NULL)`, values: cells };
}

/** The cells of values that are not null, as far as any document may have them. */
function cellsOf(column: Column, values: readonly SqlValue[], symbols: Symbols): SqlValue[] {
  return values
    .filter((value) => value !== null)
    .map((value) => (column.type === 'symbol' ? symbols.numberOf(value as string) : value))
    .filter((cell) => cell !== undefined);
}

function isSet(column: Column | undefined): Sql {
  return column === undefined ? FALSE : { text: `${column.sql} IS NOT NULL`, values: [] };
}

function between(column: Column | undefined, from: SqlValue | undefined, to: SqlValue | undefined): Sql {
  if (column === undefined) return FALSE;
  if (from === undefined && to === undefined) return isSet(column);
  return and([
    ...(from === undefined ? [] : [compare(column, '>=', from)]),
    ...(to === undefined ? [] : [compare(column, '<', to)]),
  ]);
}

function bound(view: View, field: string, type: FieldType, value: string | number | undefined): SqlValue | undefined {
  return value === undefined ? undefined : bind(view, field, type, value);
}

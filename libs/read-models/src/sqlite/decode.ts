import type { SqlValue } from '@arauto/sqlite';
import type { Symbols } from './symbols';
import type { Column } from './table';

/** What a cell means. No column: a field that the file, filled by an older version, does not have. */
export function decode(column: Column | undefined, cell: SqlValue, symbols: Symbols): unknown {
  if (cell === null || column === undefined) return null;
  switch (column.type) {
    case 'text':
    case 'integer':
      return cell;
    case 'symbol':
      return symbols.textOf(cell as number);
    case 'boolean':
      return cell === 1;
    case 'json':
      return JSON.parse(cell as string);
  }
}

import type { View } from '@arauto/read-models';

/** What a field holds as it lies there: json is its text. */
export type Cell = string | number | boolean | null;

/** A document as it lies there. It is never changed, but replaced: whoever holds one holds what it was. */
export interface Row {
  readonly id: string;
  /** All fields of the view, in its order. */
  readonly cells: Readonly<Record<string, Cell>>;
}

/** A field of a row; null where the view that is asked about has it otherwise than the one that lies there. */
export function cellOf(kept: View, view: View, field: string): (row: Row) => Cell {
  return isKept(kept, view, field) ? ({ cells }) => cells[field]! : () => null;
}

export function isKept(kept: View, view: View, field: string): boolean {
  return Object.hasOwn(kept.fields, field) && kept.fields[field] === view.fields[field];
}

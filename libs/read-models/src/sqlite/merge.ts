import type { SqlValue } from '@arauto/sqlite';
import { type Change, checkCounter } from '../change';
import { checkAmount, sumOf } from '../gather';
import { encode, encodeDocument, fieldIndex } from './encode';
import { hashId } from './id-hash';
import type { Symbols } from './symbols';
import type { Table } from './table';

/**
 * All changes of one batch on one document, as one. What they make of it may depend on whether it is there, which is not
 * known yet: both endings are kept.
 */
export interface Merged {
  readonly id: string;
  readonly hash: number;
  /** If it is there, it goes. */
  removed: boolean;
  /** `set` holds every column, and `missing` is the same array. */
  full: boolean;
  /** If it is there: new cells by column; undefined leaves a cell. */
  set: (SqlValue | undefined)[];
  /** If it is there: what is added to a cell, by column. */
  add: (number | undefined)[] | undefined;
  /** If it is not there: the row to make, if any. */
  missing: SqlValue[] | undefined;
}

/** The `set` of a document none of whose cells are set: most are put or removed, and an array each would be waste. */
const NONE: (SqlValue | undefined)[] = [];

/** The batch's changes on one view. */
export class MergedChanges {
  readonly documents = new Map<string, Merged>();
  private readonly untouched: readonly undefined[];

  constructor(
    private readonly table: Table,
    private readonly symbols: Symbols,
  ) {
    this.untouched = table.columns.map(() => undefined);
  }

  /** @throws TypeError when the change does not fit the view */
  apply(change: Change): void {
    checkCounter(this.table.view, change);
    switch (change.op) {
      case 'put':
        return this.put(change.id, encodeDocument(this.table, change.doc, this.symbols));
      case 'patch':
        return this.patch(change);
      case 'add':
        return this.add(change);
      case 'remove':
        return this.remove(change.id);
    }
  }

  private of(id: string): Merged {
    const known = this.documents.get(id);
    if (known) return known;
    const merged: Merged = {
      id,
      hash: hashId(id),
      removed: false,
      full: false,
      set: NONE,
      add: undefined,
      missing: undefined,
    };
    this.documents.set(id, merged);
    return merged;
  }

  private put(id: string, row: SqlValue[]): void {
    const merged = this.of(id);
    merged.removed = false;
    merged.full = true;
    merged.set = row;
    merged.add = undefined;
    merged.missing = row;
  }

  private patch(change: Change & { op: 'patch' }): void {
    const merged = this.of(change.id);
    for (const name in change.doc) {
      const at = fieldIndex(this.table, name);
      const cell = encode(this.table, this.table.columns[at]!, change.doc[name], this.symbols);
      if (merged.removed) continue;
      if (merged.set === NONE) merged.set = [...this.untouched];
      merged.set[at] = cell;
      if (merged.add) merged.add[at] = undefined;
      if (merged.missing) merged.missing[at] = cell;
    }
  }

  private add(change: Change & { op: 'add' }): void {
    const merged = this.of(change.id);
    if (merged.missing === undefined) {
      const made = encodeDocument(this.table, change.key ?? {}, this.symbols);
      if (merged.removed) this.put(change.id, made);
      else merged.missing = made;
    }
    const { set, missing } = merged;
    for (const name in change.amounts) {
      const at = this.amountIndex(name, change.amounts[name]!);
      const amount = change.amounts[name]!;
      if (!merged.full) {
        if (set[at] !== undefined) set[at] = this.sum(name, set[at], amount);
        else {
          merged.add ??= [];
          merged.add[at] = this.sum(name, merged.add[at] ?? 0, amount);
        }
      }
      missing![at] = this.sum(name, missing![at]!, amount);
    }
  }

  private remove(id: string): void {
    const merged = this.of(id);
    merged.removed = true;
    merged.full = false;
    merged.set = NONE;
    merged.add = undefined;
    merged.missing = undefined;
  }

  private amountIndex(name: string, amount: number): number {
    const at = fieldIndex(this.table, name);
    checkAmount(this.table.view, name, this.table.columns[at]!.type, amount);
    return at;
  }

  private sum(name: string, cell: SqlValue, amount: number): number {
    return sumOf(this.table.view, name, (cell ?? 0) as number, amount);
  }
}

import type { AnyBulkWriteOperation } from 'mongodb';
import { type Change, checkCounter } from '../change';
import { checkId, encode, encodeDocument, type Stored } from '../encode';
import { checkAmount, sumOf } from '../gather';
import { COUNTED, type KeptView, type StoredDocument } from './kept-view';

type Fields = Map<string, Stored>;

/**
 * All changes of one batch on one document, as one. What they make of it may depend on whether it is there, which is not known yet: both
 * endings are kept.
 */
interface Merged {
  /** If it is there, it goes. */
  removed: boolean;
  /** `set` is the whole document, and `missing` the same map. */
  full: boolean;
  /** If it is there: new values; undefined takes the field away. */
  set: Fields | undefined;
  /** If it is there: what is added to a field. */
  add: Map<string, number> | undefined;
  /** If it is not there: the document to make, if any. */
  missing: Fields | undefined;
}

/** The batch's changes on one view, as one write a document. */
export class MergedChanges {
  private readonly documents = new Map<string, Merged>();

  constructor(
    private readonly kept: KeptView,
    private readonly lane: number,
  ) {}

  get size(): number {
    return this.documents.size;
  }

  /** @throws TypeError when the change does not fit the view */
  apply(change: Change): void {
    checkCounter(this.kept.view, change);
    switch (change.op) {
      case 'put':
        return this.put(this.of(change.id), encodeDocument(this.kept.view, change.doc));
      case 'patch':
        return this.patch(change);
      case 'add':
        return this.add(change);
      case 'remove':
        return this.remove(this.of(change.id));
    }
  }

  /** The ids of documents of which must be known whether they are there before they can be written at once. */
  unsettled(): string[] {
    const ids: string[] = [];
    for (const [id, merged] of this.documents) if (!isOneWrite(merged)) ids.push(id);
    return ids;
  }

  /** The ids of documents of which any of these fields may change, or which may be made. */
  touching(fields: readonly string[]): string[] {
    const ids: string[] = [];
    for (const [id, { removed, full, set, missing }] of this.documents) {
      if (removed || full || missing || fields.some((field) => set?.has(field))) ids.push(id);
    }
    return ids;
  }

  /** What a document will be as far as these fields go; undefined where there will be none. */
  after(id: string, fields: readonly string[], before: Readonly<Record<string, Stored>> | undefined) {
    const { removed, full, set, missing } = this.documents.get(id)!;
    if (removed) return undefined;
    if (full) return pick(fields, (field) => set!.get(field));
    if (before) return pick(fields, (field) => (set?.has(field) === true ? set.get(field) : before[field]));
    return missing && pick(fields, (field) => missing.get(field));
  }

  /** @param there those of `unsettled` that are there */
  *writes(there: ReadonlySet<string>): Generator<AnyBulkWriteOperation<StoredDocument>> {
    for (const [id, merged] of this.documents) {
      const known = isOneWrite(merged) ? merged : settle(merged, there.has(id));
      const write = this.write(id, known);
      if (write) yield write;
    }
  }

  private write(
    id: string,
    { removed, full, set, add, missing }: Merged,
  ): AnyBulkWriteOperation<StoredDocument> | undefined {
    const filter = { _id: id };
    if (removed) return { deleteOne: { filter } };
    if (full) return { replaceOne: { filter, replacement: Object.fromEntries(set!), upsert: true } };
    const update: Record<'$set' | '$unset' | '$inc' | '$setOnInsert', Record<string, unknown>> = {
      $set: {},
      $unset: {},
      $inc: {},
      $setOnInsert: {},
    };
    for (const [name, value] of set ?? []) update[value === undefined ? '$unset' : '$set'][name] = value ?? '';
    for (const [name, amount] of add ?? []) update.$inc[name] = amount;
    for (const [name, value] of missing ?? []) {
      if (value !== undefined && !set?.has(name) && !add?.has(name)) update.$setOnInsert[name] = value;
    }
    if (missing && this.kept.isSummed) update.$setOnInsert[COUNTED] = id.slice(id.indexOf('.') + 1);
    const operators = Object.fromEntries(Object.entries(update).filter(([, fields]) => Object.keys(fields).length > 0));
    // MongoDB takes no update of nothing; of a document that may not be there, nothing still makes it
    if (Object.keys(operators).length === 0) {
      return missing && { updateOne: { filter, update: { $setOnInsert: { _id: id } }, upsert: true } };
    }
    return { updateOne: { filter, update: operators, upsert: missing !== undefined } };
  }

  private of(id: string): Merged {
    const stored = this.kept.storedId(id, this.lane);
    const known = this.documents.get(stored);
    if (known) return known;
    checkId(id);
    const merged: Merged = { removed: false, full: false, set: undefined, add: undefined, missing: undefined };
    this.documents.set(stored, merged);
    return merged;
  }

  private put(merged: Merged, fields: Fields): void {
    merged.removed = false;
    merged.full = true;
    merged.set = fields;
    merged.add = undefined;
    merged.missing = fields;
  }

  private patch(change: Change & { op: 'patch' }): void {
    const merged = this.of(change.id);
    for (const name in change.doc) {
      const value = encode(this.kept.view, name, change.doc[name]);
      if (merged.removed) continue;
      merged.set ??= new Map();
      // of a whole document an absent field needs no taking away
      if (merged.full && value === undefined) merged.set.delete(name);
      else merged.set.set(name, value);
      merged.add?.delete(name);
      if (!merged.full) merged.missing?.set(name, value);
    }
  }

  private add(change: Change & { op: 'add' }): void {
    const merged = this.of(change.id);
    if (merged.missing === undefined) {
      const made = encodeDocument(this.kept.view, change.key ?? {});
      if (merged.removed) this.put(merged, made);
      else merged.missing = made;
    }
    const { set, missing } = merged;
    for (const name in change.amounts) {
      const amount = this.amount(name, change.amounts[name]);
      if (!merged.full) {
        if (set?.has(name)) set.set(name, this.sum(name, set.get(name), amount));
        else (merged.add ??= new Map()).set(name, this.sum(name, merged.add.get(name), amount));
      }
      missing!.set(name, this.sum(name, missing!.get(name), amount));
    }
  }

  private remove(merged: Merged): void {
    merged.removed = true;
    merged.full = false;
    merged.set = undefined;
    merged.add = undefined;
    merged.missing = undefined;
  }

  private amount(name: string, amount: number | undefined): number {
    const { view } = this.kept;
    const type = this.kept.typeOf(name);
    if (type === undefined) throw new TypeError(`${view.name}: no field ${name}`);
    checkAmount(view, name, type, amount);
    return amount;
  }

  private sum(name: string, before: Stored, amount: number): number {
    return sumOf(this.kept.view, name, (before ?? 0) as number, amount);
  }
}

/** Whether one write does the right thing to a document that is there and to one that is not. */
function isOneWrite({ removed, full, set, add, missing }: Merged): boolean {
  if (removed || full || missing === undefined) return true;
  for (const [name, value] of set ?? []) if (missing.get(name) !== value) return false;
  for (const [name, amount] of add ?? []) if (missing.get(name) !== amount) return false;
  return true;
}

function settle(merged: Merged, isThere: boolean): Merged {
  if (isThere) return { ...merged, missing: undefined };
  return { ...merged, full: true, set: merged.missing };
}

function pick(fields: readonly string[], valueOf: (field: string) => Stored): Readonly<Record<string, Stored>> {
  return Object.fromEntries(fields.map((field) => [field, valueOf(field)]));
}

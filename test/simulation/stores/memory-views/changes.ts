import type { Change, Document, View } from '@arauto/read-models';
import { checkAmount, checkCounter, checkId, encode, sumOf, typeOf } from '@arauto/read-models/adapters';
import type { Cell, Row } from './row';
import type { MemoryView } from './view';

type Cells = Row['cells'];
/** What a change makes of a document, there or not. */
type Making = (cells: Cells | undefined) => Cells | undefined;

/** The changes of a batch on one view, of which is known that they fit it. What they make of a document is seen when they are written. */
export class GatheredChanges {
  private changes: { readonly id: string; readonly make: Making }[] = [];
  private readonly empty: Cells;

  constructor(private readonly view: View) {
    this.empty = Object.fromEntries(Object.keys(view.fields).map((field) => [field, null]));
  }

  /** @throws TypeError when the change does not fit the view */
  take(change: Change): void {
    checkCounter(this.view, change);
    checkId(change.id);
    this.changes.push({ id: change.id, make: this.making(change) });
  }

  forget(): void {
    this.changes = [];
  }

  /** What becomes of the documents. @throws TypeError for a sum that no field holds */
  on(documents: MemoryView): ReadonlyMap<string, Row | undefined> {
    const changed = new Map<string, Row | undefined>();
    for (const { id, make } of this.changes) {
      const before = changed.has(id) ? changed.get(id) : documents.get(id);
      const cells = make(before?.cells);
      changed.set(id, cells && { id, cells });
    }
    return changed;
  }

  private making(change: Change): Making {
    switch (change.op) {
      case 'put': {
        const whole = this.whole(change.doc);
        return () => whole;
      }
      case 'patch': {
        const some = this.some(change.doc);
        return (cells) => cells && { ...cells, ...some };
      }
      case 'add': {
        const made = this.whole(change.key ?? {});
        const amounts = this.amounts(change.amounts);
        return (cells = made) => this.added(cells, amounts);
      }
      case 'remove':
        return () => undefined;
    }
  }

  private whole(doc: Document): Cells {
    return { ...this.empty, ...this.some(doc) };
  }

  private some(doc: Document): Cells {
    const cells: Record<string, Cell> = {};
    for (const field in doc) cells[field] = encode(this.view, field, doc[field]) ?? null;
    return cells;
  }

  private amounts(amounts: (Change & { op: 'add' })['amounts']): (readonly [field: string, amount: number])[] {
    return Object.entries(amounts).map(([field, amount]) => {
      const type = typeOf(this.view, field);
      if (type === undefined) throw new TypeError(`${this.view.name}: no field ${field}`);
      checkAmount(this.view, field, type, amount);
      return [field, amount];
    });
  }

  private added(cells: Cells, amounts: readonly (readonly [field: string, amount: number])[]): Cells {
    const sums: Record<string, Cell> = { ...cells };
    for (const [field, amount] of amounts) sums[field] = sumOf(this.view, field, (sums[field] ?? 0) as number, amount);
    return sums;
  }
}

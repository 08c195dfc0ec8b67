import type { View } from '@arauto/read-models';
import type { Order } from './order';
import type { Row } from './row';

/** Of more changes at once than these, rows in order are sorted anew when they are next asked for. */
const FEW = 64;

/** The documents of one view. */
export class MemoryView {
  /** The rows in every order that was asked for, kept so by what is written. */
  private readonly ordered = new Map<string, { readonly order: Order; readonly rows: Row[] }>();

  constructor(
    readonly view: View,
    private readonly documents = new Map<string, Row>(),
  ) {}

  get(id: string): Row | undefined {
    return this.documents.get(id);
  }

  rows(): Iterable<Row> {
    return this.documents.values();
  }

  inOrder(order: Order): readonly Row[] {
    const known = this.ordered.get(order.name);
    if (known) return known.rows;
    const rows = [...this.documents.values()].sort((a, b) => order.compare(a, b));
    this.ordered.set(order.name, { order, rows });
    return rows;
  }

  /** @param changed what becomes of documents; undefined where it goes */
  write(changed: ReadonlyMap<string, Row | undefined>): void {
    if (changed.size > FEW) this.ordered.clear();
    for (const [id, row] of changed) {
      const before = this.documents.get(id);
      for (const { order, rows } of this.ordered.values()) {
        if (before) rows.splice(order.firstFrom(rows, before), 1);
        if (row) rows.splice(order.firstFrom(rows, row), 0, row);
      }
      if (row) this.documents.set(id, row);
      else this.documents.delete(id);
    }
  }

  copy(): MemoryView {
    return new MemoryView(this.view, new Map(this.documents));
  }
}

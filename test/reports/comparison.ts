/** Told of figures and rows as they are shown and as they were counted anew. */
export class Comparison {
  figures = 0;
  rows = 0;
  private found = 0;
  private readonly told: string[] = [];

  /** Every number in it is one figure. */
  same(what: string, shown: unknown, counted: unknown): void {
    if (isObject(shown) && isObject(counted)) {
      for (const name of new Set([...Object.keys(shown), ...Object.keys(counted)])) {
        this.same(`${what}, ${name}`, shown[name], counted[name]);
      }
      return;
    }
    if (typeof counted === 'number' || typeof shown === 'number') this.figures++;
    if (JSON.stringify(shown) !== JSON.stringify(counted)) this.differ(what, shown, counted);
  }

  /** Rows without an order, each as one text. */
  sameRows(what: string, shown: readonly string[], counted: readonly string[]): void {
    this.rows += counted.length;
    const left = new Map<string, number>();
    for (const row of counted) left.set(row, (left.get(row) ?? 0) + 1);
    const strange: string[] = [];
    for (const row of shown) {
      const count = left.get(row) ?? 0;
      if (count === 0) strange.push(row);
      else if (count === 1) left.delete(row);
      else left.set(row, count - 1);
    }
    if (strange.length === 0 && left.size === 0) return;
    const missing = [...left.keys()];
    this.differ(`${what}: ${strange.length} rows too many, ${missing.length} missing`, strange[0], missing[0]);
  }

  differ(what: string, shown: unknown, counted: unknown): void {
    this.found++;
    if (this.told.length < 20) this.told.push(`${what}: ${JSON.stringify(shown)}, counted ${JSON.stringify(counted)}`);
  }

  get count(): number {
    return this.found;
  }

  /** The first of them, a sentence each. */
  get differences(): readonly string[] {
    const more = this.found - this.told.length;
    return more > 0 ? [...this.told, `and ${more} more`] : this.told;
  }

  get summary(): string {
    return `${this.figures} figures and ${this.rows} rows compared, ${this.found} differences`;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

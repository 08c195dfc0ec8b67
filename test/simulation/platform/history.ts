/** Something that changes, and what it was when: a judge asks what was true at an instant. */
export class History<T> {
  private readonly changes: { readonly at: number; readonly value: T }[];

  constructor(at: number, first: T) {
    this.changes = [{ at, value: first }];
  }

  get now(): T {
    return this.changes.at(-1)!.value;
  }

  /** Oldest first. */
  get all(): readonly { readonly at: number; readonly value: T }[] {
    return this.changes;
  }

  /** At an instant of its change it is already what it became; before the first it was what it was first. */
  at(instant: number): T {
    return (this.changes.findLast(({ at }) => at <= instant) ?? this.changes[0]!).value;
  }

  become(at: number, value: T): void {
    this.changes.push({ at, value });
  }
}

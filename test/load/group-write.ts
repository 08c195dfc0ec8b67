/** What comes while something is written is written together next. */
export class GroupWrite<Item> {
  private waiting: { readonly item: Item; readonly done: () => void; readonly failed: (error: unknown) => void }[] = [];
  private writing = 0;

  /**
   * @param most items that are written together
   * @param atOnce groups that are written at the same time
   */
  constructor(
    private readonly write: (items: readonly Item[]) => Promise<void>,
    private readonly most: number,
    private readonly atOnce: number,
  ) {}

  /** Resolves when it is written. */
  add(item: Item): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      queueMicrotask(() => this.next());
    });
  }

  private next(): void {
    if (this.waiting.length === 0 || this.writing === this.atOnce) return;
    const group = this.waiting.splice(0, this.most);
    this.writing++;
    this.write(group.map(({ item }) => item))
      .then(
        () => group.forEach(({ done }) => done()),
        (error: unknown) => group.forEach(({ failed }) => failed(error)),
      )
      .finally(() => {
        this.writing--;
        this.next();
      });
    this.next();
  }
}

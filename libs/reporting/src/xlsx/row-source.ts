/** Rows that come in arrays, taken a few at a time by one reader after the other. */
export class RowSource<Row> {
  private readonly arrays: AsyncIterator<readonly Row[]>;
  private current: readonly Row[] = [];
  private at = 0;

  constructor(rows: AsyncIterable<readonly Row[]>) {
    this.arrays = rows[Symbol.asyncIterator]();
  }

  /** Up to so many of the next rows; none at the end. */
  async take(most: number): Promise<readonly Row[]> {
    if (!(await this.hasMore())) return [];
    const taken = this.current.slice(this.at, this.at + most);
    this.at += taken.length;
    return taken;
  }

  async hasMore(): Promise<boolean> {
    while (this.at === this.current.length) {
      const next = await this.arrays.next();
      if (next.done) return false;
      this.current = next.value;
      this.at = 0;
    }
    return true;
  }

  /** Lets go of rows that nobody will take. */
  async close(): Promise<void> {
    await this.arrays.return?.();
  }
}

import type { Cursor, PageQuery } from '../port';
import type { View } from '../view';
import type { FoundRow } from './queries';
import type { OpenFile, ViewConnection } from './view-connection';

const ROWS_PER_PAGE = 1000;

export type StreamQuery = Pick<PageQuery, 'where' | 'sort' | 'fields'>;

/**
 * Every match of a query, a page at a time, without a transaction held open between pages: that would keep the write-ahead
 * log growing for as long as an export takes. Where an index has the order, each page goes on after the last row. Where
 * everything must be sorted first, that is done once and the row numbers (8 bytes a row) are kept.
 */
export class StreamPages {
  private after: Cursor | undefined;
  private sorted: { numbers: Float64Array; at: number; file: OpenFile; release: () => void } | undefined;
  private ended = false;

  constructor(
    private readonly connection: ViewConnection,
    private readonly view: View,
    private readonly query: StreamQuery,
  ) {
    this.sorted = connection.run((file) => {
      if (!file.queries.sortsEverything(view, { ...query, limit: ROWS_PER_PAGE })) return undefined;
      return { numbers: file.queries.numbers(view, query), at: 0, file, release: connection.hold(file) };
    });
  }

  /** The next rows; none at the end. */
  next(): FoundRow[] {
    if (this.ended) return [];
    const rows = this.sorted ? this.nextSorted(this.sorted) : this.nextInOrder();
    if (rows.length === 0) this.close();
    return rows;
  }

  close(): void {
    this.ended = true;
    this.sorted?.release();
    this.sorted = undefined;
  }

  private nextSorted(sorted: NonNullable<StreamPages['sorted']>): FoundRow[] {
    while (sorted.at < sorted.numbers.length) {
      const numbers = sorted.numbers.subarray(sorted.at, (sorted.at += ROWS_PER_PAGE));
      const rows = sorted.file.queries.byNumbers(this.view, this.query, numbers);
      if (rows.length > 0) return rows;
    }
    return [];
  }

  private nextInOrder(): FoundRow[] {
    const { where, sort = [], fields = Object.keys(this.view.fields) } = this.query;
    // the sorted fields are read along, to know where to go on
    const wanted = [...fields, ...sort.map(({ field }) => field)];
    const query: PageQuery = { where, sort, after: this.after, limit: ROWS_PER_PAGE, fields: wanted };
    const rows = this.connection.run(({ queries }) => queries.find(this.view, query));
    const last = rows.at(-1);
    if (last) this.after = { id: last[0], values: last.slice(1 + fields.length) as Cursor['values'] };
    return sort.length === 0 ? rows : rows.map((row) => row.slice(0, 1 + fields.length) as unknown as FoundRow);
  }
}

import type { Change } from '../change';
import type { Cursor, Found, Sort, ViewReader, ViewWriter } from '../port';
import type { View } from '../view';
import { GUESTS, ROOMS } from './views';

/** One store, empty, with a reader that sees what the writer commits. */
export interface ViewStoreUnderTest {
  readonly writer: ViewWriter;
  readonly reader: ViewReader;
  /** Ends both and forgets the data. */
  close(): Promise<void>;
}

export type MakeViewStore = (views: readonly View[]) => Promise<ViewStoreUnderTest>;

/** A fresh store per test, with the words the contract is written in. */
export class Stage {
  private constructor(private readonly store: ViewStoreUnderTest) {}

  static async open(make: MakeViewStore): Promise<Stage> {
    return new Stage(await make([GUESTS, ROOMS]));
  }

  get reader(): ViewReader {
    return this.store.reader;
  }

  get writer(): ViewWriter {
    return this.store.writer;
  }

  close(): Promise<void> {
    return this.store.close();
  }

  /** Commits each list of changes as a batch of its own. */
  async commit(...batches: readonly (readonly Change[])[]): Promise<void> {
    for (const changes of batches) {
      const from = await this.writer.checkpoint('operational');
      await this.writer.commit('operational', from, position(Number(from || 0) + 1), changes);
    }
  }

  async ids(query: Omit<Parameters<ViewReader['find']>[1], 'limit'>, view = GUESTS): Promise<string[]> {
    return (await this.reader.find(view, { ...query, limit: 1000 })).map(({ id }) => id);
  }

  /** Every page of a query, calling `between` after each. */
  async pages(
    query: Omit<Parameters<ViewReader['find']>[1], 'limit' | 'after'> & { sort: readonly Sort[]; limit: number },
    between: (page: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<Found[]> {
    const all: Found[] = [];
    let after: Cursor | undefined;
    for (let page = 0; ; page++) {
      const found = await this.reader.find(GUESTS, { ...query, ...(after && { after }) });
      all.push(...found);
      const last = found.at(-1);
      if (!last || found.length < query.limit) return all;
      after = { id: last.id, values: query.sort.map(({ field }) => last.doc[field] as Cursor['values'][number]) };
      await between(page);
    }
  }
}

export function position(n: number): string {
  return String(n).padStart(16, '0');
}

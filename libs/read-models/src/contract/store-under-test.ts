import type { Change } from '../change';
import type {
  Cursor,
  Found,
  OpenViewWriter,
  Sort,
  ViewReader,
  ViewSnapshots,
  ViewWriter,
  ViewWriterOptions,
} from '../port';
import type { View } from '../view';
import { GUESTS, ROOMS, STAYS, VISITS } from './views';

/** One store, empty, with a reader that sees what its writers commit. */
export interface ViewStoreUnderTest {
  /** Opens a writer of the operational group that keeps these views; beside others, or after they were closed. */
  open(views: readonly View[], options: ViewWriterOptions): ReturnType<OpenViewWriter>;
  readonly reader: ViewReader & ViewSnapshots;
  /** Ends the reader and forgets the data; every writer is closed by then. */
  close(): Promise<void>;
}

/** What not every store can do. */
export interface ViewStoreFeatures {
  /** Several writers beside each other keep a part of the streams each, and one can take over from another. */
  readonly lanes: boolean;
}

export type MakeViewStore = () => Promise<ViewStoreUnderTest>;

/** A fresh store per test, with the words the contract is written in. */
export class Stage {
  private readonly writers = new Set<ViewWriter>();

  private constructor(private readonly store: ViewStoreUnderTest) {}

  /** A store whose views are not kept by anybody yet. */
  static async empty(make: MakeViewStore): Promise<Stage> {
    return new Stage(await make());
  }

  static async open(make: MakeViewStore): Promise<Stage> {
    const stage = await Stage.empty(make);
    await stage.openWriter();
    return stage;
  }

  get reader(): ViewReader & ViewSnapshots {
    return this.store.reader;
  }

  /** The one that was opened first. */
  get writer(): ViewWriter {
    return this.writers.values().next().value!;
  }

  async openWriter(
    options: ViewWriterOptions = {},
    views: readonly View[] = [GUESTS, ROOMS, STAYS, VISITS],
  ): Promise<ViewWriter> {
    const writer = await this.store.open(views, options);
    this.writers.add(writer);
    return writer;
  }

  async end(...writers: readonly ViewWriter[]): Promise<void> {
    for (const writer of writers) {
      this.writers.delete(writer);
      await writer.close();
    }
  }

  async discard(writer: ViewWriter): Promise<void> {
    this.writers.delete(writer);
    await writer.discard();
  }

  async close(): Promise<void> {
    await this.end(...this.writers);
    await this.store.close();
  }

  /** Commits each list of changes as a batch of its own. */
  async commit(...batches: readonly (readonly Change[])[]): Promise<void> {
    for (const changes of batches) {
      const from = await this.writer.checkpoint();
      this.writer.gather(changes);
      await this.writer.commit(from, position(Number(from || 0) + 1));
    }
  }

  /** Commits many changes as a projector does: as many at once as the writer takes, or 50,000. */
  async fill(count: number, change: (n: number) => Change): Promise<void> {
    for (let n = 0; n < count;) {
      const from = await this.writer.checkpoint();
      const end = Math.min(n + 50_000, count);
      do this.writer.gather([change(n++)]);
      while (n < end && this.writer.isFull?.() !== true);
      await this.writer.commit(from, position(Number(from || 0) + 1));
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

/** A log that is there. */
export function at(head: string): () => Promise<string> {
  return () => Promise.resolve(head);
}

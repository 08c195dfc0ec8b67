import type {
  Condition,
  Counted,
  Found,
  Grouping,
  PageQuery,
  PageWalk,
  Total,
  ViewReader,
  ViewSnapshot,
  ViewSnapshots,
  Walked,
  WalkQuery,
} from '../port';
import type { Document, FieldName, Group, View } from '../view';
import type { FoundRow } from './queries';
import { readerThread } from './reader-thread';
import { type Answers, type Request, RequestHandler } from './requests';
import type { StreamQuery } from './stream-pages';
import { ViewFileUnreadable } from './view-file';

export interface SqliteViewReaderOptions {
  readonly folder: string;
  readonly group: Group;
  /** Runs the queries in the caller's thread: for tests and tools. A slow one then stalls the caller. */
  readonly inline?: boolean | undefined;
  /** Told each time the file turns out to be damaged; the question is refused all the same. */
  readonly onDamage?: (() => void) | undefined;
}

export interface SqliteViewReader extends ViewReader, ViewSnapshots {
  /** To be called when the file was deleted and made again: an open one can still be read. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the reader of one group's views. Its queries run in a thread of their own, in the order they are asked, so that a
 * slow report stalls neither the caller nor the reader of another group. It opens the file at the first request, and
 * follows by itself when a newer filling takes over. A field or view that the file, filled by an older version, does not have
 * reads as null or empty until then.
 */
export function openSqliteViewReader(options: SqliteViewReaderOptions): SqliteViewReader {
  return open(options, false);
}

function open(options: SqliteViewReaderOptions, held: boolean): Reader {
  const { folder, group, inline = false, onDamage = () => undefined } = options;
  const snapshot = async () => {
    const reader = open(options, true);
    try {
      await reader.position(group);
    } catch (error) {
      await reader.close();
      throw error;
    }
    return reader;
  };
  if (!inline) {
    const thread = readerThread({ folder, group, held });
    return new Reader(
      group,
      (request) => thread.ask(request),
      onDamage,
      () => thread.close(),
      snapshot,
    );
  }
  const handler = new RequestHandler(folder, group, held);
  return new Reader(
    group,
    (request) => new Promise((resolve) => resolve(handler.answer(request))),
    onDamage,
    () => new Promise((resolve) => resolve(handler.close())),
    snapshot,
  );
}

class Reader implements SqliteViewReader {
  constructor(
    private readonly group: Group,
    private readonly send: (request: Request) => Promise<unknown>,
    private readonly onDamage: () => void,
    readonly close: () => Promise<void>,
    readonly snapshot: () => Promise<ViewSnapshot>,
  ) {}

  async get<V extends View>(view: V, id: string): Promise<Document<V> | undefined> {
    return (await this.getMany(view, [id]))[0];
  }

  async getMany<V extends View>(view: V, ids: readonly string[]): Promise<(Document<V> | undefined)[]> {
    const names = Object.keys(view.fields);
    const rows = await this.ask({ ask: 'getMany', view: this.own(view), ids });
    return rows.map((row) => row && toDocument(view, names, row));
  }

  async find<V extends View, Name extends FieldName<V>>(view: V, query: PageQuery): Promise<Found<V, Name>[]> {
    return toFound(view, query, await this.ask({ ask: 'find', view: this.own(view), query }));
  }

  async count(view: View, where: readonly Condition[], cap?: number): Promise<Total> {
    const value = await this.ask({ ask: 'count', view: this.own(view), where, cap });
    return cap !== undefined && value > cap ? { value: cap, relation: 'atLeast' } : { value, relation: 'exact' };
  }

  async countBy(view: View, where: readonly Condition[], by: readonly Grouping[]): Promise<Counted[]> {
    return this.ask({ ask: 'countBy', view: this.own(view), where, by });
  }

  async countTallied(view: View, where: readonly Condition[], most: number): Promise<Total> {
    return this.ask({ ask: 'countTallied', view: this.own(view), where, most });
  }

  async walk<V extends View>(view: V, query: PageWalk): Promise<Walked<V>> {
    const { found, reached } = await this.ask({ ask: 'walk', view: this.own(view), query });
    return { found: toFound(view, query, found), reached };
  }

  async countWalk(view: View, query: WalkQuery & { readonly cap: number }): Promise<Total> {
    return this.ask({ ask: 'countWalk', view: this.own(view), query });
  }

  async *stream<V extends View, Name extends FieldName<V>>(
    view: V,
    query: StreamQuery,
  ): AsyncGenerator<readonly Found<V, Name>[]> {
    const stream = await this.ask({ ask: 'openStream', view: this.own(view), query });
    try {
      for (;;) {
        const rows = await this.ask({ ask: 'nextPage', stream });
        if (rows.length === 0) return;
        yield toFound(view, query, rows);
      }
    } finally {
      await this.ask({ ask: 'closeStream', stream });
    }
  }

  async lanes(group: Group): Promise<readonly string[]> {
    return [await this.position(group)];
  }

  async position(group: Group): Promise<string> {
    if (group !== this.group) throw this.foreign(`the position of the ${group} views`);
    return this.ask({ ask: 'position' });
  }

  async reopen(): Promise<void> {
    // Of one that is closed, or whose thread dies of it, nothing is open that could be older.
    await this.ask({ ask: 'reopen' }).catch(() => undefined);
  }

  private ask<A extends Request['ask']>(request: Request & { ask: A }): Promise<Answers[A]> {
    const answer = this.send(request) as Promise<Answers[A]>;
    answer.catch((error: unknown) => error instanceof ViewFileUnreadable && this.onDamage());
    return answer;
  }

  private own(view: View): View {
    if (view.group !== this.group) throw this.foreign(`view ${view.name}`);
    return view;
  }

  private foreign(what: string): TypeError {
    return new TypeError(`the reader of the ${this.group} views was asked for ${what}`);
  }
}

function toFound<V extends View, Name extends FieldName<V>>(
  view: V,
  { fields = Object.keys(view.fields) }: { readonly fields?: readonly string[] | undefined },
  rows: readonly FoundRow[],
): Found<V, Name>[] {
  return rows.map((row) => ({ id: row[0], doc: toDocument(view, fields, row) }));
}

/**
 * Json is parsed here, in the caller's thread: text crosses threads faster than what it stands for. That a field holds what its type says
 * was seen to where it was written.
 */
function toDocument<V extends View, Name extends FieldName<V>>(
  view: V,
  names: readonly string[],
  row: FoundRow,
): Pick<Document<V>, Name> {
  const doc: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    const cell = row[at + 1];
    doc[name] = cell !== null && view.fields[name] === 'json' ? JSON.parse(cell as string) : cell;
  }
  return doc as Pick<Document<V>, Name>;
}

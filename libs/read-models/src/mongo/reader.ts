import type { Clock } from '@arauto/clock';
import { type Position, START } from '@arauto/event-store';
import { type ClientSession, type Db, type MongoClient, MongoServerError, ReadConcern } from 'mongodb';
import { describeViews, type Filling, lowest, readable } from '../fillings';
import {
  type Condition,
  type Counted,
  type Cursor,
  type Found,
  type Grouping,
  type PageQuery,
  type PageWalk,
  SnapshotLost,
  type Total,
  type ViewReader,
  ViewsBeingMade,
  type ViewSnapshot,
  type ViewSnapshots,
  type Walked,
  type WalkQuery,
} from '../port';
import { withTallies } from '../tally';
import type { Document, FieldName, Group, Value, View } from '../view';
import { collectionName, groupsOf, LAYOUT } from './group';
import { type PlaceDocument, placeId, placesOf } from './place';
import { Presence } from './presence';
import { Queries } from './queries';

const ROWS_PER_PAGE = 1000;
/** `SnapshotTooOld` and `SnapshotUnavailable` (mongo/src/mongo/base/error_codes.yml, 6.0). */
const SNAPSHOT_LOST: readonly unknown[] = [239, 246];

export interface MongoViewReaderOptions {
  readonly client: MongoClient;
  readonly database: string;
  readonly group: Group;
  /** Every view of the group, as this program knows them: it reads the filling that was made for these, once there is one. */
  readonly views: readonly View[];
  readonly clock: Clock;
}

export interface MongoViewReader extends ViewReader, ViewSnapshots {
  close(): Promise<void>;
}

/**
 * Opens the reader of one group's views. It looks at the pointer with every question, at the same time, and asks again where readers were
 * turned to another filling meanwhile. What is read is kept for it until it is closed, or has not been heard of for a minute. A field or view
 * that a filling made for other views does not have reads as null or empty.
 *
 * A snapshot is a session of the server, which remembers what was changed for `minSnapshotHistoryWindowInSeconds` (300): it is lost after that.
 */
export function openMongoViewReader(options: MongoViewReaderOptions): MongoViewReader {
  return new Reader(options);
}

interface OpenFilling {
  readonly number: number;
  readonly queries: Queries;
  readonly target: Position;
  /** It held the log up to its target once. */
  isWhole: boolean;
}

class Reader implements MongoViewReader, ViewSnapshot {
  private readonly database: Db;
  private readonly group: Group;
  private readonly definition: string;
  private readonly presence: Presence;
  private filling: Promise<OpenFilling> | undefined;

  /** @param session of a snapshot: everything is read as of its first question, and nobody is followed */
  constructor(
    private readonly options: MongoViewReaderOptions,
    private readonly session?: ClientSession,
  ) {
    const { client, database, group, views, clock } = options;
    // The driver leaves a read concern that it is given, and without this one a session has no moment.
    this.database = client.db(database, session ? { readConcern: new ReadConcern('snapshot') } : {});
    this.group = group;
    this.definition = describeViews(withTallies(views), LAYOUT).definition;
    this.presence = new Presence(this.database, group, clock);
  }

  async get<V extends View>(view: V, id: string): Promise<Document<V> | undefined> {
    return (await this.getMany(view, [id]))[0];
  }

  async getMany<V extends View>(view: V, ids: readonly string[]): Promise<(Document<V> | undefined)[]> {
    return (await this.ask(view, (queries) => queries.getMany(view, ids))) as (Document<V> | undefined)[];
  }

  async find<V extends View, Name extends FieldName<V>>(view: V, query: PageQuery): Promise<Found<V, Name>[]> {
    return (await this.ask(view, (queries) => queries.find(view, query))) as Found<V, Name>[];
  }

  async count(view: View, where: readonly Condition[], cap?: number): Promise<Total> {
    const value = await this.ask(view, (queries) => queries.count(view, where, cap));
    return cap !== undefined && value > cap ? { value: cap, relation: 'atLeast' } : { value, relation: 'exact' };
  }

  countBy(view: View, where: readonly Condition[], by: readonly Grouping[]): Promise<Counted[]> {
    return this.ask(view, (queries) => queries.countBy(view, where, by));
  }

  countTallied(view: View, where: readonly Condition[], most: number): Promise<Total> {
    return this.ask(view, (queries) => queries.countTallied(view, where, most));
  }

  async walk<V extends View>(view: V, query: PageWalk): Promise<Walked<V>> {
    return (await this.ask(view, (queries) => queries.walk(view, query))) as Walked<V>;
  }

  countWalk(view: View, query: WalkQuery & { readonly cap: number }): Promise<Total> {
    return this.ask(view, (queries) => queries.countWalk(view, query));
  }

  /**
   * Pages that each go on after the last row, where an index has the order; else the ids of all matches are sorted once and kept. No cursor
   * is held open in between: it would end with its primary, and after ten minutes.
   */
  async *stream<V extends View, Name extends FieldName<V>>(
    view: V,
    query: Omit<PageQuery, 'limit' | 'after'>,
  ): AsyncGenerator<readonly Found<V, Name>[]> {
    const sorts = await this.ask(view, (queries) => Promise.resolve(queries.sortsEverything(view, query)));
    const pages = sorts ? this.sortedPages(view, query) : this.pagesInOrder(view, query);
    for await (const page of pages) if (page.length > 0) yield page as unknown as Found<V, Name>[];
  }

  async position(group: Group): Promise<Position> {
    if (group !== this.group) throw this.foreign(`the position of the ${group} views`);
    return this.onFilling(({ number }) => this.positionOf(number));
  }

  async lanes(group: Group): Promise<readonly Position[]> {
    if (group !== this.group) throw this.foreign(`the lanes of the ${group} views`);
    return this.onFilling(async ({ number }) => {
      const places = await this.places(number);
      const positions = new Map(places.map(({ _id, position }) => [_id, position]));
      return Array.from(places, (_, lane) => positions.get(placeId(group, number, lane))!);
    });
  }

  async snapshot(): Promise<ViewSnapshot> {
    const snapshot = new Reader(this.options, this.options.client.startSession({ snapshot: true }));
    try {
      await snapshot.position(this.group);
    } catch (error) {
      await snapshot.close();
      throw error;
    }
    return snapshot;
  }

  async close(): Promise<void> {
    await this.presence.leave();
    await this.session?.endSession();
  }

  private async *sortedPages(view: View, query: Omit<PageQuery, 'limit' | 'after'>): AsyncGenerator<Found[]> {
    const ids = await this.ask(view, (queries) => queries.ids(view, query));
    for (let at = 0; at < ids.length; at += ROWS_PER_PAGE) {
      yield await this.ask(view, (queries) => queries.byIds(view, query, ids.slice(at, at + ROWS_PER_PAGE)));
    }
  }

  private async *pagesInOrder(view: View, query: Omit<PageQuery, 'limit' | 'after'>): AsyncGenerator<Found[]> {
    const { sort = [], fields = Object.keys(view.fields) } = query;
    // the sorted fields are read along, to know where to go on
    const more = sort.map(({ field }) => field).filter((field) => !fields.includes(field));
    let after: Cursor | undefined;
    for (;;) {
      const rows = await this.ask(view, (queries) =>
        queries.find(view, { ...query, fields: [...fields, ...more], after, limit: ROWS_PER_PAGE }),
      );
      const last = rows.at(-1);
      if (!last) return;
      const doc: Readonly<Record<string, unknown>> = last.doc;
      after = { id: last.id, values: sort.map(({ field }) => doc[field] as Value) };
      yield more.length === 0 ? rows : rows.map((row) => ({ id: row.id, doc: pick(row.doc, fields) }));
      if (rows.length < ROWS_PER_PAGE) return;
    }
  }

  private async ask<T>(view: View, question: (queries: Queries) => Promise<T>): Promise<T> {
    if (view.group !== this.group) throw this.foreign(`view ${view.name}`);
    return this.onFilling(async (filling) => {
      if (!filling.isWhole) {
        const position = await this.positionOf(filling.number);
        if (position < filling.target) throw new ViewsBeingMade(this.group, position, filling.target);
        filling.isWhole = true;
      }
      return question(filling.queries);
    });
  }

  private async onFilling<T>(work: (filling: OpenFilling) => Promise<T>): Promise<T> {
    if (this.session) return this.open().then(work).catch(lost);
    for (;;) {
      const filling = await this.open();
      const [answer, pointer] = await Promise.allSettled([work(filling), this.pointer()]);
      // an error may come of collections that are gone with their filling
      if (pointer.status === 'rejected') throw pointer.reason;
      if (pointer.value === filling.number) {
        if (answer.status === 'rejected') throw answer.reason;
        return answer.value;
      }
      this.filling = undefined;
    }
  }

  private open(): Promise<OpenFilling> {
    if (this.filling) return this.filling;
    const opening = this.choose();
    this.filling = opening;
    opening.catch(() => (this.filling = undefined));
    return opening;
  }

  private async choose(): Promise<OpenFilling> {
    const group = await groupsOf(this.database).findOne({ _id: this.group }, this.inSession());
    const filling = readable<Filling>(group?.fillings ?? [], this.definition);
    if (!filling) throw new ViewsBeingMade(this.group, START, START);
    const { number, lanes, target } = filling;
    await this.presence.at(number);
    const views = JSON.parse(filling.views) as View[];
    const nameOf = ({ name }: View) => collectionName(this.group, number, name);
    const queries = new Queries(this.database, views, lanes, nameOf, this.session);
    return { number, target, isWhole: target === START, queries };
  }

  /** The number of the filling that is to be read now. */
  private async pointer(): Promise<number | undefined> {
    const group = await groupsOf(this.database).findOne({ _id: this.group }, { projection: { 'fillings.views': 0 } });
    return readable(group?.fillings ?? [], this.definition)?.number;
  }

  private async positionOf(filling: number): Promise<Position> {
    return lowest(await this.places(filling));
  }

  private places(filling: number): Promise<PlaceDocument[]> {
    return placesOf(this.database).find({ group: this.group, filling }, this.inSession()).toArray();
  }

  private inSession() {
    return this.session ? { session: this.session } : {};
  }

  private foreign(what: string): TypeError {
    return new TypeError(`the reader of the ${this.group} views was asked for ${what}`);
  }
}

/** @throws SnapshotLost where the server has forgotten its moment; the error itself otherwise */
function lost(error: unknown): never {
  if (error instanceof MongoServerError && SNAPSHOT_LOST.includes(error.code)) {
    throw new SnapshotLost('MongoDB has forgotten the moment that was read', { cause: error });
  }
  throw error;
}

function pick(doc: Readonly<Record<string, unknown>>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, doc[field]]));
}

import type { ClientSession, Db, Document } from 'mongodb';
import { decode } from '../encode';
import type { Condition, Counted, Found, Grouping, PageQuery, PageWalk, Total, Walked, WalkQuery } from '../port';
import { checkCap, checkLimit, checkWalk } from '../questions';
import { enteredTally, fieldOf, inOrder, TALLIED, tallyView, tells } from '../tally';
import { compareValues } from '../values';
import type { FieldType, Value, View } from '../view';
import { all, type Filter, isKept } from './conditions';
import { KeptView, type StoredDocument } from './kept-view';
import { Order } from './order';
import { sums } from './sums';

/** One question to MongoDB: matches, in an order, up to a limit. */
interface Step {
  /** What makes the documents of their parts. */
  readonly before?: Document[] | undefined;
  readonly filter: Filter;
  readonly sort?: Record<string, 1 | -1> | undefined;
  readonly limit?: number | undefined;
  readonly projection: Record<string, 1>;
  readonly hint?: string | undefined;
}

interface Plan {
  readonly kept: KeptView;
  readonly selected: Selected;
  /** Asked in turn, each for what the ones before left of the page. */
  readonly steps: readonly Step[];
  /** Asked when a page without an order holds more than it may. */
  readonly sorted?: Step | undefined;
}

/** The queries on one filling. */
export class Queries {
  private readonly kept: ReadonlyMap<string, KeptView>;

  /**
   * @param nameOf the collection of a view
   * @param session of a snapshot, where they are asked as of one moment
   */
  constructor(
    private readonly database: Db,
    views: readonly View[],
    lanes: number,
    private readonly nameOf: (view: View) => string,
    private readonly session?: ClientSession,
  ) {
    this.kept = new Map(views.map((view) => [view.name, new KeptView(view, lanes)]));
  }

  async getMany(view: View, ids: readonly string[]): Promise<(Document | undefined)[]> {
    const found = new Map((await this.byIds(view, {}, ids)).map(({ id, doc }) => [id, doc]));
    return ids.map((id) => found.get(id));
  }

  async find(view: View, query: PageQuery): Promise<Found[]> {
    checkLimit(view, query.limit);
    const { kept, selected, steps, sorted } = this.plan(view, query);
    let rows: StoredDocument[] = [];
    for (const step of steps) {
      rows.push(...(await this.ask(kept, { ...step, limit: step.limit! - rows.length })));
      if (rows.length >= query.limit) break;
    }
    if (sorted) rows = rows.length > query.limit ? await this.ask(kept, sorted) : byId(rows, sorted);
    return rows.map((row) => ({ id: row._id, doc: selected.read(row) }));
  }

  /**
   * Whoever asks for no order mostly gets all there is, which is put in the order of ids here; only what does not fit its page is sorted
   * by MongoDB, which would go through all of it.
   */
  plan(view: View, { where = [], sort = [], after, fields, limit }: PageQuery): Plan {
    const kept = this.keptAs(view);
    const selected = new Selected(kept, view, fields);
    const order = new Order(kept, view, sort, where);
    const before = kept.isSummed ? sums(kept, view, where) : undefined;
    const hint = kept.isSummed ? undefined : order.index;
    const rest = { before, limit, projection: selected.projection };
    const ranges = after ? order.after(after) : [order.all];
    if (sort.length > 0 || hint !== undefined) {
      return { kept, selected, steps: ranges.map((range) => ({ ...rest, ...range, hint })) };
    }
    const sorted = { ...rest, ...ranges[0]! };
    return { kept, selected, steps: [{ ...rest, filter: sorted.filter, limit: limit + 1 }], sorted };
  }

  async walk(view: View, query: PageWalk): Promise<Walked> {
    const { along, sort, after, limit, most, fields } = query;
    const kept = this.keptAs(view);
    const selected = new Selected(kept, view, fields);
    checkWalk(view, sort);
    const order = new Order(kept, view, sort, along);
    const rest = new Order(kept, view, [], query.where).all.filter;
    const found: StoredDocument[] = [];
    for (const range of after ? order.after(after) : [order.all]) {
      const walked = [{ $match: range.filter }, { $sort: range.sort }];
      const fitting = [...walked, ...some(most, rest, limit - found.length)];
      found.push(
        ...(await this.aggregate<StoredDocument>(kept, [...fitting, { $project: selected.projection }], order.index)),
      );
      if (found.length === limit) break;
      const projection = Object.fromEntries(['_id', ...sort.map(({ field }) => field)].map((field) => [field, 1]));
      const ending = [...walked, { $skip: most - 1 }, { $limit: 1 }, { $project: projection }];
      const [last] = await this.aggregate<StoredDocument>(kept, ending, order.index);
      if (last) return { found: found.map(show), reached: cursorOf(last) };
    }
    return { found: found.map(show), reached: null };

    function show(row: StoredDocument): Found {
      return { id: row._id, doc: selected.read(row) };
    }
    function cursorOf(row: StoredDocument) {
      return { id: row._id, values: sort.map(({ field }) => (row[field] ?? null) as Value) };
    }
  }

  /** MongoDB's plan of each step of a walk's page, and what it looked at. */
  explainWalk(view: View, { along, where, sort, after, limit, most }: PageWalk): Promise<Document[]> {
    const kept = this.keptAs(view);
    const order = new Order(kept, view, sort, along);
    const rest = new Order(kept, view, [], where).all.filter;
    return Promise.all(
      (after ? order.after(after) : [order.all]).map((range) => {
        const pipeline = [{ $match: range.filter }, { $sort: range.sort }, ...some(most, rest, limit)];
        const hint = order.index === undefined ? {} : { hint: order.index };
        return this.collection(kept).aggregate(pipeline, hint).explain('executionStats');
      }),
    );
  }

  async countWalk(view: View, { along, where, most, cap }: WalkQuery & { readonly cap: number }): Promise<Total> {
    const kept = this.keptAs(view);
    const order = new Order(kept, view, [], along);
    const rest = new Order(kept, view, [], where).all.filter;
    const walked = { $match: order.all.filter };
    const [counted, beyond] = await Promise.all([
      this.aggregate<{ n: number }>(kept, [
        walked,
        { $limit: most },
        { $match: rest },
        { $limit: cap + 1 },
        { $count: 'n' },
      ]),
      this.aggregate(kept, [walked, { $skip: most }, { $limit: 1 }, { $project: { _id: 1 } }]),
    ]);
    const value = counted[0]?.n ?? 0;
    if (value > cap) return { value: cap, relation: 'atLeast' };
    return { value, relation: beyond.length === 0 ? 'exact' : 'atLeast' };
  }

  /** The ids of every match, in order: what a stream whose order no index has holds on to. */
  async ids(view: View, { where = [], sort = [] }: Omit<PageQuery, 'limit'>): Promise<string[]> {
    const kept = this.keptAs(view);
    const order = new Order(kept, view, sort, where);
    const before = kept.isSummed ? sums(kept, view, where) : undefined;
    const step = { before, ...order.all, projection: { _id: 1 } as const };
    return (await this.ask(kept, step)).map(({ _id }) => _id);
  }

  /** Those of these documents that match, in the order of the ids. */
  async byIds(view: View, { where = [], fields }: Omit<PageQuery, 'limit'>, ids: readonly string[]): Promise<Found[]> {
    const kept = this.keptAs(view);
    const selected = new Selected(kept, view, fields);
    const before = kept.isSummed ? sums(kept, view, where, ids) : undefined;
    const filter = all([{ _id: { $in: ids } }, new Order(kept, view, [], where).all.filter]);
    const rows = new Map(
      (await this.ask(kept, { before, filter, projection: selected.projection })).map((row) => [row._id, row]),
    );
    return ids.flatMap((id) => {
      const row = rows.get(id);
      return row ? [{ id, doc: selected.read(row) }] : [];
    });
  }

  /** Whether every match would be sorted before the first is there. */
  sortsEverything(view: View, { where = [], sort = [] }: Omit<PageQuery, 'limit'>): boolean {
    const kept = this.keptAs(view);
    return kept.isSummed || new Order(kept, view, sort, where).sortsEverything;
  }

  async count(view: View, where: readonly Condition[], cap?: number): Promise<number> {
    const kept = this.keptAs(view);
    const pipeline = this.counting(kept, view, where, cap);
    const [total] = await this.aggregate<{ n: number }>(kept, pipeline);
    return total?.n ?? 0;
  }

  async countBy(view: View, where: readonly Condition[], by: readonly Grouping[]): Promise<Counted[]> {
    const { kept, pipeline } = this.countingBy(view, where, by);
    const groups = await this.aggregate<{ _id: Readonly<Record<string, Value>>; count: number }>(kept, pipeline);
    return inOrder(
      groups.map(({ _id, count }) => ({ values: by.map((_, at) => _id[`v${at}`] ?? null), count: Number(count) })),
    );
  }

  async countTallied(view: View, where: readonly Condition[], most: number): Promise<Total> {
    const { during, rest } = enteredTally(view, where);
    const kept = this.kept.get(tallyView(view, view.tally!).name);
    if (!kept) return { value: 0, relation: 'exact' };
    const filterOf = (conditions: readonly Condition[]) => new Order(kept, view, [], conditions).all.filter;
    const [counted] = await this.aggregate<{ seen: readonly { n: number }[]; fit: readonly { n: number }[] }>(kept, [
      { $match: filterOf(during) },
      { $limit: most + 1 },
      {
        $facet: {
          seen: [{ $count: 'n' }],
          fit: [{ $match: filterOf(rest) }, { $group: { _id: null, n: { $sum: `$${TALLIED}` } } }],
        },
      },
    ]);
    const isMore = (counted?.seen[0]?.n ?? 0) > most;
    return { value: Number(counted?.fit[0]?.n ?? 0), relation: isMore ? 'atLeast' : 'exact' };
  }

  private countingBy(view: View, where: readonly Condition[], by: readonly Grouping[]) {
    const fields = by.map((grouping) => fieldOf(view, grouping));
    const tally =
      view.tally && tells(view.tally, where, by) ? this.kept.get(tallyView(view, view.tally).name) : undefined;
    const kept = tally ?? this.keptAs(view);
    const key = by.map((grouping, at) => {
      const value = isKept(kept, view, fields[at]!) ? `$${fields[at]!}` : null;
      if (typeof grouping === 'string') return [`v${at}`, value];
      const moved = { $add: [value, grouping.offset ?? 0] };
      return [`v${at}`, { $floor: { $divide: [moved, grouping.every] } }];
    });
    // the parts of the lanes are added up by what they are grouped by, and need not be before
    const { filter } = new Order(kept, view, [], where).all;
    const matching = tally ? [{ $match: filter }] : this.matching(kept, view, where);
    const count = { $sum: tally ? `$${TALLIED}` : 1 };
    return { kept, pipeline: [...matching, { $group: { _id: Object.fromEntries(key) as Document, count } }] };
  }

  /** MongoDB's plan of each step of a page, and what it looked at. */
  explain(view: View, query: PageQuery): Promise<Document[]> {
    const { kept, steps } = this.plan(view, query);
    return Promise.all(steps.map((step) => this.cursor(kept, step).explain('executionStats')));
  }

  /** The same of `count`. */
  explainCount(view: View, where: readonly Condition[], cap?: number): Promise<Document> {
    const kept = this.keptAs(view);
    return this.collection(kept)
      .aggregate(this.counting(kept, view, where, cap))
      .explain('executionStats');
  }

  private counting(kept: KeptView, view: View, where: readonly Condition[], cap: number | undefined): Document[] {
    checkCap(view, cap);
    const limit = cap === undefined ? [] : [{ $limit: cap + 1 }];
    return [...this.matching(kept, view, where), ...limit, { $count: 'n' }];
  }

  /** Where nothing is asked of them, documents are counted by their ids: an index of these is a tenth of what they are themselves. */
  private matching(kept: KeptView, view: View, where: readonly Condition[]): Document[] {
    const { filter } = new Order(kept, view, [], where).all;
    if (kept.isSummed) return [...sums(kept, view, where), { $match: filter }];
    return [{ $match: Object.keys(filter).length === 0 ? { _id: { $gte: '' } } : filter }];
  }

  private ask(kept: KeptView, step: Step): Promise<StoredDocument[]> {
    const { before, filter, sort, limit, projection } = step;
    if (kept === NOTHING) return Promise.resolve([]);
    if (!before) return this.cursor(kept, step).toArray();
    return this.aggregate<StoredDocument>(kept, [
      ...before,
      { $match: filter },
      ...(sort ? [{ $sort: sort }] : []),
      ...(limit === undefined ? [] : [{ $limit: limit }]),
      { $project: projection },
    ]);
  }

  private cursor(kept: KeptView, { filter, sort, limit, projection, hint }: Step) {
    return this.collection(kept).find(filter, {
      projection,
      allowDiskUse: true,
      ...(this.session && { session: this.session }),
      ...(limit !== undefined && { limit, batchSize: limit + 1 }),
      ...(sort && { sort }),
      ...(hint !== undefined && { hint }),
    });
  }

  private async aggregate<T extends Document>(kept: KeptView, pipeline: Document[], hint?: string): Promise<T[]> {
    if (kept === NOTHING) return [];
    const { session } = this;
    const options = { allowDiskUse: true, ...(session && { session }), ...(hint !== undefined && { hint }) };
    return this.collection(kept).aggregate<T>(pipeline, options).toArray();
  }

  private collection({ view }: KeptView) {
    return this.database.collection<StoredDocument>(this.nameOf(view));
  }

  private keptAs(view: View): KeptView {
    return this.kept.get(view.name) ?? NOTHING;
  }
}

/** Stands in for a view that a filling, made by an older program, does not have: its queries are checked, and find nothing. */
const NOTHING = new KeptView({ name: 'nothing', version: 1, group: 'operational', fields: {}, indexes: [] }, 1);

/** The fields a query asks for. */
class Selected {
  readonly projection: Record<string, 1>;
  private readonly fields: readonly (readonly [name: string, type: FieldType | undefined])[];

  /** @throws TypeError for a field the view does not have */
  constructor(kept: KeptView, view: View, fields: readonly string[] = Object.keys(view.fields)) {
    this.fields = fields.map((field) => {
      if (!Object.hasOwn(view.fields, field)) throw new TypeError(`${view.name}: no field ${field}`);
      return [field, isKept(kept, view, field) ? kept.typeOf(field) : undefined];
    });
    this.projection = Object.fromEntries(['_id', ...fields].map((field) => [field, 1]));
  }

  read(row: StoredDocument): Record<string, unknown> {
    const doc: Record<string, unknown> = {};
    for (const [name, type] of this.fields) doc[name] = decode(type, row[name]);
    return doc;
  }
}

/** Of so many documents those that fit, and no more than a page has. */
function some(most: number, rest: Filter, limit: number): Document[] {
  return [{ $limit: most }, { $match: rest }, { $limit: limit }];
}

function byId(rows: StoredDocument[], { sort }: Step): StoredDocument[] {
  const direction = sort!['_id']!;
  return rows.sort((a, b) => direction * compareValues(a._id, b._id));
}

import type { Position } from '@arauto/event-store';
import {
  type Condition,
  type Counted,
  type Cursor,
  type Document,
  type FieldName,
  type Found,
  type Group,
  type Grouping,
  type PageQuery,
  type PageWalk,
  type Total,
  type View,
  type ViewReader,
  ViewsBeingMade,
  type ViewSnapshot,
  type ViewSnapshots,
  type Walked,
  type WalkQuery,
} from '@arauto/read-models';
import { lowest } from '@arauto/read-models/adapters';
import type { MemoryViewDisk, Reading } from './disk';
import { Queries } from './queries';
import { definitionOf } from './writer';

/** Few, so that what is written meanwhile is met by streams of small worlds, too. */
const ROWS_PER_PAGE = 100;

/**
 * Opens one engine's face of a group's views, for reading: of the filling that was made for the views it knows, once there is one. Every question is
 * answered as of the turn in which it is asked.
 * @param views every view of the group, as its program knows them
 */
export function openMemoryViewReader(disk: MemoryViewDisk, views: readonly View[]): ViewReader & ViewSnapshots {
  const definition = definitionOf(views);
  return new Reader(
    disk.group,
    () => disk.read(definition),
    () => disk.moment(definition),
  );
}

class Reader implements ViewSnapshot, ViewSnapshots {
  constructor(
    private readonly group: Group,
    private readonly read: () => Reading,
    private readonly takeMoment: () => () => Reading,
  ) {}

  async get<V extends View>(view: V, id: string): Promise<Document<V> | undefined> {
    return (await this.getMany(view, [id]))[0];
  }

  async getMany<V extends View>(view: V, ids: readonly string[]): Promise<(Document<V> | undefined)[]> {
    return Promise.resolve(this.queries(view).getMany(view, ids) as (Document<V> | undefined)[]);
  }

  async find<V extends View, Name extends FieldName<V>>(view: V, query: PageQuery): Promise<Found<V, Name>[]> {
    return Promise.resolve(this.queries(view).find(view, query) as Found<V, Name>[]);
  }

  async count(view: View, where: readonly Condition[], cap?: number): Promise<Total> {
    return Promise.resolve(this.queries(view).count(view, where, cap));
  }

  async countBy(view: View, where: readonly Condition[], by: readonly Grouping[]): Promise<Counted[]> {
    return Promise.resolve(this.queries(view).countBy(view, where, by));
  }

  async countTallied(view: View, where: readonly Condition[], most: number): Promise<Total> {
    return Promise.resolve(this.queries(view).countTallied(view, where, most));
  }

  async walk<V extends View>(view: V, query: PageWalk): Promise<Walked<V>> {
    return Promise.resolve(this.queries(view).walk(view, query) as Walked<V>);
  }

  async countWalk(view: View, query: WalkQuery & { readonly cap: number }): Promise<Total> {
    return Promise.resolve(this.queries(view).countWalk(view, query));
  }

  /** Pages that each go on after the last row. */
  async *stream<V extends View, Name extends FieldName<V>>(
    view: V,
    query: Omit<PageQuery, 'limit' | 'after'>,
  ): AsyncGenerator<readonly Found<V, Name>[]> {
    let after: Cursor | undefined;
    do {
      const page = this.queries(view).page(view, { ...query, after, limit: ROWS_PER_PAGE });
      if (page.found.length > 0) yield await Promise.resolve(page.found as Found<V, Name>[]);
      after = page.last;
    } while (after);
  }

  async position(group: Group): Promise<Position> {
    return lowest(await this.places(group));
  }

  async lanes(group: Group): Promise<readonly Position[]> {
    return (await this.places(group)).map(({ position }) => position);
  }

  async snapshot(): Promise<ViewSnapshot> {
    const moment = this.takeMoment();
    return Promise.resolve(new Reader(this.group, moment, () => moment));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async places(group: Group): Promise<Reading['places']> {
    if (group !== this.group) throw this.foreign(`the ${group} views`);
    return Promise.resolve(this.read().places);
  }

  private queries(view: View): Queries {
    if (view.group !== this.group) throw this.foreign(`view ${view.name}`);
    const { views, places, target } = this.read();
    const position = lowest(places);
    if (position < target) throw new ViewsBeingMade(this.group, position, target);
    return new Queries(views);
  }

  private foreign(what: string): TypeError {
    return new TypeError(`the reader of the ${this.group} views was asked for ${what}`);
  }
}

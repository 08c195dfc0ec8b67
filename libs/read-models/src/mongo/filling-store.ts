import type { Clock } from '@arauto/clock';
import { START } from '@arauto/event-store';
import { transact, within } from '@arauto/mongo';
import { type ClientSession, type Db, type MongoClient, MongoServerError } from 'mongodb';
import {
  aheadOf,
  choose,
  type Chosen,
  type Filling,
  lowest,
  readable,
  turned,
  type Wanted,
  whyGone,
  without,
} from '../fillings';
import { Superseded, ViewsUnreadable, type ViewWriterOptions } from '../port';
import type { Group, View } from '../view';
import { collectionName, fillingOf, type GroupDocument, groupsOf } from './group';
import { KeptView } from './kept-view';
import type { OwnedLane } from './lane';
import { beatsOf, newPlace, type PlaceDocument, placesOf } from './place';
import { fillingsRead } from './presence';

/** A writer that gave no sign of life for so long, by the server's clock, is gone. */
const GONE_MS = 10_000;
/** What a collection that is there already is refused with. */
const NAMESPACE_EXISTS = 48;
const NAMESPACE_NOT_FOUND = 26;
/** What tells a collection that was made here from one that a write has made; it means nothing without a validator. */
const MADE = { validationLevel: 'off' } as const;

/** Makes the fillings of a group, turns readers to them and deletes those that nobody needs. */
export class FillingStore {
  constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
    private readonly clock: Clock,
    private readonly group: Group,
  ) {}

  /** The filling a writer goes on with, made if there is none. */
  async open(
    views: readonly View[],
    wanted: Omit<Wanted, 'target'>,
    { head, onDamage }: Pick<ViewWriterOptions, 'head' | 'onDamage'>,
  ): Promise<Chosen<GroupDocument>> {
    for (;;) {
      const group = await this.load();
      const places = await placesOf(this.database).find({ group: this.group }).toArray();
      const target = await head?.();
      const ahead = target === undefined ? [] : aheadOf(target, group, places);
      if (ahead.length > 0) {
        await this.giveUp(group, ahead, 'are ahead of the log', onDamage);
        continue;
      }
      const torn = await this.torn(group, places, wanted.definition);
      if (torn.length > 0) {
        await this.giveUp(group, torn, 'have lost collections or indexes', onDamage);
        continue;
      }
      const chosen = choose(group, { ...wanted, target: target ?? START });
      if (chosen.group !== group && !(await this.store(chosen.group, chosen.filling))) continue;
      await this.prepare(chosen.filling, views);
      return chosen;
    }
  }

  /** Looks whether a filling that is written to is all there. @throws ViewsUnreadable, Superseded where it is gone */
  async inspect(number: number): Promise<void> {
    const group = await this.load();
    const filling = group.fillings.find((each) => each.number === number);
    if (!filling) throw whyGone(this.group, number, group);
    if (await this.isWhole(filling)) return;
    const now = await this.load();
    if (!now.fillings.some((each) => each.number === number)) throw whyGone(this.group, number, now);
    throw new ViewsUnreadable(`the ${this.group} views have lost collections or indexes. They are made again`);
  }

  /**
   * Turns readers to a filling whose lanes have all been at the end of the log, unless the one they read is further. The places of both are
   * written to meanwhile, so no reader ever sees the views go back.
   * @returns whether readers are turned
   */
  turn(number: number, lane: OwnedLane): Promise<boolean> {
    return this.transact(async (session) => {
      const group = await this.find(session);
      const filling = group?.fillings.find((each) => each.number === number);
      if (!group || !filling) throw whyGone(this.group, number, group);
      if (filling.state === 'superseded') throw new Superseded(this.group);
      if (filling.state === 'ready') return true;
      await lane.markCaughtUp(session);
      const own = await this.places(number, session);
      if (!own.every(({ caughtUp }) => caughtUp)) return false;
      const older = readable(group.fillings, filling.definition);
      if (older) {
        const places = await this.places(older.number, session);
        if (lowest(places) > lowest(own)) return false;
        await placesOf(this.database).updateMany(
          { group: this.group, filling: older.number },
          { $inc: { turns: 1 }, $set: { superseded: older.definition === filling.definition } },
          { session },
        );
      }
      await this.replace(turned(group, filling), session);
      return true;
    });
  }

  /** Deletes a filling, whoever reads it. */
  async discard(number: number): Promise<void> {
    while (!(await this.delete(await this.load(), [number])));
  }

  /**
   * Deletes the fillings that nobody needs any more: older than this one, superseded or not needed since this one is read, and without a
   * reader or a living writer; and what is left of those whose deletion was cut short.
   */
  async sweep(own: number): Promise<void> {
    const group = await this.load();
    const mine = group.fillings.find(({ number }) => number === own);
    if (!mine) return;
    const current = readable(group.fillings, mine.definition);
    const read = await fillingsRead(this.database, this.group);
    const candidates = group.fillings.filter((each) => {
      // a newer one may be of a newer program, which is about to begin with it
      if (each.number >= own || each.number === current?.number || read.includes(each.number)) return false;
      return each.state === 'superseded' || mine.state === 'ready';
    });
    const alive = await this.written(candidates.map(({ number }) => number));
    const numbers = candidates.map(({ number }) => number).filter((number) => !alive.has(number));
    if (numbers.length > 0) await this.delete(group, numbers);
    await this.clean();
  }

  /** Of those with these views that were written to, and so were all there once, what is not any more. */
  private async torn({ fillings }: GroupDocument, places: readonly PlaceDocument[], definition: string) {
    const written = fillings.filter(
      (each) =>
        each.definition === definition &&
        places.some(({ filling, position }) => filling === each.number && position !== START),
    );
    const whole = await Promise.all(written.map((filling) => this.isWhole(filling)));
    return written.filter((_, at) => !whole[at]).map(({ number }) => number);
  }

  /**
   * Whether it has its collections, as they were made, and their indexes: a document that is not there is changed by nobody, and nothing says so; and
   * a write that makes one makes its collection, too.
   */
  private async isWhole({ number, views }: Filling): Promise<boolean> {
    const own = new Map(
      (JSON.parse(views) as View[]).map((view) => [collectionName(this.group, number, view.name), view]),
    );
    const there = await this.database.listCollections({ name: { $in: [...own.keys()] } }).toArray();
    const made = there.filter(
      (each) => 'options' in each && each.options?.['validationLevel'] === MADE.validationLevel,
    );
    if (made.length < own.size) return false;
    const counted = await Promise.all(
      [...own].map(async ([name, { indexes }]) => {
        const found = await this.database.collection(name).listIndexes().toArray();
        // the one on `_id` comes by itself
        return found.length > indexes.length;
      }),
    ).catch((error: unknown) => {
      if (error instanceof MongoServerError && error.code === NAMESPACE_NOT_FOUND) return [false];
      throw error;
    });
    return counted.every((each) => each);
  }

  private async giveUp(
    group: GroupDocument,
    numbers: readonly number[],
    what: string,
    onDamage: ViewWriterOptions['onDamage'],
  ): Promise<void> {
    // another may have given them up meanwhile
    if (!(await this.delete(group, numbers))) return;
    onDamage?.(
      new ViewsUnreadable(`the ${this.group} views ${what}. They hold nothing that is not in it, and are made again`),
    );
  }

  /** Of fillings, those whose writers live. */
  private async written(numbers: readonly number[]): Promise<Set<number>> {
    const places = await placesOf(this.database)
      .find({ group: this.group, filling: { $in: [...numbers] }, owner: { $ne: null } })
      .toArray();
    const beating = await beatsOf(this.database)
      .find({ _id: { $in: places.map(({ _id }) => _id) }, ...within(GONE_MS) })
      .toArray();
    return new Set(places.filter(({ _id }) => beating.some((beat) => beat._id === _id)).map(({ filling }) => filling));
  }

  private async load(): Promise<GroupDocument> {
    for (;;) {
      const group = await this.find();
      if (group) return group;
      const empty = { revision: 0, newest: await this.highest(), fillings: [] };
      await groupsOf(this.database).updateOne({ _id: this.group }, { $setOnInsert: empty }, { upsert: true });
    }
  }

  /** The highest number that anything is left of: where the pointer was deleted, a number given again would be that of old places. */
  private async highest(): Promise<number> {
    const collections = await this.database.listCollections({}, { nameOnly: true }).toArray();
    const places = await placesOf(this.database).find({ group: this.group }).toArray();
    const numbers = collections.map(({ name }) => fillingOf(this.group, name) ?? -1);
    return Math.max(-1, ...numbers, ...places.map(({ filling }) => filling));
  }

  private find(session?: ClientSession): Promise<GroupDocument | null> {
    return groupsOf(this.database).findOne({ _id: this.group }, session && { session });
  }

  private async replace(group: GroupDocument, session: ClientSession): Promise<boolean> {
    const { _id, revision, ...fields } = group;
    const replacement = { ...fields, revision: revision + 1 };
    const replaced = await groupsOf(this.database).replaceOne({ _id, revision }, replacement, { session });
    return replaced.matchedCount === 1;
  }

  /** @returns false when somebody else changed the group first */
  private store(group: GroupDocument, filling: Filling): Promise<boolean> {
    return this.transact(async (session) => {
      if (!(await this.replace(group, session))) return false;
      const places = placesOf(this.database);
      if (await places.findOne({ group: this.group, filling: filling.number }, { session })) return true;
      const lanes = Array.from({ length: filling.lanes }, (_, lane) => newPlace(this.group, filling.number, lane));
      await places.insertMany(lanes, { session });
      return true;
    });
  }

  /** Makes collections and indexes, of which those that are there stay: a filling is written to by nobody who has not done this. */
  private async prepare(filling: Filling, views: readonly View[]): Promise<void> {
    await Promise.all(
      views.map(async (view) => {
        const name = collectionName(this.group, filling.number, view.name);
        await this.database.createCollection(name, MADE).catch((error: unknown) => {
          if (!(error instanceof MongoServerError && error.code === NAMESPACE_EXISTS)) throw error;
        });
        const indexes = new KeptView(view, filling.lanes).indexes();
        if (indexes.length === 0) return;
        await this.database.collection(name).createIndexes(indexes, { commitQuorum: 'majority' });
      }),
    );
  }

  /** The group first, so that nobody begins to read what goes. @returns false when somebody else changed the group first */
  private async delete(group: GroupDocument, numbers: readonly number[]): Promise<boolean> {
    if (!(await this.transact((session) => this.replace(without(group, numbers), session)))) return false;
    await this.clean();
    return true;
  }

  /** Deletes what belongs to no filling of the group. The number of one that is being made is in the group before its collections are. */
  private async clean(): Promise<void> {
    const collections = await this.database.listCollections({}, { nameOnly: true }).toArray();
    const { fillings } = await this.load();
    const isKept = (number: number) => fillings.some((filling) => filling.number === number);
    for (const { name } of collections) {
      const number = fillingOf(this.group, name);
      if (number !== undefined && !isKept(number)) await this.database.dropCollection(name);
    }
    const places = await placesOf(this.database).find({ group: this.group }).toArray();
    const { fillings: now } = await this.load();
    const gone = places.filter(({ filling }) => !now.some(({ number }) => number === filling)).map(({ _id }) => _id);
    if (gone.length === 0) return;
    await placesOf(this.database).deleteMany({ _id: { $in: gone } });
    await beatsOf(this.database).deleteMany({ _id: { $in: gone } });
  }

  private places(filling: number, session: ClientSession): Promise<PlaceDocument[]> {
    return placesOf(this.database).find({ group: this.group, filling }, { session }).toArray();
  }

  private async transact<T>(body: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.client.withSession((session) => transact(session, body, { clock: this.clock }));
  }
}

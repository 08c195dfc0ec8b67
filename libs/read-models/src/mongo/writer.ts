import type { Clock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { transact } from '@arauto/mongo';
import type { ClientSession, Collection, Db, MongoClient } from 'mongodb';
import type { Change } from '../change';
import { type Chosen, describeViews } from '../fillings';
import { gatherEach } from '../gather';
import type { ViewWriter, ViewWriterOptions } from '../port';
import { TALLIED, tallyView, withTallies } from '../tally';
import type { Group, View } from '../view';
import { FillingStore } from './filling-store';
import { collectionName, type GroupDocument, LAYOUT } from './group';
import { KeptView, type StoredDocument } from './kept-view';
import { OwnedLane } from './lane';
import { MergedChanges } from './merge';
import { documentsBefore, moves } from './tally-moves';

/**
 * Documents that a transaction is filled up to. More of them make it slower, not faster: one of 20,000 did not commit at all with a small
 * cache (mongod 6.0.5).
 */
const DOCUMENTS_PER_COMMIT = 2_000;
/**
 * A transaction of few documents takes nearly as long as one of a hundred. Of 1,000 events a second four lanes made 160 transactions a second with
 * eight documents each, and fell seconds behind (mongod 6.0.5, two cores).
 */
const REST_MS = 100;
/** How often it is looked whether the filling is all there. */
const INSPECT_MS = 5_000;
/** How often fillings are looked for that nobody needs any more. */
const SWEEP_MS = 10_000;

export interface MongoViewWriterOptions extends ViewWriterOptions {
  readonly client: MongoClient;
  /** The database of the views; nothing else is in it. */
  readonly database: string;
  readonly group: Group;
  /** Every view of the group. */
  readonly views: readonly View[];
  readonly clock: Clock;
}

/**
 * Opens the writer of one lane of a group's views. The lane is taken over from whoever has it when its checkpoint is asked for.
 * @throws TypeError for a view that cannot be kept, MongoError
 */
export async function openMongoViewWriter(options: MongoViewWriterOptions): Promise<ViewWriter> {
  const { client, group, views, clock, rebuild = false, lane = { index: 0, of: 1 } } = options;
  for (const view of views) {
    if (view.group !== group) throw new TypeError(`view ${view.name} is ${view.group}, not ${group}`);
  }
  if (!(Number.isInteger(lane.index) && lane.index >= 0 && lane.index < lane.of)) {
    throw new TypeError(`there is no lane ${lane.index} of ${lane.of}`);
  }
  const stored = withTallies(views);
  const kept = new Map(stored.map((view) => [view.name, new KeptView(view, lane.of)]));
  const database = client.db(options.database);
  const fillings = new FillingStore(client, database, clock, group);
  const wanted = { ...describeViews(stored, LAYOUT), lanes: lane.of, rebuild };
  const chosen = await fillings.open(stored, wanted, options);
  return new Writer(
    {
      database,
      clock,
      fillings,
      kept,
      lane: new OwnedLane(client, database, clock, group, chosen.filling.number, lane.index),
    },
    chosen,
    lane.index,
  );
}

interface WriterParts {
  readonly database: Db;
  readonly clock: Clock;
  readonly fillings: FillingStore;
  readonly kept: ReadonlyMap<string, KeptView>;
  readonly lane: OwnedLane;
}

class Writer implements ViewWriter {
  readonly restMs = REST_MS;
  readonly interruptedRebuild: boolean;
  private readonly number: number;
  private filling: boolean;
  /** By view: what came since the last commit. */
  private readonly gathered = new Map<string, MergedChanges>();
  private sweepAt = 0;
  private inspectAt: number;

  constructor(
    private readonly parts: WriterParts,
    chosen: Chosen<GroupDocument>,
    private readonly index: number,
  ) {
    this.number = chosen.filling.number;
    this.filling = chosen.older !== undefined;
    this.interruptedRebuild = chosen.interruptedRebuild;
    // opening it was a look
    this.inspectAt = parts.clock.monotonic() + INSPECT_MS;
  }

  isFilling(): boolean {
    return this.filling;
  }

  async checkpoint(): Promise<Position> {
    this.gathered.clear();
    const position = await this.parts.lane.position();
    await this.inspect();
    return position;
  }

  gather(changes: readonly Change[]): void {
    gatherEach(changes, (change) => this.mergedOf(change.view).apply(change));
  }

  isFull(): boolean {
    let documents = 0;
    for (const { size } of this.gathered.values()) documents += size;
    return documents >= DOCUMENTS_PER_COMMIT;
  }

  async commit(from: Position, to: Position): Promise<void> {
    const { lane, clock } = this.parts;
    let attempts = 0;
    try {
      if (!lane.session) await lane.position();
      await this.inspect();
      await transact(
        lane.session!,
        async (session) => {
          if (!(await lane.move(from, to, attempts++ > 0))) return;
          for (const [view, merged] of this.gathered) {
            await this.tally(view, merged, session);
            await this.write(view, merged, session);
          }
        },
        { clock },
      );
    } catch (error) {
      // whatever of it was under way is ended by taking the lane over
      lane.forget();
      throw error;
    } finally {
      this.gathered.clear();
    }
  }

  async caughtUp(): Promise<void> {
    const { lane, fillings, clock } = this.parts;
    if (this.filling) {
      if (!lane.session) await lane.position();
      this.filling = !(await fillings.turn(this.number, lane));
    }
    if (this.filling || clock.monotonic() < this.sweepAt) return;
    this.sweepAt = clock.monotonic() + SWEEP_MS;
    await fillings.sweep(this.number);
  }

  standBy(signal: AbortSignal): Promise<void> {
    return this.parts.lane.standBy(signal);
  }

  async discard(): Promise<void> {
    await this.close();
    await this.parts.fillings.discard(this.number);
  }

  close(): Promise<void> {
    return this.parts.lane.release();
  }

  private async inspect(): Promise<void> {
    const { fillings, clock } = this.parts;
    if (clock.monotonic() < this.inspectAt) return;
    await fillings.inspect(this.number);
    this.inspectAt = clock.monotonic() + INSPECT_MS;
  }

  /** Moves what the batch's documents count for in the tally of their view, before they are written. */
  private async tally(name: string, merged: MergedChanges, session: ClientSession): Promise<void> {
    const { view } = this.parts.kept.get(name)!;
    if (!view.tally) return;
    const counts = tallyView(view, view.tally);
    const moved = new MergedChanges(this.parts.kept.get(counts.name)!, this.index);
    const before = await documentsBefore(this.collection(name), view.tally, merged, session);
    const changes = moves(counts, view.tally, merged, before);
    for (const change of changes) moved.apply(change);
    await this.write(counts.name, moved, session);
    const ids = changes.map(({ id }) => this.parts.kept.get(counts.name)!.storedId(id, this.index));
    if (ids.length > 0) await this.collection(counts.name).deleteMany({ _id: { $in: ids }, [TALLIED]: 0 }, { session });
  }

  private collection(view: string): Collection<StoredDocument> {
    const name = collectionName(this.parts.lane.group, this.number, view);
    return this.parts.database.collection<StoredDocument>(name);
  }

  private async write(view: string, merged: MergedChanges, session: ClientSession): Promise<void> {
    const collection = this.collection(view);
    const unsettled = merged.unsettled();
    const there = new Set<string>();
    if (unsettled.length > 0) {
      const found = collection.find({ _id: { $in: unsettled } }, { session, projection: { _id: 1 } });
      for await (const { _id } of found) there.add(_id);
    }
    const writes = [...merged.writes(there)];
    if (writes.length > 0) await collection.bulkWrite(writes, { session, ordered: false });
  }

  private mergedOf(view: string): MergedChanges {
    const known = this.gathered.get(view);
    if (known) return known;
    const kept = this.parts.kept.get(view);
    if (!kept) throw new TypeError(`no ${this.parts.lane.group} view ${view}`);
    const merged = new MergedChanges(kept, this.index);
    this.gathered.set(view, merged);
    return merged;
  }
}

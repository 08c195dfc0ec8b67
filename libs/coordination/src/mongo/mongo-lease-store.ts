import { isDuplicateKey, within } from '@arauto/mongo';
import type { Collection, Db, Filter } from 'mongodb';
import { type LeaseState, type LeaseStore, UNTOUCHED } from '../lease-store';

/** It is never removed: its counter would begin anew, and a late write could find the state again that it was meant for. */
interface LeaseDocument {
  readonly _id: string;
  readonly holder: string | null;
  readonly counter: number;
  /** What the counter was when its holder took it: tells the times apart that one process held it. */
  readonly takenFrom: number;
  /** The latest sign of life of its holder, which counts them; to take it is one. */
  readonly sign: number;
  /** When the counter moved, by the server's clock. */
  readonly at: Date;
}

/**
 * Hundreds are written at once. The driver may send a bulk twice (retryable writes): the server knows each second write by its number and answers as it did
 * the first, on another primary too; and where nothing is left of the first, the condition is judged anew. An `updateMany` it sends once.
 *
 * What a bulk did is then read. An answer may be of before, so what is looked for is what nothing else could have written: who finds it was successful.
 */
export class MongoLeaseStore implements LeaseStore {
  private readonly leases: Collection<LeaseDocument>;
  private signs = 0;

  /** @param database of `connectMongo`, which writes by majority and with journal */
  constructor(
    database: Db,
    private readonly instance: string,
  ) {
    this.leases = database.collection('leases');
  }

  async look(names: readonly string[]): Promise<ReadonlyMap<string, LeaseState>> {
    const found = await this.leases.find({ _id: { $in: [...names] } }).toArray();
    return new Map(found.map(({ _id, holder, counter }) => [_id, { holder, counter }]));
  }

  async take(from: ReadonlyMap<string, LeaseState>): Promise<ReadonlySet<string>> {
    const sign = ++this.signs;
    const writes = [...from].map(([_id, { holder, counter }]) => ({
      updateOne: {
        filter: { _id, holder, counter },
        update: { $set: { holder: this.instance, takenFrom: counter, sign }, ...MOVED },
        upsert: counter === UNTOUCHED.counter,
      },
    }));
    await this.leases.bulkWrite(writes, { ordered: false }).catch((error: unknown) => {
      // Another made one first. Of the others we read what became of them.
      if (!isDuplicateKey(error)) throw error;
    });
    // Not `takenFrom`: an earlier try may have taken them from there, of which nobody knows how long ago it was done.
    return this.names({ _id: { $in: [...from.keys()] }, holder: this.instance, sign });
  }

  /** The condition is the holder alone, since nobody else writes there: one that comes late makes others wait, no more. */
  async renew(names: readonly string[]): Promise<ReadonlySet<string>> {
    const ours = { _id: { $in: [...names] }, holder: this.instance };
    const sign = ++this.signs;
    const { matchedCount } = await this.leases.updateMany(ours, { $max: { sign }, ...MOVED });
    if (matchedCount === names.length) return new Set(names);
    return this.names({ ...ours, sign: { $gte: sign } });
  }

  async giveBack(from: ReadonlyMap<string, LeaseState>): Promise<void> {
    const writes = [...from].map(([_id, { counter }]) => ({
      updateOne: {
        filter: { _id, holder: this.instance, takenFrom: counter },
        update: { $set: { holder: null }, ...MOVED },
      },
    }));
    await this.leases.bulkWrite(writes, { ordered: false });
  }

  async holders(withinMs: number): Promise<ReadonlyMap<string, string>> {
    const held = await this.leases.find({ holder: { $ne: null }, ...within(withinMs) }).toArray();
    return new Map(held.map(({ _id, holder }) => [_id, holder!]));
  }

  private async names(filter: Filter<LeaseDocument>): Promise<ReadonlySet<string>> {
    const found = await this.leases.find(filter, { projection: { _id: 1 } }).toArray();
    return new Set(found.map(({ _id }) => _id));
  }
}

const MOVED = { $inc: { counter: 1 }, $currentDate: { at: true } } as const;

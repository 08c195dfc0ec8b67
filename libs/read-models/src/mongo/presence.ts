import type { Clock } from '@arauto/clock';
import { within } from '@arauto/mongo';
import { type Collection, type Db, ObjectId } from 'mongodb';
import type { Group } from '../view';

/** That somebody reads a filling, which is therefore kept. */
interface ReaderDocument {
  readonly _id: ObjectId;
  readonly group: Group;
  readonly filling: number;
  /** By the server's clock. */
  readonly at: Date;
}

const BEAT_MS = 10_000;
/** Who said nothing for so long is gone: longer than a primary is looked for, and than any query may take. */
const GONE_MS = 60_000;

export function readersOf(database: Db): Collection<ReaderDocument> {
  return database.collection<ReaderDocument>('view-readers');
}

/** The fillings that somebody reads. */
export async function fillingsRead(database: Db, group: Group): Promise<number[]> {
  const readers = readersOf(database);
  await readers.deleteMany({ $nor: [within(10 * GONE_MS)] });
  const present = await readers.find({ group, ...within(GONE_MS) }).toArray();
  return present.map(({ filling }) => filling);
}

/** A reader's word that it is there, and which filling it reads. */
export class Presence {
  private readonly id = new ObjectId();
  private readonly readers: Collection<ReaderDocument>;
  private filling: number | undefined;
  private cancel = () => {};
  private left = false;

  constructor(
    database: Db,
    private readonly group: Group,
    private readonly clock: Clock,
  ) {
    this.readers = readersOf(database);
  }

  /** To be said before a filling is read. */
  async at(filling: number): Promise<void> {
    if (this.filling === filling || this.left) return;
    const isFirst = this.filling === undefined;
    this.filling = filling;
    try {
      await this.say(filling);
    } finally {
      // A word that fails is made up for by the next.
      if (isFirst && !this.left) this.again();
    }
  }

  async leave(): Promise<void> {
    this.left = true;
    this.cancel();
    if (this.filling !== undefined) await this.readers.deleteOne({ _id: this.id });
  }

  private again(): void {
    this.cancel = this.clock.after(BEAT_MS, () => {
      // where none succeeds, what is kept for it is kept for nobody
      void this.say(this.filling!)
        .catch(() => undefined)
        .then(() => (this.left ? undefined : this.again()));
    });
  }

  private async say(filling: number): Promise<void> {
    const { id: _id, group } = this;
    await this.readers.updateOne({ _id }, { $set: { group, filling }, $currentDate: { at: true } }, { upsert: true });
  }
}

import type { Clock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { type ClientSession, type Collection, type Db, type MongoClient, MongoServerError } from 'mongodb';
import { whyGone } from '../fillings';
import { LostPlace, Superseded } from '../port';
import { keepBeating, untilSilent } from '../stand-by';
import type { Group } from '../view';
import { groupsOf } from './group';
import { type BeatDocument, beatsOf, type PlaceDocument, placeId, placesOf } from './place';

/** How long the transaction of a dead owner is waited for before its session is killed once more. */
const PATIENCE_MS = 1_000;
/** The code of an operation that ran longer than its `maxTimeMS`. */
const MAX_TIME_EXPIRED = 50;

/**
 * One lane of a filling, and the session that may write to it. Who takes it over kills the session of who had it, because a client that
 * dies inside a transaction keeps what it wrote locked (90 s, measured with mongod 6.0.5); then raises the epoch, after which nothing that
 * began before can commit; and only then reads where the lane stands.
 */
export class OwnedLane {
  readonly id: string;
  private readonly places: Collection<PlaceDocument>;
  private readonly beats: Collection<BeatDocument>;
  /** The epoch that was ours last. Who finds it raised does not take the lane back from who raised it without having stood by. */
  private lastEpoch: number | undefined;
  /** What was ours, and has to be killed before its session is of use to anybody. */
  private left: ClientSession | undefined;
  /** What the lane is being taken over with, until it is known whether it was. */
  private taking: ClientSession | undefined;
  private owned: { readonly session: ClientSession; readonly epoch: number; readonly stop: () => void } | undefined;

  constructor(
    private readonly client: MongoClient,
    private readonly database: Db,
    private readonly clock: Clock,
    readonly group: Group,
    readonly filling: number,
    lane: number,
  ) {
    this.id = placeId(group, filling, lane);
    this.places = placesOf(database);
    this.beats = beatsOf(database);
  }

  get session(): ClientSession | undefined {
    return this.owned?.session;
  }

  /** Where it stands, taking it over if it is not ours. @throws LostPlace, Superseded, ViewsUnreadable */
  async position(): Promise<Position> {
    if (!this.owned) return this.takeOver();
    const place = await this.read();
    if (place.epoch === this.owned.epoch) return place.position;
    this.forget();
    throw this.lost(place.position, place.position);
  }

  /**
   * Moves it, in the transaction of its session.
   * @param isRepeat the same was tried before, and was taken for lost
   * @returns false where it was not lost, and the lane stands there
   * @throws LostPlace, Superseded, ViewsUnreadable
   */
  async move(from: Position, to: Position, isRepeat: boolean): Promise<boolean> {
    const { session, epoch } = this.owned!;
    const moved = await this.places.updateOne(
      { _id: this.id, epoch, position: from, superseded: false },
      { $set: { position: to } },
      { session },
    );
    if (moved.matchedCount === 1) return true;
    const place = await this.read(session);
    if (isRepeat && place.epoch === epoch && place.position === to) return false;
    throw this.lost(from, place.position);
  }

  /** Notes that its writer is at the end of the log. In a transaction of any session. @throws as `move` */
  async markCaughtUp(session: ClientSession): Promise<void> {
    const marked = await this.places.updateOne(
      { _id: this.id, epoch: this.owned?.epoch ?? -1, superseded: false },
      { $set: { caughtUp: true } },
      { session },
    );
    if (marked.matchedCount === 1) return;
    const { position } = await this.read(session);
    throw this.lost(position, position);
  }

  /** Resolves when its owner let it go, or gave no sign of life for 3 s. */
  async standBy(signal: AbortSignal): Promise<void> {
    await untilSilent(this.clock, () => this.signOfLife(), signal);
    if (!signal.aborted) this.lastEpoch = undefined;
  }

  /** Has nothing to do with it any more, whatever became of what was under way; whoever asks where it stands takes it over. */
  forget(): void {
    this.owned?.stop();
    this.left = this.owned?.session ?? this.left;
    this.owned = undefined;
  }

  /** Leaves it to whoever wants it. */
  async release(): Promise<void> {
    const { owned } = this;
    await this.endTaking();
    if (!owned) return;
    this.forget();
    // if this fails, the others find out by its silence
    await this.places.updateOne({ _id: this.id, epoch: owned.epoch }, { $set: { owner: null } }).catch(() => undefined);
    await this.endLeft();
  }

  private async endLeft(): Promise<void> {
    await this.left?.endSession();
    this.left = undefined;
  }

  private async endTaking(): Promise<void> {
    await this.taking?.endSession();
    this.taking = undefined;
  }

  private async takeOver(): Promise<Position> {
    const session = (this.taking ??= this.client.startSession());
    try {
      const { epoch, position } = await this.raise(session);
      await this.endLeft();
      this.lastEpoch = epoch;
      this.taking = undefined;
      this.owned = { session, epoch, stop: this.beat() };
      return position;
    } catch (error) {
      // Of any other failure it is not known whether the lane is this session's: it asks again with the same.
      if (error instanceof LostPlace) await this.endTaking();
      throw error;
    }
  }

  private async raise(session: ClientSession): Promise<PlaceDocument> {
    for (;;) {
      const before = await this.read();
      // taken by an attempt that was not told so: without most of the set no answer comes, and the write stays
      if (isOf(before, session)) return before;
      const isTaken = this.lastEpoch !== undefined && this.lastEpoch !== before.epoch;
      if (isTaken && before.owner) throw this.lost(before.position, before.position);
      if (before.owner) await this.database.admin().command({ killSessions: [before.owner] });
      try {
        const after = await this.places.findOneAndUpdate(
          { _id: this.id, epoch: before.epoch },
          { $inc: { epoch: 1 }, $set: { owner: session.id! } },
          { returnDocument: 'after', maxTimeMS: PATIENCE_MS },
        );
        if (after) return after;
        const now = await this.read();
        if (isOf(now, session)) return now;
        throw this.lost(before.position, now.position);
      } catch (error) {
        // the owner began another transaction after its session was killed
        if (!(error instanceof MongoServerError && error.code === MAX_TIME_EXPIRED)) throw error;
      }
    }
  }

  private async read(session?: ClientSession): Promise<PlaceDocument> {
    const place = await this.places.findOne({ _id: this.id }, session && { session });
    if (place?.superseded === true) throw new Superseded(this.group);
    if (place) return place;
    throw whyGone(this.group, this.filling, await groupsOf(this.database).findOne({ _id: this.group }));
  }

  /** @returns undefined where nobody has it */
  private async signOfLife(): Promise<string | undefined> {
    const place = await this.read();
    if (place.owner === null) return undefined;
    const beat = await this.beats.findOne({ _id: this.id });
    return `${place.epoch} ${place.position} ${beat?.beats ?? 0}`;
  }

  private beat(): () => void {
    return keepBeating(this.clock, () =>
      this.beats.updateOne(
        { _id: this.id },
        { $inc: { beats: 1 }, $currentDate: { at: true } },
        { upsert: true, writeConcern: { w: 1 } },
      ),
    );
  }

  private lost(expected: Position, actual: Position): LostPlace {
    return new LostPlace(this.group, expected, actual);
  }
}

function isOf({ owner }: PlaceDocument, { id }: ClientSession): boolean {
  return owner !== null && owner.id.toString('hex') === id?.id.toString('hex');
}

import type { Clock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { LostPlace } from '@arauto/read-models';
import { keepBeating, untilSilent } from '@arauto/read-models/adapters';
import type { MemoryViewDisk, Place } from './disk';

/** One lane of a filling, and the right to write to it, which whoever asks where it stands takes from whoever had it. */
export class OwnedLane {
  /** The epoch that was ours last. Who finds it raised does not take the lane back from who raised it without having stood by. */
  private lastEpoch: number | undefined;
  private owned: { readonly epoch: number; readonly stop: () => void } | undefined;

  constructor(
    private readonly disk: MemoryViewDisk,
    private readonly clock: Clock,
    private readonly filling: number,
    private readonly lane: number,
  ) {}

  /** Where it stands, taking it over if it is not ours. @throws LostPlace, Superseded, ViewsUnreadable */
  position(): Position {
    return this.own().position;
  }

  /** @throws LostPlace where it does not stand there; and as `position` */
  at(position: Position): Place {
    const place = this.own();
    if (place.position !== position) throw this.lost(position, place.position);
    return place;
  }

  /** Notes that its writer is at the end of the log. @throws as `position` */
  markCaughtUp(): void {
    this.own().caughtUp = true;
  }

  /** Resolves when its owner let it go, or gave no sign of life for 3 s. */
  async standBy(signal: AbortSignal): Promise<void> {
    await untilSilent(this.clock, async () => Promise.resolve(this.signOfLife()), signal);
    if (!signal.aborted) this.lastEpoch = undefined;
  }

  /** Has nothing to do with it any more; whoever asks where it stands takes it over. */
  forget(): void {
    this.owned?.stop();
    this.owned = undefined;
  }

  /** Leaves it to whoever wants it. */
  release(): void {
    const { owned } = this;
    this.forget();
    const place = this.disk.placeOf(this.filling, this.lane);
    if (owned && place?.epoch === owned.epoch) place.isOwned = false;
  }

  private own(): Place {
    const place = this.read();
    if (!this.owned) return this.takeOver(place);
    if (place.epoch === this.owned.epoch) return place;
    this.forget();
    throw this.lost(place.position, place.position);
  }

  private takeOver(place: Place): Place {
    const isTaken = this.lastEpoch !== undefined && this.lastEpoch !== place.epoch;
    if (isTaken && place.isOwned) throw this.lost(place.position, place.position);
    place.epoch += 1;
    place.isOwned = true;
    this.lastEpoch = place.epoch;
    this.owned = { epoch: place.epoch, stop: keepBeating(this.clock, async () => Promise.resolve(this.beat())) };
    return place;
  }

  private beat(): void {
    this.read().beats += 1;
  }

  private signOfLife(): string | undefined {
    const { isOwned, epoch, position, beats } = this.read();
    return isOwned ? `${epoch} ${position} ${beats}` : undefined;
  }

  private read(): Place {
    return this.disk.filling(this.filling).places[this.lane]!;
  }

  private lost(expected: Position, actual: Position): LostPlace {
    return new LostPlace(this.disk.group, expected, actual);
  }
}

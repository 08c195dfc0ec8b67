import type { Clock } from '@arauto/clock';
import { type EventReader, newestOf, type Position } from '@arauto/event-store';
import { type ClockReading, isInTime, readClocks } from './call-by';

/** How often a stream is asked for its newest event, milliseconds. */
const ASK_EVERY = 100;
/** How long an answer permits, milliseconds from when it was asked for: what was not in the log then is not in it. */
export const PERMIT = 400;
/** Questions about one stream without an answer: with more, a log that is away would be asked by ever more of them. */
const MOST_ASKED = 10;

/** States kept from streams, as `LiveFold` keeps them. */
interface Known {
  readonly prefix: string;
  /** Of the last event taken in; undefined where the stream is not held. */
  revisionOf(id: string): number | undefined;
  /** Reads the stream again, for what its events have not told yet. */
  refresh(id: string): Promise<void>;
}

/**
 * Whether what other processes write to some streams would be known here: a pause above all. The subscription tells of it, soon as a rule; a permit
 * is what proves it. It comes from asking the log itself for the newest event of the stream, again and again, and runs out by itself, so
 * that nothing is open when the log is away.
 */
export class Permits {
  /** When the last question was asked whose answer is known in full; the map has those that are wanted. */
  private readonly permits = new Map<string, { asked: ClockReading | undefined; open: number }>();

  constructor(
    private readonly log: Pick<EventReader, 'readStream'>,
    private readonly known: Known,
    private readonly follower: { seen(position: Position): Promise<void> },
    private readonly clock: Clock,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  isOpen(id: string): boolean {
    const asked = this.permits.get(id)?.asked;
    return asked !== undefined && isInTime(asked, readClocks(this.clock), PERMIT);
  }

  /** Asks for permits until `signal` aborts. @param wanted ids of the streams that somebody acts on */
  async run(wanted: () => ReadonlySet<string>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const ids = wanted();
      for (const id of this.permits.keys()) if (!ids.has(id)) this.permits.delete(id);
      for (const id of ids) this.ask(id);
      await this.clock.sleep(ASK_EVERY, signal);
    }
  }

  /** Issued whether or not the last has been answered: each permits by itself. */
  private ask(id: string): void {
    const permit = this.permits.get(id) ?? { asked: undefined, open: 0 };
    this.permits.set(id, permit);
    if (permit.open >= MOST_ASKED) return;
    permit.open++;
    const asked = readClocks(this.clock);
    this.answer(id)
      .then(() => {
        if (permit.asked === undefined || permit.asked.monotonic < asked.monotonic) permit.asked = asked;
      }, this.onFailure)
      .finally(() => permit.open--);
  }

  /** Resolves when everything that is in the stream is known. */
  private async answer(id: string): Promise<void> {
    const newest = await newestOf(this.log, this.known.prefix + id);
    if (!newest || newest.revision <= (this.known.revisionOf(id) ?? -1)) return;
    // If the subscription does not tell of it soon, it is taken for deaf.
    void this.follower.seen(newest.position);
    await this.known.refresh(id);
  }
}

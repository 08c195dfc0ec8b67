import { type Clock, instant } from '@arauto/clock';
import { type LogEvent, streamPrefix } from '@arauto/domain';
import {
  type EventReader,
  firstEventOf,
  type LogFollower,
  type LogListener,
  type Position,
  type RecordedEvent,
  START,
} from '@arauto/event-store';
import type { Marks } from './marks';

/**
 * How often the mark is moved, milliseconds. So a log is put back unnoticed only where the backup holds all but what was written in the last second
 * (and the time of one write to the disk of the mark): what was sent in that may be sent again.
 */
const KEPT_EVERY = 1_000;
/** A disk over a network may hang for ever: said after so long, milliseconds. */
const ANSWERED_WITHIN = 5_000;

/**
 * Keeps outside the log how far it is known to go: never further than what is durable and was heard, and at most a second behind that. It costs
 * one small file a second while the log grows, and nothing when it does not.
 */
export class HighWaterMark implements LogListener {
  readonly prefix = streamPrefix.log;
  private log: string | undefined;
  private kept: Position = START;
  private failed = false;

  /**
   * @param course of the log as it begins
   * @param least how far it goes then: what is heard begins earlier, and the mark never goes back
   */
  constructor(
    private readonly reader: Pick<EventReader, 'readAll'>,
    private readonly marks: Marks,
    private course: string,
    private least: Position,
    private readonly clock: Clock,
    /** Told once, until it could be kept again. */
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  /** Whether it cannot be kept now: a restore to after the last one that was kept would not be noticed. */
  get isStuck(): boolean {
    return this.failed;
  }

  /** Another process has noticed a restore. */
  apply({ type, data }: RecordedEvent): void {
    if (type !== ('LogRestored' satisfies LogEvent['type'])) return;
    const { course } = data as Extract<LogEvent, { type: 'LogRestored' }>['data'];
    if (course === this.course) return;
    this.course = course;
    this.kept = this.least = START;
  }

  /**
   * Keeps it until the signal aborts.
   * @param head answers soon, and never fails
   * @param follower heard by it: what it has not told of yet could be of another course
   */
  async run(head: () => Promise<Position>, follower: Pick<LogFollower, 'at'>, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [end, heard] = [await head(), follower.at];
      await this.keep(end < heard ? end : heard);
      await this.clock.sleep(KEPT_EVERY, signal);
    }
  }

  /** Keeps that the log goes as far as this. Does not fail: where it cannot be kept, it is tried again with the next. */
  async keep(heard: Position): Promise<void> {
    const position = heard > this.least ? heard : this.least;
    if (position <= this.kept) return;
    const answered = this.clock.after(ANSWERED_WITHIN, () =>
      this.fail(new Error(`its folder has not answered for ${ANSWERED_WITHIN} ms`)),
    );
    try {
      this.log ??= await firstEventOf(this.reader);
      if (this.log === undefined) return;
      const { course } = this;
      await this.marks.keep(this.log, { course, position, at: instant(this.clock.now()) });
      if (course === this.course) this.kept = position;
      this.failed = false;
    } catch (error) {
      this.fail(error);
    } finally {
      answered();
    }
  }

  private fail(error: unknown): void {
    if (!this.failed) this.onTrouble(error);
    this.failed = true;
  }
}

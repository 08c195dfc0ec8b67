import { type Clock, firstWithin } from '@arauto/clock';
import {
  type EventReader,
  type Lane,
  type Position,
  type SubscriptionMessage,
  WrittenByLaterVersion,
} from '@arauto/event-store';
import { Batch, type Poison } from './batch';
import { ChangeRefused, LostPlace, type Projection, Superseded, type ViewWriter } from './port';

export interface ProjectorOptions {
  readonly projections: readonly Projection[];
  readonly reader: Pick<EventReader, 'subscribe'>;
  readonly writer: Pick<
    ViewWriter,
    'checkpoint' | 'gather' | 'isFull' | 'restMs' | 'commit' | 'caughtUp' | 'isFilling' | 'standBy'
  >;
  /** Only the events of these streams; the writer was opened for the same. */
  readonly lane?: Lane | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The views hold everything up to this position. The checkpoint in the store may be a moment behind it. */
  onProgress?(position: Position): void;
  /** The end of the log was reached, and everything up to it is in the views. Repeats. */
  onCaughtUp?(position: Position): void;
  onPoison?(poison: Poison): void;
  /** Another writes these views: nothing is done until it ends. Repeats when that is lost again; what goes on tells of progress. */
  onStandBy?(): void;
  /**
   * A store failed; the projector goes on from the stored checkpoint after `retryInMs` milliseconds. Of the log it is told when a subscription
   * failed again: one that breaks off now and then goes on by itself.
   */
  onTrouble?(error: unknown, retryInMs: number): void;
  /** Events a person has decided to leave out, by position. */
  readonly skip?: ReadonlySet<Position> | undefined;
  readonly limits?: Partial<ProjectorLimits> | undefined;
}

export interface ProjectorLimits {
  /** Events in one transaction while catching up. More spares work on documents with many events, and costs memory. */
  readonly events: number;
  /** How long a batch may grow while catching up, in milliseconds. */
  readonly delayMs: number;
  /** How long the stored checkpoint may be behind events that changed nothing, in milliseconds. */
  readonly idleMs: number;
  /** An array of this many messages says that the end of the log is far. */
  readonly burst: number;
  /** How often the store is asked whether the views still stand where they did, while nothing is to be committed, in milliseconds. */
  readonly lookMs: number;
  /** First and longest wait after a failure of a store, in milliseconds; doubles in between. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
}

export type ProjectorEnd =
  | { readonly reason: 'aborted' }
  /** Stopped before an event that cannot be applied, with everything before it in the views. */
  | { readonly reason: 'poison'; readonly poison: Poison }
  /** Somebody else writes this group, and the writer waits for nobody. */
  | { readonly reason: 'lostPlace'; readonly error: LostPlace }
  /** Readers were turned to a newer filling. */
  | { readonly reason: 'superseded' };

const LIMITS: ProjectorLimits = {
  events: 20_000,
  delayMs: 250,
  idleMs: 250,
  burst: 1000,
  lookMs: 5_000,
  retryMs: 100,
  maxRetryMs: 10_000,
};

/** After so many events a writer is asked whether it is full: well below what may come beside what it wants in one commit. */
const EVENTS_AT_ONCE = 100;

/**
 * Keeps one group of views up with the log: from the stored checkpoint on, in batches that are large while catching up and
 * as small as they come when live. Whoever lost its place stands by, where the writer can, and takes over from who has it. Ends only
 * when aborted, when it lost its place for good, or at an event that cannot be applied: nothing is skipped by itself.
 */
export async function runProjector(options: ProjectorOptions): Promise<ProjectorEnd> {
  const limits = { ...LIMITS, ...options.limits };
  const { signal, clock } = options;
  let retryMs = limits.retryMs;
  let refused: Poison | undefined;
  let standsBy = false;
  while (!signal.aborted) {
    try {
      if (standsBy) {
        options.onStandBy?.();
        await options.writer.standBy?.(signal);
      }
      standsBy = false;
      if (signal.aborted) break;
      const run = new ProjectorRun(options, limits, refused, () => (retryMs = limits.retryMs));
      const end = await run.follow();
      if (end) return end;
    } catch (error) {
      if (error instanceof LostPlace) {
        if (!options.writer.standBy) return { reason: 'lostPlace', error };
        standsBy = true;
        continue;
      }
      if (error instanceof Superseded) return { reason: 'superseded' };
      if (error instanceof RefusedEvent) {
        refused = error.poison;
        continue;
      }
      if (signal.aborted) break;
      options.onTrouble?.(error, retryMs);
    }
    await clock.sleep(retryMs, signal);
    retryMs = Math.min(retryMs * 2, limits.maxRetryMs);
  }
  return { reason: 'aborted' };
}

/** The store refused an event's change: the log is read again from the checkpoint up to that event. */
class RefusedEvent extends Error {
  constructor(readonly poison: Poison) {
    super(poison.error);
  }
}

/** From one reading of the checkpoint to the next failure. */
class ProjectorRun {
  private readonly batch: Batch;
  private checkpoint: Position = '';
  private live = false;
  /** A position the log said was its end, not yet told on. */
  private caughtUp: Position | undefined;
  private hasCaughtUp = false;
  /** The subscription broke off and has delivered nothing since. */
  private isLogAway = false;
  /** When a batch or an idle checkpoint is due, on the monotonic clock. */
  private due = Infinity;
  /** When the store was last heard to be where it is thought to be, on the same clock. */
  private seenAt: number;
  /** Until when changes are gathered after a commit, on the same clock. */
  private restsUntil = -Infinity;

  constructor(
    private readonly options: ProjectorOptions,
    private readonly limits: ProjectorLimits,
    refused: Poison | undefined,
    private readonly onSuccess: () => void,
  ) {
    this.batch = new Batch(options.projections, options.skip ?? new Set(), refused);
    this.seenAt = options.clock.monotonic();
  }

  /** @returns undefined when the subscription ended by itself or the caller aborted */
  async follow(): Promise<ProjectorEnd | undefined> {
    const { reader, writer, signal, onProgress } = this.options;
    this.checkpoint = await writer.checkpoint();
    this.batch.begin(this.checkpoint);
    onProgress?.(this.checkpoint);
    const ending = new AbortController();
    const { projections, lane } = this.options;
    const types = [...new Set(projections.flatMap(({ handles }) => handles))];
    const filter = { types, ...(lane && { lane }) };
    const messages = reader
      .subscribe({
        after: this.checkpoint,
        filter,
        signal: AbortSignal.any([signal, ending.signal]),
        onState: (state, error) => this.hearState(state, error),
      })
      [Symbol.asyncIterator]();
    try {
      let next = ahead(messages);
      while (!signal.aborted) {
        const wake = this.isAtRest ? this.seenAt + this.limits.lookMs : this.due;
        const arrived = await this.before(wake, next).catch((error: unknown) => this.stopBefore(error));
        if (arrived?.done) return undefined;
        if (!arrived && this.isAtRest && !(await this.isWhereItWas())) return undefined;
        if (arrived) {
          // the log is read on while this batch is applied
          next = ahead(messages);
          await this.take(arrived.value);
        }
        const end = await this.settle();
        if (end) return end;
      }
      return undefined;
    } finally {
      ending.abort();
      messages.return?.().catch(() => undefined);
    }
  }

  private hearState(state: 'live' | 'retrying', error: unknown): void {
    if (state === 'retrying' && this.isLogAway) this.options.onTrouble?.(error, this.limits.retryMs);
    this.isLogAway = state === 'retrying';
  }

  /** Everything before an event of a later version has arrived when this is thrown, and the same would be thrown every time. */
  private stopBefore(error: unknown): undefined {
    if (!(error instanceof WrittenByLaterVersion)) throw error;
    this.batch.stopBefore(error);
  }

  private async take(arrived: readonly SubscriptionMessage[]): Promise<void> {
    if (arrived.length >= this.limits.burst) this.live = false;
    const atOnce = this.options.writer.isFull ? EVENTS_AT_ONCE : arrived.length;
    for (let at = 0; at < arrived.length && !this.batch.poison; at += atOnce) {
      this.takeSome(atOnce >= arrived.length ? arrived : arrived.slice(at, at + atOnce));
      if (at + atOnce < arrived.length && this.isFull) await this.commit();
    }
  }

  private takeSome(arrived: readonly SubscriptionMessage[]): void {
    for (const message of arrived) {
      if (this.batch.poison) break;
      switch (message.kind) {
        case 'event':
          this.batch.take(message.event);
          break;
        case 'checkpoint':
          this.batch.pass(message.position);
          break;
        case 'caughtUp':
          this.batch.pass(message.position);
          this.live = true;
          this.caughtUp = message.position;
          break;
      }
    }
    this.gather();
  }

  private gather(): void {
    const { batch } = this;
    try {
      this.options.writer.gather(batch.changes);
    } catch (error) {
      throw error instanceof ChangeRefused ? new RefusedEvent(batch.causeOf(error)) : error;
    }
    batch.gathered();
  }

  /** Commits what is due, and tells what came of it. */
  private async settle(): Promise<ProjectorEnd | undefined> {
    const { batch, limits } = this;
    const now = this.options.clock.monotonic();
    const isDue = this.isFull || (this.live && batch.hasChanges && now >= this.restsUntil);
    // the first end of the log is stored at once: whoever asks the store where the views stand sees that they caught up
    const isFirstEnd = this.caughtUp !== undefined && !this.hasCaughtUp;
    if (isDue || isFirstEnd || batch.poison !== undefined || now >= this.due) await this.commit();
    if (batch.poison) {
      this.options.onPoison?.(batch.poison);
      return { reason: 'poison', poison: batch.poison };
    }
    if (!batch.hasChanges) this.options.onProgress?.(batch.position);
    if (batch.position === this.checkpoint) this.due = Infinity;
    else if (this.live && batch.hasChanges) this.due = this.restsUntil;
    else if (this.due === Infinity) this.due = now + (batch.hasChanges ? limits.delayMs : limits.idleMs);
    if (this.caughtUp !== undefined && !batch.hasChanges) await this.tellCaughtUp(this.caughtUp);
    return undefined;
  }

  /** Nothing is to be committed. */
  private get isAtRest(): boolean {
    return this.due === Infinity && this.batch.position === this.checkpoint;
  }

  /**
   * While the log is quiet no commit finds out that the views were deleted, put back, or taken over, and they would be thought well.
   * @throws as a commit would
   */
  private async isWhereItWas(): Promise<boolean> {
    const position = await this.options.writer.checkpoint();
    this.seenAt = this.options.clock.monotonic();
    return position === this.checkpoint;
  }

  private get isFull(): boolean {
    return this.batch.events >= this.limits.events || this.options.writer.isFull?.() === true;
  }

  private async tellCaughtUp(position: Position): Promise<void> {
    const { writer, clock, onCaughtUp } = this.options;
    this.caughtUp = undefined;
    this.hasCaughtUp = true;
    await writer.caughtUp();
    onCaughtUp?.(position);
    // Another lane of this filling is not as far yet, and in a quiet log nobody says the end a second time.
    if (writer.isFilling()) {
      this.caughtUp = position;
      this.due = Math.min(this.due, clock.monotonic() + this.limits.idleMs);
    }
  }

  private async commit(): Promise<void> {
    const { batch, checkpoint } = this;
    const { writer, clock } = this.options;
    if (batch.position === checkpoint) return;
    const begunAt = clock.monotonic();
    await writer.commit(checkpoint, batch.position);
    const now = clock.monotonic();
    this.seenAt = now;
    this.restsUntil = now + Math.min(writer.restMs ?? 0, 2 * (now - begunAt));
    this.checkpoint = batch.position;
    this.due = Infinity;
    batch.begin(this.checkpoint);
    this.onSuccess();
    this.options.onProgress?.(this.checkpoint);
  }

  private async before<T>(due: number, next: Promise<T>): Promise<T | undefined> {
    const { clock } = this.options;
    return due === Infinity ? next : firstWithin(clock, Math.max(0, due - clock.monotonic()), next);
  }
}

/** Asks for the next messages now. A failure is thrown where they are awaited, and nowhere else. */
function ahead<T>(messages: AsyncIterator<T>): Promise<IteratorResult<T, unknown>> {
  const next = messages.next();
  next.catch(() => undefined);
  return next;
}

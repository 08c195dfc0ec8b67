import { type Clock, firstWithin, instant } from '@arauto/clock';
import { type Position, START } from '@arauto/event-store';
import { isStoreAway } from './store-errors';
import type { Stores } from './stores';

/** How often each store is asked something small, milliseconds from one answer to the next question. */
const ASKED_EVERY = 1_000;
/** One whose answer takes longer is slow, milliseconds. */
const SLOW_AFTER = 1_000;
/** One that has not answered for so long is away, milliseconds. */
const AWAY_AFTER = 3_000;

/** A log that ends before where it was known to end, for so long, was put back or exchanged, milliseconds. */
const BACK_AFTER = 5_000;

/** The log is not the one that was followed, or has lost its end. What is in memory is not true of it. */
export class LogWentBack extends Error {
  override readonly name = 'LogWentBack';
  constructor(known: Position, found: Position) {
    super(
      `The log ends at ${found || 'its start'} and was followed up to ${known}: it was put back, or exchanged for another`,
    );
  }
}

/** How a store answers, and since when (RFC 3339). */
export interface StoreCondition {
  readonly name: 'event_store' | 'view_store' | 'vault';
  readonly status: 'up' | 'slow' | 'away';
  readonly since: string;
}

/** Knows of every store at any moment how it answers, so that nobody who wants to know waits for one that does not. */
export class StoreWatch {
  private readonly watched: readonly WatchedStore[];
  private end: Position = START;
  /** Since when it ends before that, on the monotonic clock. */
  private backSince: number | undefined;

  constructor(
    private readonly stores: Pick<Stores, 'events' | 'views' | 'vault'>,
    private readonly clock: Clock,
    onChange: (condition: StoreCondition, error: unknown) => void,
  ) {
    const { views, vault } = stores;
    const asked: readonly (readonly [StoreCondition['name'], () => Promise<unknown>])[] = [
      ['event_store', () => this.askEnd()],
      ['view_store', () => views.operational.position('operational')],
      // of nobody
      ['vault', () => vault.getMany([''])],
    ];
    this.watched = asked.map(([name, ask]) => new WatchedStore(name, ask, clock, onChange));
  }

  conditions(): readonly StoreCondition[] {
    return this.watched.map(({ condition }) => condition);
  }

  /** Where the log ends; where it does not say so within a second, as far as it was known to go. */
  async head(): Promise<Position> {
    if (this.watched[0]!.condition.status === 'away') return this.end;
    await firstWithin(
      this.clock,
      SLOW_AFTER,
      this.askEnd().catch(() => undefined),
    );
    return this.end;
  }

  /** Watches until the signal aborts. @throws LogWentBack */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(this.watched.map((each) => each.run(signal)));
  }

  private async askEnd(): Promise<void> {
    // of two questions at once the later one may be answered first
    const known = this.end;
    const end = await this.stores.events.head().catch((error: unknown) => {
      this.backSince = undefined;
      throw error;
    });
    if (end > this.end) this.end = end;
    const now = this.clock.monotonic();
    this.backSince = end < known ? (this.backSince ?? now) : undefined;
    if (this.backSince !== undefined && now - this.backSince >= BACK_AFTER) throw new LogWentBack(known, end);
  }
}

class WatchedStore {
  condition: StoreCondition;

  constructor(
    name: StoreCondition['name'],
    private readonly ask: () => Promise<unknown>,
    private readonly clock: Clock,
    private readonly onChange: (condition: StoreCondition, error: unknown) => void,
  ) {
    this.condition = { name, status: 'up', since: instant(clock.now()) };
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this;
    while (!signal.aborted) {
      const since = clock.now();
      const begun = clock.monotonic();
      const cancel = clock.after(AWAY_AFTER, () => this.become('away', since));
      const trouble = await this.ask()
        .then(
          () => undefined,
          (error: unknown) => {
            if (error instanceof LogWentBack) throw error;
            return isStoreAway(error) ? error : undefined;
          },
        )
        .finally(cancel);
      if (signal.aborted) return;
      if (trouble) this.become('away', since, trouble);
      else this.become(clock.monotonic() - begun > SLOW_AFTER ? 'slow' : 'up', clock.now());
      await clock.sleep(ASKED_EVERY, signal);
    }
  }

  private become(status: StoreCondition['status'], since: number, error?: unknown): void {
    if (status === this.condition.status) return;
    this.condition = { ...this.condition, status, since: instant(since) };
    this.onChange(this.condition, error);
  }
}

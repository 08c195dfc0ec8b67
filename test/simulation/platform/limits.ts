import { DAY, HOUR, SECOND } from './durations';

/** Messages per second of a number, in and out together, by `throughput.level`. Source: section 4.1. */
const PER_SECOND = { STANDARD: 80, HIGH: 1000 } as const;

export type ThroughputLevel = keyof typeof PER_SECOND;

/** Throughput of one number: what is above it within a second is refused with 130429. */
export class Throughput {
  private room = 0;
  private filledAt = Number.NEGATIVE_INFINITY;

  constructor(public level: ThroughputLevel) {}

  /** Takes room for one message, even where there is none left: what comes in is never refused. */
  take(at: number): boolean {
    const most = PER_SECOND[this.level];
    this.room = Math.min(most, this.room + ((at - this.filledAt) / SECOND) * most);
    this.filledAt = at;
    if (this.room < 1) return false;
    this.room -= 1;
    return true;
  }
}

/** A message to one person every six seconds; up to 45 within six seconds, which borrow what comes after them. Source: section 4.1. */
const PAIR_MS = 6 * SECOND;
const PAIR_BURST = 45;

/** Pair rate of one number and its persons: what is above it is refused with 131056. */
export class PairRate {
  private readonly bursts = new Map<string, { readonly began: number; readonly messages: number }>();

  take(subscriber: string, at: number): boolean {
    const burst = this.bursts.get(subscriber);
    if (!burst || at >= burst.began + burst.messages * PAIR_MS) {
      this.bursts.set(subscriber, { began: at, messages: 1 });
      return true;
    }
    if (at >= burst.began + PAIR_MS || burst.messages === PAIR_BURST) return false;
    this.bursts.set(subscriber, { ...burst, messages: burst.messages + 1 });
    return true;
  }
}

/** A free entry point window: from our answer to who came from an advertisement. Source: section 4.5. */
const FREE_ENTRY_MS = 72 * HOUR;

/** Service windows of one number: 24 h from the last message of a person. Source: section 4.5. */
export class ServiceWindows {
  private readonly wrote = new Map<string, number>();
  private readonly referred = new Map<string, number>();
  private readonly freeUntil = new Map<string, number>();

  written(subscriber: string, at: number, isReferred: boolean): void {
    this.wrote.set(subscriber, at);
    if (isReferred) this.referred.set(subscriber, at);
  }

  /** Who came from an advertisement and is answered within 24 h can be written to for free. */
  answered(subscriber: string, at: number): void {
    const referred = this.referred.get(subscriber);
    if (referred === undefined) return;
    if (at < referred + DAY) this.freeUntil.set(subscriber, at + FREE_ENTRY_MS);
    this.referred.delete(subscriber);
  }

  isOpen(subscriber: string, at: number): boolean {
    return at < (this.wrote.get(subscriber) ?? Number.NEGATIVE_INFINITY) + DAY;
  }

  /** When the free entry point ends; undefined outside of one. */
  freeEntryUntil(subscriber: string, at: number): number | undefined {
    const until = this.freeUntil.get(subscriber);
    return until !== undefined && at < until ? until : undefined;
  }
}

/** Unique persons to whom a portfolio delivered outside a service window, in a rolling 24 h. Source: section 4.2. */
export class Reach {
  /** When somebody was last counted anew. */
  private readonly counted = new Map<string, number>();
  readonly all: { readonly at: number; readonly subscriber: string }[] = [];

  has(subscriber: string, at: number): boolean {
    return at < (this.counted.get(subscriber) ?? Number.NEGATIVE_INFINITY) + DAY;
  }

  /** Counts once per 24 h. */
  add(subscriber: string, at: number): void {
    if (this.has(subscriber, at)) return;
    this.counted.delete(subscriber);
    this.counted.set(subscriber, at);
    this.all.push({ at, subscriber });
  }

  size(at: number): number {
    // In the order of their counting: who is past the 24 h is at the front.
    for (const [subscriber, since] of this.counted) {
      if (at < since + DAY) break;
      this.counted.delete(subscriber);
    }
    return this.counted.size;
  }
}

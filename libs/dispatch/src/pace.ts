/**
 * The pace of one number: which messages may be begun, and which may be written, so that what *arrives* keeps to the rate. Two rules
 * hold together. GCRA spaces the claims and lets a late timer make up for at most {@link CATCH_UP_MS}: what was missed longer ago is
 * lost. A ring of the last writes bounds every sliding window exactly, whatever the time between claim and write: a message gets its
 * place in the window when its claim is durable, and one that is placed but not yet written counts as if it were written now.
 *
 * The window is longer than a second, because messages do not arrive as they are written: those of a moment in which the
 * network or the receiver stood still arrive together. What is at most N in the window is at most N in any second at the
 * other end, as long as nothing is later there than something else by more than the rest of the window: 35 ms at 50 a second
 * and above. Measured on two busy cores: 1.02 at arrival, and 0.978 of the rate on average; with 20 ms 1.026 to 1.032, and 0.992.
 *
 * The state is changed in place by its one owner; instants are monotonic milliseconds that never go back.
 */
export interface Pace {
  /** Messages per second, above 0. */
  readonly rate: number;
  /** When the next claim is due by the rate alone (the "theoretical arrival time" of GCRA). */
  due: number;
  /** Claims that are begun and have no place yet. */
  claimed: number;
  /** Messages with a place that are neither written nor given up. */
  placed: number;
  /** The last writes, as many as the window may hold; `oldest` is the index of the earliest. */
  readonly writes: Float64Array;
  oldest: number;
  /** Milliseconds in which there are never more writes than `writes` holds. */
  readonly window: number;
}

/** What a late timer may make up for. Stalls of a collector or of a commit are shorter; a stop of the engine is not. */
export const CATCH_UP_MS = 50;
/** Of the rate, in any sliding second at arrival, where that is a whole message. */
const PEAK = 1.02;
/** Of the rate, on average. What is given up lets the window be so much longer than a second. */
const USED = 0.985;
const SECOND_MS = 1000;
/** Messages per second: with less, the window would be infinite, and a sum with it no number that holds anything back. */
const SLOWEST = 1e-9;

export function newPace(rate: number, now: number): Pace {
  if (!(rate > 0)) throw new RangeError(`a pace of ${rate} messages per second`);
  const most = Math.max(Math.ceil(rate), Math.floor(rate * PEAK));
  const writes = new Float64Array(most).fill(-Infinity);
  const window = (most / (Math.max(rate, SLOWEST) * USED)) * SECOND_MS;
  return { rate, due: now, claimed: 0, placed: 0, writes, oldest: 0, window };
}

/** Milliseconds until a claim may be begun whose place comes within `early` milliseconds; 0 is now. */
export function msUntilClaim(pace: Pace, now: number, early = 0): number {
  return Math.max(0, pace.due - CATCH_UP_MS - now, msUntilFree(pace, now, pace.placed + pace.claimed) - early);
}

/** A claim is begun. Followed by `place` or `dropClaim`. */
export function beginClaim(pace: Pace, now: number): void {
  pace.due = Math.max(pace.due, now) + SECOND_MS / pace.rate;
  pace.claimed++;
}

/** The claim came to nothing. Its place in the rate is lost. */
export function dropClaim(pace: Pace): void {
  pace.claimed--;
}

/** Milliseconds until the next claim that is durable may have its place; 0 is now. */
export function msUntilPlace(pace: Pace, now: number): number {
  return Math.max(0, msUntilFree(pace, now, pace.placed));
}

/** The message of a claim has its place in the window. Followed by `written` or `giveBack`. */
export function place(pace: Pace): void {
  pace.claimed--;
  pace.placed++;
}

/** The message of a place is being written now. */
export function written(pace: Pace, now: number): void {
  pace.placed--;
  pace.writes[pace.oldest] = now;
  pace.oldest = (pace.oldest + 1) % pace.writes.length;
}

/** The message of a place will not be written: the place is free again. */
export function giveBack(pace: Pace): void {
  pace.placed--;
}

/** Milliseconds until the window has room for whoever is behind `before` others that are not written yet, at the earliest. */
function msUntilFree({ writes, oldest, window }: Pace, now: number, before: number): number {
  if (before >= writes.length) return window;
  return writes[(oldest + before) % writes.length]! + window - now;
}

/** The same number at another rate: what it wrote and has begun still counts. */
export function withRate(pace: Pace, rate: number, now: number): Pace {
  const next = newPace(rate, now);
  const { writes, oldest } = pace;
  const kept = Math.min(writes.length, next.writes.length);
  for (let index = 0; index < kept; index++) {
    next.writes[next.writes.length - kept + index] = writes[(oldest + writes.length - kept + index) % writes.length]!;
  }
  // A slow rate must not hold back a faster one that follows it.
  next.due = Math.min(pace.due, now + CATCH_UP_MS + SECOND_MS / rate);
  next.claimed = pace.claimed;
  next.placed = pace.placed;
  return next;
}

/** The pace of a number or a campaign, at whatever rate it is set to while admissions hold it. */
export class Paced {
  pace: Pace;

  /** @param now monotonic */
  constructor(messagesPerSecond: number, now: number) {
    this.pace = newPace(messagesPerSecond, now);
  }

  /** @param now monotonic */
  at(messagesPerSecond: number, now: number): this {
    if (this.pace.rate !== messagesPerSecond) this.pace = withRate(this.pace, messagesPerSecond, now);
    return this;
  }
}

/**
 * The pace of one number: how many messages may be taken now so that what is *written* keeps to the rate. Two rules hold
 * together. GCRA spaces the messages and lets a late timer make up for at most {@link CATCH_UP_MS}: what was missed longer
 * ago is lost. A ring of the last writes bounds every sliding second exactly, whatever the time between taking a
 * token and the write: a token that is taken but not yet written counts as if it were written now.
 *
 * The state is changed in place by its one owner; instants are monotonic milliseconds that never go back.
 */
export interface Pace {
  /** Messages per second, above 0. */
  readonly rate: number;
  /** When the next message is due by the rate alone (the "theoretical arrival time" of GCRA). */
  due: number;
  /** Tokens that are taken and neither written nor given back. */
  reserved: number;
  /** The last writes, as many as a second may hold; `oldest` is the index of the earliest. */
  readonly writes: Float64Array;
  oldest: number;
}

/** What a late timer may make up for. Stalls of a collector or of a commit are shorter; a stop of the engine is not. */
export const CATCH_UP_MS = 50;
/** Of the rate, in any sliding second. The promise is 1.02 at arrival; the rest is for what the network shifts. */
const PEAK = 1.015;
const WINDOW_MS = 1000;

export function newPace(rate: number, now: number): Pace {
  if (!(rate > 0)) throw new RangeError(`a pace of ${rate} messages per second`);
  const writes = new Float64Array(Math.max(Math.ceil(rate), Math.floor(rate * PEAK))).fill(-Infinity);
  return { rate, due: now, reserved: 0, writes, oldest: 0 };
}

/** Takes up to `wanted` tokens; answers how many. Each must be followed by `written` or `giveBack`. */
export function take(pace: Pace, now: number, wanted: number): number {
  let taken = 0;
  while (taken < wanted && msUntilNext(pace, now) === 0) {
    pace.due = Math.max(pace.due, now) + WINDOW_MS / pace.rate;
    pace.reserved++;
    taken++;
  }
  return taken;
}

/** The message of a taken token is being written now. */
export function written(pace: Pace, now: number): void {
  pace.reserved--;
  pace.writes[pace.oldest] = now;
  pace.oldest = (pace.oldest + 1) % pace.writes.length;
}

/** The message of a taken token will not be written. Its place in the rate is lost, its place in the second is not. */
export function giveBack(pace: Pace): void {
  pace.reserved--;
}

/** Milliseconds until `take` may give a token; 0 is now. While all are reserved it is the time of one message. */
export function msUntilNext(pace: Pace, now: number): number {
  const { writes, reserved, oldest } = pace;
  if (reserved >= writes.length) return WINDOW_MS / pace.rate;
  const free = writes[(oldest + reserved) % writes.length]! + WINDOW_MS;
  return Math.max(0, pace.due - CATCH_UP_MS - now, free - now);
}

/** The same number at another rate: what it wrote and reserved still counts. */
export function withRate(pace: Pace, rate: number, now: number): Pace {
  const next = newPace(rate, now);
  const { writes, oldest, reserved } = pace;
  const kept = Math.min(writes.length, next.writes.length);
  for (let index = 0; index < kept; index++) {
    next.writes[next.writes.length - kept + index] = writes[(oldest + writes.length - kept + index) % writes.length]!;
  }
  // A slow rate must not hold back a faster one that follows it.
  next.due = Math.min(pace.due, now + CATCH_UP_MS + WINDOW_MS / rate);
  next.reserved = reserved;
  return next;
}

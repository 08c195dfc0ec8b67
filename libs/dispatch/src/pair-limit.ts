/**
 * One number to one person: a message each 6 s, or up to 45 within 6 s that are borrowed from the time after: a burst of 20
 * means two minutes of silence. Source: Meta's Cloud API documentation, *Throughput*, *Pair rate limits* (131056 on excess).
 *
 * The state is changed in place by its one owner; instants are monotonic milliseconds. Memory follows the people who still
 * have to wait: each take looks at two old entries, so that there are never more than twice as many.
 */
export interface PairLimit {
  readonly bursts: Map<string, Burst>;
}

interface Burst {
  readonly start: number;
  readonly count: number;
}

const PAIR_INTERVAL_MS = 6000;
const PAIR_BURST = 45;
const SWEPT_PER_TAKE = 2;

export function newPairLimit(): PairLimit {
  return { bursts: new Map() };
}

/** Milliseconds until the person may get another message; 0 is now. */
export function msUntilPairFree({ bursts }: PairLimit, person: string, now: number): number {
  const burst = bursts.get(person);
  if (!burst || (now < burst.start + PAIR_INTERVAL_MS && burst.count < PAIR_BURST)) return 0;
  return Math.max(0, freeAt(burst) - now);
}

/** Takes the right to one message to the person, when there is one. */
export function takePair(limit: PairLimit, person: string, now: number): boolean {
  if (msUntilPairFree(limit, person, now) > 0) return false;
  const { bursts } = limit;
  const burst = bursts.get(person);
  const goesOn = burst !== undefined && now < burst.start + PAIR_INTERVAL_MS;
  bursts.set(person, goesOn ? { start: burst.start, count: burst.count + 1 } : { start: now, count: 1 });
  sweep(bursts, now);
  return true;
}

/** The message was not written after all. */
export function givePairBack({ bursts }: PairLimit, person: string): void {
  const burst = bursts.get(person);
  if (!burst) return;
  if (burst.count === 1) bursts.delete(person);
  else bursts.set(person, { start: burst.start, count: burst.count - 1 });
}

function freeAt({ start, count }: Burst): number {
  return start + count * PAIR_INTERVAL_MS;
}

/**
 * Drops the first entries that no longer wait. They are in the order in which they began, so that the loop ends at the first
 * who wrote one message and still waits; whoever borrowed waits longer and is moved out of the way of those behind.
 */
function sweep(bursts: Map<string, Burst>, now: number): void {
  let left = SWEPT_PER_TAKE;
  for (const [person, burst] of bursts) {
    if (left-- === 0) return;
    const waits = freeAt(burst) > now;
    if (waits && burst.count === 1) return;
    bursts.delete(person);
    if (waits) bursts.set(person, burst);
  }
}

/**
 * How a number goes slower when the provider says *too fast* (130429 and its likes): the rate halves, everything waits
 * 1, 2, 4 … 60 s, then the rate comes back step by step. The provider asks for fewer; how many fewer is ours to choose.
 */
export interface Throttle {
  /** The rate of the number when nothing is wrong, messages per second. */
  readonly configured: number;
  /** The rate at `until`, from which it recovers. */
  readonly rate: number;
  /** How often in a row it was slowed down. */
  readonly level: number;
  /** Nothing is sent before. */
  readonly until: number;
  /** When it was last slowed down: what was written before is no news. */
  readonly slowedAt: number;
}

const LONGEST_WAIT_MS = 60_000;
const RECOVERY_STEP_MS = 5000;
/** Of the configured rate, per step. */
const RECOVERY_STEP = 0.1;
/** Of the configured rate. Below it, waiting does more than slowness. */
const SLOWEST = 1 / 64;

export function newThrottle(configured: number): Throttle {
  return { configured, rate: configured, level: 0, until: -Infinity, slowedAt: -Infinity };
}

/** Messages per second that may be sent now; 0 while it waits. */
export function rateAt(throttle: Throttle, now: number): number {
  const { configured, rate, until } = throttle;
  if (now < until) return 0;
  if (rate >= configured) return configured;
  const steps = Math.floor((now - until) / RECOVERY_STEP_MS);
  return Math.min(configured, rate + steps * RECOVERY_STEP * configured);
}

export interface TooFast {
  readonly now: number;
  /** When the refused message was written. Hundreds in flight are refused together and mean one thing. */
  readonly writtenAt: number;
  /** Chance in [0, 1): ±20 % of the wait. */
  readonly fraction: number;
  /** The wait at least, for codes that ask for minutes. */
  readonly leastWaitMs?: number | undefined;
}

/** The provider refused a message for its rate. */
export function slowDown(throttle: Throttle, { now, writtenAt, fraction, leastWaitMs = 0 }: TooFast): Throttle {
  if (writtenAt <= throttle.slowedAt) return throttle;
  const { configured } = throttle;
  const current = rateAt(throttle, now) || throttle.rate;
  const level = current >= configured ? 0 : throttle.level;
  const wait = Math.max(leastWaitMs, Math.min(LONGEST_WAIT_MS, 1000 * 2 ** level) * (0.8 + 0.4 * fraction));
  return {
    configured,
    rate: Math.max(configured * SLOWEST, current / 2),
    level: level + 1,
    until: Math.max(throttle.until, now + wait),
    slowedAt: now,
  };
}

/** Another configured rate, from the number or the campaign; a slow-down goes on. */
export function reconfigure(throttle: Throttle, configured: number): Throttle {
  const slowed = throttle.rate < throttle.configured;
  return { ...throttle, configured, rate: slowed ? Math.min(throttle.rate, configured) : configured };
}

import type { Clock } from '@arauto/clock';

/** One look at both clocks, in milliseconds. */
export interface ClockReading {
  readonly monotonic: number;
  readonly wall: number;
}

const LONGEST_BACK_OFF_MS = 60_000;

export function readClocks(clock: Clock): ClockReading {
  return { monotonic: clock.monotonic(), wall: clock.now() };
}

/**
 * Whether a call that was claimed at `claimed` may still be written. Both clocks must agree: the monotonic one does not
 * see a machine that slept, the wall clock is set by others. A wall clock that went back proves nothing, so it is late:
 * a withdrawal costs no attempt, a double message cannot be taken back.
 */
export function isInTime(claimed: ClockReading, now: ClockReading, limitMs: number): boolean {
  const elapsed = now.monotonic - claimed.monotonic;
  const wallElapsed = now.wall - claimed.wall;
  return elapsed >= 0 && elapsed <= limitMs && wallElapsed >= 0 && wallElapsed <= limitMs;
}

/** How long a contact waits after its nth turn in a row that came to nothing, or a number likewise: 1, 2, 4 … 60 s, in milliseconds. */
export function lateBackOff(times: number): number {
  return Math.min(LONGEST_BACK_OFF_MS, 1000 * 2 ** (times - 1));
}

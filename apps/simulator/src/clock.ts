import { performance } from 'node:perf_hooks';

/** Where the simulator gets time from; a test hands in its own. */
export interface Clock {
  /** Wall clock in milliseconds since 1970, with a fraction. */
  now(): number;
  /** Calls `run` once after `delayMs` real milliseconds; the answer takes it back. */
  after(delayMs: number, run: () => void): () => void;
}

/** setTimeout fires at once above this many milliseconds (Node documentation, 32-bit signed). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock: within a millisecond of `Date.now()`, so that stamps compare with those of other processes. */
export function systemClock(): Clock {
  let origin = performance.timeOrigin;
  let last = 0;
  return {
    now() {
      const whole = Date.now();
      const fine = origin + performance.now();
      if (fine >= whole && fine < whole + 1) return (last = fine);
      // Not back by the correction itself: what is due in a moment would come before what was due already.
      const corrected = last >= whole && last < whole + 1 ? last : whole;
      origin += corrected - fine;
      return (last = corrected);
    },
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(LONGEST_TIMER_MS, Math.max(0, delayMs)));
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

/** Time, as everything in `libs` sees it. Nothing there may read the system clock by itself. */
export interface Clock {
  /** Wall clock, whole milliseconds since the Unix epoch. */
  now(): number;
  /** A clock that never goes backwards, in milliseconds from an arbitrary origin. For durations only. */
  monotonic(): number;
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts: the caller looks at the signal. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `callback` once after `ms` milliseconds. Returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** Resolves when this tick of the event loop is over, and all that waits now has gone first: input, output, other callers. No time passes. */
  endOfTick(): Promise<void>;
}

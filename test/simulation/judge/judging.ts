import type { Facts } from './facts';

/** What a rule has of the judge. */
export interface Judging {
  readonly facts: Facts;
  /** A promise was broken. */
  fail(rule: string, what: string): void;
}

/** Rules that are asked at every step. */
export interface Rules {
  /** Looks at what has come since it looked last. */
  look(): void;
}

/** How long after its commit a pause may not have been heard by everybody, milliseconds. */
export const HEARD_WITHIN = 500;
/** From the write of a request to its arrival, at the most, milliseconds. */
export const ON_ITS_WAY = 150;

import { hasSunk, type Quality } from '../sender';

/** When a campaign stops by itself. */
export type GuardRails = {
  /** The greatest share of the last contacts that may fail, 0 to 1; null: any. */
  readonly maxFailureRate: number | null;
  /** How many contacts that looks back over. */
  readonly overLast: number;
  /** So many refusals one after the other, whatever for; null: any. */
  readonly maxErrorsInARow: number | null;
  /** The greatest share of those who were reached that may want no more, 0 to 1; null: any. */
  readonly maxOptOutRate: number | null;
  /** Whether it stops when the platform thinks less of one of its numbers than before. */
  readonly onQualityDrop: boolean;
};

/** What has come of a campaign at a look at it. */
export interface SendsSoFar {
  /** Contacts that were sent to, whatever came of it. */
  readonly attempted: number;
  /** Of these, those who were not reached, but for who wanted no more, had no place, or no session. */
  readonly failed: number;
  readonly delivered: number;
  readonly optOuts: number;
  /** Of the numbers, in the order of the campaign; null where nobody knows. */
  readonly qualities: readonly (Quality | null)[];
}

/** What was seen that must not be: so many of so many. */
export type BrokenRail =
  | { readonly rail: 'failure_rate' | 'opt_out_rate'; readonly count: number; readonly of: number }
  | { readonly rail: 'quality'; readonly quality: Quality };

/** Of fewer nobody can tell. */
const LEAST_ATTEMPTED = 50;
const LEAST_DELIVERED = 100;

/**
 * Whether a campaign has to stop.
 * @param looks in order; the first one is from when somebody let it go on, so that nothing of before counts
 */
export function brokenRail(rails: GuardRails, looks: readonly SendsSoFar[]): BrokenRail | null {
  const [first] = looks;
  const now = looks.at(-1);
  if (!first || !now) return null;
  const { maxFailureRate, overLast, maxOptOutRate, onQualityDrop } = rails;
  const before = looks.findLast(({ attempted }) => attempted <= now.attempted - overLast) ?? first;
  const [of, count] = [now.attempted - before.attempted, now.failed - before.failed];
  const isSample = of >= Math.min(LEAST_ATTEMPTED, overLast);
  if (maxFailureRate !== null && isSample && count > of * maxFailureRate) return { rail: 'failure_rate', count, of };
  const [delivered, optOuts] = [now.delivered - first.delivered, now.optOuts - first.optOuts];
  const areMany = maxOptOutRate !== null && delivered >= LEAST_DELIVERED && optOuts > delivered * maxOptOutRate;
  if (areMany) return { rail: 'opt_out_rate', count: optOuts, of: delivered };
  const sunk = now.qualities.find((quality, n) => hasSunk(first.qualities[n] ?? null, quality));
  return onQualityDrop && sunk ? { rail: 'quality', quality: sunk } : null;
}

/** The looks that are still of use: the first, and from the last one on that is `overLast` contacts ago. */
export function looksOfUse({ overLast }: GuardRails, looks: readonly SendsSoFar[]): readonly SendsSoFar[] {
  const now = looks.at(-1);
  if (!now) return looks;
  const from = looks.findLastIndex(({ attempted }) => attempted <= now.attempted - overLast);
  return from <= 1 ? looks : [looks[0]!, ...looks.slice(from)];
}

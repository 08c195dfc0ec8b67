/** How many different people a number writes to in any 24 hours while it is new, day after day. */
export type WarmUp = {
  /** From when its days are counted. */
  readonly startsAt: string;
  /** One a day; after the last the plan is over. */
  readonly limits: readonly number[];
};

/** What holds of a plan at an instant. `until`: when something else does, milliseconds since the epoch. */
export interface WarmUpDay {
  /** From 1. */
  readonly day: number;
  readonly limit: number;
  readonly until: number;
}

const DAY = 86_400_000;

/** The day that a plan is in; null where there is none, and once it is over. @param now milliseconds since the epoch */
export function warmUpAt(warmUp: WarmUp | null | undefined, now: number): WarmUpDay | null {
  if (!warmUp) return null;
  const begins = Date.parse(warmUp.startsAt);
  const nth = Math.max(0, Math.floor((now - begins) / DAY));
  const limit = warmUp.limits[nth];
  return limit === undefined ? null : { day: nth + 1, limit, until: begins + (nth + 1) * DAY };
}

/** Limits that grow by the same factor every day. */
export function warmUpCurve(from: number, to: number, days: number): number[] {
  const factor = days === 1 ? 1 : (to / from) ** (1 / (days - 1));
  return Array.from({ length: days }, (_, n) => Math.round(n === days - 1 ? to : from * factor ** n));
}

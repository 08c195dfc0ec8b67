/** Days as an address has them, `2026-03-01`, both inclusive. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const DAY = 24 * 3_600_000;

/** Offered at a press. */
export const PERIODS = [
  ...(['today', 'yesterday', 'last_7_days', 'last_30_days', 'last_90_days'] as const),
  ...(['this_week', 'last_week', 'this_month', 'last_month'] as const),
] as const;

/**
 * The days that a period means, as the engine counts them for saved searches: weeks begin on Mondays, and the last 7 days are today and the six before it.
 * @param today day of the zone, `2026-03-01`
 */
export function daysOf(period: string, today: string): Days {
  const now = Date.parse(today);
  const date = new Date(now);
  const monday = now - ((date.getUTCDay() + 6) % 7) * DAY;
  const firstOf = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  switch (period) {
    case 'today':
      return shown(now, now);
    case 'yesterday':
      return shown(now - DAY, now - DAY);
    case 'this_week':
      return shown(monday, monday + 6 * DAY);
    case 'last_week':
      return shown(monday - 7 * DAY, monday - DAY);
    case 'this_month':
      return shown(firstOf(0), firstOf(1) - DAY);
    case 'last_month':
      return shown(firstOf(-1), firstOf(0) - DAY);
    default:
      return shown(now - (countOf(period)! - 1) * DAY, now);
  }
}

/** Of `last_{n}_days`; undefined of other periods. */
export function countOf(period: string): number | undefined {
  const [, count] = /^last_(\d+)_days$/.exec(period) ?? [];
  return count === undefined ? undefined : Number(count);
}

/** @param now milliseconds */
export function dayIn(timeZone: string, now: number): string {
  // Swedish writes days as the standard does.
  return new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + DAY).toISOString().slice(0, 10);
}

function shown(from: number, to: number): Days {
  const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
  return { from: day(from), to: day(to) };
}

import { offsetsIn } from '@arauto/clock';
import { type Kind, text } from '../fields';

const DAY = 24 * 3_600_000;
const MOST_DAYS = 366;
const FORMS = /^(today|yesterday|(this|last)_(week|month)|last_([1-9]\d{0,2})_days)$/;

/** Days counted from the day on which they are asked for, the first included and the last not: like `2026-11-28`. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const written = text({
  max: 32,
  pattern: FORMS,
  of: `today, yesterday, this_week, last_week, this_month, last_month or last_{n}_days (1 to ${MOST_DAYS})`,
  example: 'last_7_days',
});

/** A period that stays relative. Weeks begin on Mondays; the last 7 days are today and the six before it. */
export const countedDays: Kind<string> = {
  ...written,
  check: (value) => {
    const wrong = written.check(value);
    if (wrong.length > 0 || daysIn(value as string) <= MOST_DAYS) return wrong;
    return [{ path: '', code: 'out_of_range', message: `must be of ${MOST_DAYS} days at most` }];
  },
};

/** @param at milliseconds. The day is that of the zone */
export function daysOf(period: string, at: number, timeZone: string): Days {
  const today = Math.floor((at + offsetsIn(timeZone)(at)) / DAY) * DAY;
  const [from, to] = boundsOf(period, today);
  const shown = (day: number) => new Date(day).toISOString().slice(0, 10);
  return { from: shown(from), to: shown(to) };
}

function boundsOf(period: string, today: number): readonly [from: number, to: number] {
  const date = new Date(today);
  const monday = today - ((date.getUTCDay() + 6) % 7) * DAY;
  const firstOfMonth = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  switch (period) {
    case 'today':
      return [today, today + DAY];
    case 'yesterday':
      return [today - DAY, today];
    case 'this_week':
      return [monday, monday + 7 * DAY];
    case 'last_week':
      return [monday - 7 * DAY, monday];
    case 'this_month':
      return [firstOfMonth(0), firstOfMonth(1)];
    case 'last_month':
      return [firstOfMonth(-1), firstOfMonth(0)];
    default:
      return [today - (daysIn(period) - 1) * DAY, today + DAY];
  }
}

/** Of `last_{n}_days`. */
function daysIn(period: string): number {
  return Number(FORMS.exec(period)?.[4] ?? 1);
}

import { firstInstantOf, offsetsIn } from '@arauto/clock';
import { type SearchSchedule, WEEKDAYS } from '@arauto/domain';

const DAY = 24 * 3_600_000;
/** In so many days from any there is one of every weekday on both sides of midnight, whatever the clocks do. */
const FAR = 8;

/** The first instant after another at which a schedule is due by the clocks of a zone; both in milliseconds. */
export function nextDue(schedule: SearchSchedule, timeZone: string, after: number): number {
  for (let days = -1; ; days++) {
    const due = dueOn(schedule, timeZone, after, days);
    if (due !== undefined && due > after) return due;
  }
}

/** The last instant, not after another, at which a schedule was due; both in milliseconds. */
export function lastDue(schedule: SearchSchedule, timeZone: string, until: number): number {
  for (let days = 1; ; days--) {
    const due = dueOn(schedule, timeZone, until, days);
    if (due !== undefined && due <= until) return due;
  }
}

/** Whether an instant is later than a schedule is due by more than a period: no clock but one that was ahead says so. All in milliseconds. */
export function isTooLate(schedule: SearchSchedule, timeZone: string, instant: number, now: number): boolean {
  return instant > nextDue(schedule, timeZone, nextDue(schedule, timeZone, now));
}

/** When it is due on the day that is so many after that of an instant; undefined where it is none of its weekdays. */
function dueOn({ on, at }: SearchSchedule, timeZone: string, instant: number, days: number): number | undefined {
  if (Math.abs(days) > FAR + 1) throw new Error(`no day of ${FAR} is a ${on}`);
  const day = new Date(Math.floor((instant + offsetsIn(timeZone)(instant)) / DAY) * DAY + days * DAY);
  if (on !== null && WEEKDAYS[(day.getUTCDay() + 6) % 7] !== on) return undefined;
  return firstInstantOf(`${day.toISOString().slice(0, 10)}T${at}`, timeZone);
}

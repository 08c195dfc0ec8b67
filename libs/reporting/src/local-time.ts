import type { FileOptions } from './report';

const MINUTE = 60_000;
/** Every change of a zone's offset since 1980 falls on a quarter of an hour in UTC. */
const QUARTER = 15 * MINUTE;
const DAY = 86_400_000;

/**
 * Shows instants (RFC 3339) in a zone: `02/03/2026 09:00:00` in pt-BR and es, `2026-03-02 09:00:00` in en, where day and month
 * would else be taken for each other. What is no instant gives ''. `Intl` is asked for the offset once per quarter of an hour
 * and not once per value, which is what makes a million rows cheap.
 * @throws RangeError for a zone that is not known
 */
export function localTime({ language, timeZone }: FileOptions): (instant: string) => string {
  const offsetAt = offsets(timeZone);
  const isoOrder = language === 'en';
  const days = new Map<number, string>();
  return (instant) => {
    const at = Date.parse(instant);
    if (Number.isNaN(at)) return '';
    const local = at + offsetAt(at);
    const day = Math.floor(local / DAY);
    let date = days.get(day);
    if (date === undefined) {
      const [year, month, dayOfMonth] = new Date(day * DAY).toISOString().slice(0, 10).split('-') as [
        string,
        string,
        string,
      ];
      date = isoOrder ? `${year}-${month}-${dayOfMonth} ` : `${dayOfMonth}/${month}/${year} `;
      days.set(day, date);
    }
    const seconds = Math.floor((local - day * DAY) / 1000);
    return `${date}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };
}

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));

function two(n: number): string {
  return TWO[n]!;
}

/** Milliseconds to add to UTC at an instant. */
function offsets(timeZone: string): (at: number) => number {
  const known = new Map<number, number>();
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const ask = (at: number) => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value);
    const { year, month, day, hour, minute, second } = parts as Record<
      'year' | 'month' | 'day' | 'hour' | 'minute' | 'second',
      number
    >;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  };
  return (at) => {
    const quarter = Math.floor(at / QUARTER);
    let offset = known.get(quarter);
    if (offset === undefined) {
      offset = ask(quarter * QUARTER);
      known.set(quarter, offset);
    }
    return offset;
  };
}

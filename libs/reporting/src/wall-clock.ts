import { offsetsIn } from '@arauto/clock';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Zones differ from each other, and change, by quarters of an hour; the exceptions are asked for one by one. */
const QUARTER = 15 * MINUTE;
/** Nearly three years of them; more distinct ones are learnt anew, so that memory does not grow with the rows. */
const QUARTERS_KEPT = 100_000;

/** `mm:ss` of every second of an hour. */
const SECONDS = Array.from(
  { length: HOUR },
  (_, at) => `${twoDigits(Math.floor(at / MINUTE))}:${twoDigits(at % MINUTE)}`,
);

/** Shows instants, RFC 3339 UTC, by the clocks of a zone. */
export interface WallClock {
  /** Seconds since 1970 that a clock shows, as if it stood in UTC; NaN for what is no instant. */
  readonly seconds: (instant: string) => number;
  /** `YYYY-MM-DD HH:mm:ss`; undefined for what is no instant. */
  readonly text: (instant: string) => string | undefined;
}

/** A quarter of an hour of UTC in which the offset of the zone does not change, and is in quarters. */
interface Quarter {
  /** Seconds east of UTC; NaN in any other quarter. */
  readonly offset: number;
  /** As its clocks show it: `YYYY-MM-DD HH:`. */
  readonly hour: string;
  /** Seconds into that hour at its beginning. */
  readonly from: number;
}

/**
 * The clocks of a zone, for a million instants: what they show is made up once for every quarter of an hour that occurs, not for every instant.
 * @param zone IANA name
 * @throws RangeError for a zone that is not known
 */
export function wallClockIn(zone: string): WallClock {
  const offset = offsetsIn(zone);
  const offsetAt = (at: number) => offset(at * 1000) / 1000;
  const secondsOf = readingInstants();
  const known = new Map<number, Quarter>();

  function learn(quarter: number): Quarter {
    if (known.size >= QUARTERS_KEPT) known.clear();
    const begin = quarter * QUARTER;
    const offset = offsetAt(begin);
    const isRegular = offset % QUARTER === 0 && offsetAt(begin + QUARTER - 1) === offset;
    const hour = textOf(begin + offset).slice(0, -'mm:ss'.length);
    const learnt = { offset: isRegular ? offset : Number.NaN, hour, from: modulo(begin + offset, HOUR) };
    known.set(quarter, learnt);
    return learnt;
  }

  return {
    seconds: (instant) => {
      const at = secondsOf(instant);
      if (Number.isNaN(at)) return at;
      const quarter = Math.floor(at / QUARTER);
      const { offset } = known.get(quarter) ?? learn(quarter);
      return at + (Number.isNaN(offset) ? offsetAt(at) : offset);
    },
    text: (instant) => {
      const at = secondsOf(instant);
      if (Number.isNaN(at)) return undefined;
      const quarter = Math.floor(at / QUARTER);
      const { offset, hour, from } = known.get(quarter) ?? learn(quarter);
      return Number.isNaN(offset) ? textOf(at + offsetAt(at)) : hour + SECONDS[from + at - quarter * QUARTER]!;
    },
  };
}

/** RFC 3339 UTC, and years beyond four digits as ISO 8601 has them; Date.parse takes much else for a date. */
const INSTANT = /^(?:\d{4}|[+-]\d{6})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** As libs/clock writes them: `2026-03-02T12:00:00.000Z`. */
const OURS = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Seconds since 1970, rounded down as a clock does; NaN for what is no instant. Of our own form, Date.parse reads only the days. */
function readingInstants(): (instant: string) => number {
  const midnights = new Map<number, number>();
  const midnightOf = (date: number, instant: string) => {
    const midnight = Date.parse(`${instant.slice(0, 10)}T00:00:00Z`) / 1000;
    midnights.set(date, midnight);
    return midnight;
  };
  return (instant) => {
    if (!OURS.test(instant)) return INSTANT.test(instant) ? Math.floor(Date.parse(instant) / 1000) : Number.NaN;
    const year = twoAt(instant, 0) * 100 + twoAt(instant, 2);
    const date = year * 10_000 + twoAt(instant, 5) * 100 + twoAt(instant, 8);
    const second = twoAt(instant, 11) * HOUR + twoAt(instant, 14) * MINUTE + twoAt(instant, 17);
    return (midnights.get(date) ?? midnightOf(date, instant)) + second;
  };
}

/** The two digits that stand there. */
function twoAt(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 0x30 * 11;
}

/** `YYYY-MM-DD HH:mm:ss` of seconds that a clock shows. */
function textOf(wallSeconds: number): string {
  return new Date(wallSeconds * 1000).toISOString().replace('T', ' ').slice(0, -'.000Z'.length);
}

function modulo(value: number, by: number): number {
  return value - Math.floor(value / by) * by;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

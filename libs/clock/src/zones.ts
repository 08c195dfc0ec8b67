const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Offsets change at quarters of an hour; in what is older than the clocks of today, at any second. */
const QUARTER = HOUR / 4;
const SECOND = 1000;
/** Of nearly three years: memory does not grow with what is asked. */
const QUARTERS_KEPT = 100_000;

/** Milliseconds that clocks are ahead of UTC, at an instant in milliseconds. */
export type Offset = (at: number) => number;

/**
 * The clocks of a zone. Intl is asked once for every quarter of an hour that occurs and not for every instant.
 * @param zone IANA name
 * @throws RangeError for a zone that this Node does not know
 */
export function offsetsIn(zone: string): Offset {
  const ask = askIntl(zone);
  /** Undefined in a quarter in which the offset changes. */
  const known = new Map<number, number | undefined>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER);
    if (!known.has(quarter)) {
      if (known.size >= QUARTERS_KEPT) known.clear();
      const first = ask(quarter * QUARTER);
      known.set(quarter, ask((quarter + 1) * QUARTER - SECOND) === first ? first : undefined);
    }
    return known.get(quarter) ?? ask(at);
  };
}

/** The first instant of a day (`2026-11-28`) in a zone, in milliseconds: midnight, or where clocks pass over it, what they show then. */
export function startOfDay(day: string, zone: string): number {
  return firstInstantOf(`${day}T00:00`, zone);
}

/**
 * The first instant, in milliseconds, at which clocks of a zone show a time (`2026-11-28T09:30`), or where they pass over it, something later: what is
 * shown twice is meant once, and what is never shown is the instant at which the clocks are moved.
 */
export function firstInstantOf(localTime: string, zone: string): number {
  const shown = Date.parse(`${localTime}Z`);
  // Zones are at most 14 hours from UTC, and one that changed sides of the date line passed over a day.
  const [stretch, ...later] = stretchesIn(zone, shown - DAY, shown + 3 * DAY);
  const found = [stretch!, ...later].find(({ to, offset }) => shown < to + offset)!;
  return Math.max(found.from, shown - found.offset);
}

/** A stretch of time in which the clocks of a zone are not moved: `from` inclusive, `to` exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** The stretches that a time consists of, in milliseconds. */
export function stretchesIn(zone: string, from: number, to: number): Stretch[] {
  const offset = offsetsIn(zone);
  const stretches: Stretch[] = [];
  let begun = from;
  for (let at = from; at < to;) {
    const next = Math.min(at + DAY, to);
    if (offset(next - 1) !== offset(begun)) {
      const change = changeBetween(Math.max(begun, at - 1), next - 1, offset);
      stretches.push({ from: begun, to: change, offset: offset(change - 1) });
      at = begun = change;
    } else {
      at = next;
    }
  }
  if (begun < to) stretches.push({ from: begun, to, offset: offset(begun) });
  return stretches;
}

/** The first instant of another offset than that at `before`. */
function changeBetween(before: number, after: number, offset: Offset): number {
  let [low, high] = [before, after];
  const first = offset(before);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === first) low = middle;
    else high = middle;
  }
  return high;
}

/** To make what asks Intl costs a hundred times as much as to ask it. */
const asking = new Map<string, Offset>();
/** Names that are kept, at most: each can be written in many ways. */
const ZONES_KEPT = 100;

function askIntl(zone: string): Offset {
  const known = asking.get(zone);
  if (known) return known;
  if (asking.size >= ZONES_KEPT) asking.clear();
  const made = makeAsking(zone);
  asking.set(zone, made);
  return made;
}

function makeAsking(zone: string): Offset {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    hourCycle: 'h23',
    timeZone: zone,
  });
  return (at) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value);
    const { year, month, day, hour, minute, second } = shown;
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(at / SECOND) * SECOND;
  };
}

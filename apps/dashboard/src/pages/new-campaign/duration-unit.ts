export const UNITS = ['second', 'minute', 'hour', 'day'] as const;
export type Unit = (typeof UNITS)[number];

export const SECONDS_OF: Readonly<Record<Unit, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** The greatest unit in which a duration is a whole number. */
export function fittingUnit(seconds: number): Unit {
  return UNITS.findLast((unit) => seconds > 0 && seconds % SECONDS_OF[unit] === 0) ?? 'second';
}

export type DurationUnit = 'day' | 'hour' | 'minute' | 'second';

const SECONDS: readonly (readonly [DurationUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/**
 * The two greatest units of a duration, as people say it: 3 h 26 min, not 12,387 s. Rounded to the smaller of them.
 * @param seconds not negative
 */
export function partsOf(seconds: number): readonly (readonly [DurationUnit, number])[] {
  for (let at = 0; at < SECONDS.length; at++) {
    const [unit, size] = SECONDS[at]!;
    const next = SECONDS[at + 1];
    const fine = next?.[1] ?? 1;
    const rounded = Math.round(seconds / fine) * fine;
    if (rounded < size && next) continue;
    const rest = Math.round((rounded % size) / fine);
    const whole: readonly [DurationUnit, number] = [unit, Math.floor(rounded / size)];
    return next && rest > 0 ? [whole, [next[0], rest]] : [whole];
  }
  return [];
}

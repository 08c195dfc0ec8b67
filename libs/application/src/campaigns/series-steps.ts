import { stretchesIn } from '@arauto/clock';
import type { Period } from '../reports/period';

export const STEPS = ['minute', 'hour', 'day'] as const;
export type Step = (typeof STEPS)[number];

/** Most steps that are answered: more than a screen has columns. */
export const LONGEST_SERIES = 2000;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LENGTHS: Readonly<Record<Step, number>> = { minute: MINUTE, hour: HOUR, day: DAY };

export interface Steps {
  /** When each begins. */
  readonly starts: readonly number[];
  /** When the last ends. */
  readonly end: number;
}

/**
 * The steps that a period touches, whole, as the clocks of a zone have them: a day in which they are moved is longer or shorter, and an hour
 * that comes twice is two.
 * @param lastOnly of too many only the last
 * @returns undefined for more than are answered
 */
export function stepsIn(step: Step, { from, to }: Period, zone: string, lastOnly: boolean): Steps | undefined {
  const length = LENGTHS[step];
  const most = (LONGEST_SERIES + 2) * length;
  const begins = lastOnly ? Math.max(from, to - most) : from;
  if (to - begins > most) return undefined;
  const all = step === 'minute' ? minutesIn(begins, to) : startsIn(step, begins, to, zone);
  // Clocks are moved by less than a day.
  const first = all.findLastIndex((at) => at <= begins);
  const end = all.findIndex((at) => at >= to);
  const starts = to === from ? [] : all.slice(first, end);
  if (starts.length <= LONGEST_SERIES) return { starts, end: all[end]! };
  return lastOnly ? { starts: starts.slice(-LONGEST_SERIES), end: all[end]! } : undefined;
}

function minutesIn(from: number, to: number): number[] {
  const first = Math.floor(from / MINUTE);
  return Array.from({ length: Math.ceil(to / MINUTE) - first + 1 }, (_, n) => (first + n) * MINUTE);
}

/** From before the first to after the last. */
function startsIn(step: Exclude<Step, 'minute'>, from: number, to: number, zone: string): number[] {
  const length = LENGTHS[step];
  const starts: number[] = [];
  let before: number | undefined;
  for (const stretch of stretchesIn(zone, from - 2 * DAY, to + 2 * DAY)) {
    let shown = Math.floor((stretch.from + stretch.offset) / length);
    for (let at = stretch.from; at < stretch.to; at = shown * length - stretch.offset) {
      if (step === 'hour' || shown !== before) starts.push(at);
      before = shown;
      shown += 1;
    }
  }
  return starts;
}

import type { SeriesStep } from './search';

/** What is drawn, each with a line of its own. */
export const LINES = ['sent', 'delivered', 'read', 'failed'] as const;

const HOUR = 3_600_000;

/** Steps of which a screen shows what happened: minutes of a day, hours of a month, else days. The engine answers 2,000 of them. */
export function defaultStep(startedAt: string | null, completedAt: string | null, now = Date.now()): SeriesStep {
  if (startedAt === null) return 'minute';
  const hours = ((completedAt === null ? now : Date.parse(completedAt)) - Date.parse(startedAt)) / HOUR;
  return hours <= 24 ? 'minute' : hours <= 24 * 31 ? 'hour' : 'day';
}

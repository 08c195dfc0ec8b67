import { startOfDay } from '@arauto/clock';
import { InvalidArgumentError } from 'commander';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** RFC 3339 with an offset. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** What `moment` takes, after a name in help. */
export const A_MOMENT = 'a day like 2026-03-01, or a time like 2026-03-01T08:00:00-03:00';

/** A time with its offset, or a day. Which instant a day is says `instantOf`, once the zone is known. */
export function moment(text: string): string {
  if ((DAY.test(text) || TIME.test(text)) && isDay(text.slice(0, 10))) return text;
  throw new InvalidArgumentError(`It must be ${A_MOMENT} (Z or an offset, -03:00, at the end).`);
}

/** `2026-02-31` parses as a day of March. */
function isDay(text: string): boolean {
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text);
}

/** An IANA name. */
export function timeZone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    throw new InvalidArgumentError('It must be a time zone like America/Sao_Paulo.');
  }
}

/** Help of the option. */
export const WHOSE_DAYS = "of days without a time, like America/Sao_Paulo; this machine's by default";

/** A time as it is; of a day the instant at which it begins in a zone, this machine's by default. */
export function instantOf(text: string, zone?: string): string;
export function instantOf(text: string | undefined, zone?: string): string | undefined;
export function instantOf(text: string | undefined, zone?: string): string | undefined {
  if (text === undefined || !DAY.test(text)) return text;
  return new Date(startOfDay(text, zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone)).toISOString();
}

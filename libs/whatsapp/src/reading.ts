import { isObject, type JsonObject } from './json';

/** Thrown while one element is read; becomes a `malformed` element, never an error of the batch. */
export class Malformed extends Error {
  constructor(path: string, expected: string) {
    // A body may hold a million of them, and their stacks, which nobody reads, took 4 of 5 seconds.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`${path}: ${expected}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'Malformed';
  }
}

/** Ids beyond this are no ids of the platform, and would only fill an index. */
const LONGEST_ID = 512;
/** Values above are milliseconds, those below seconds: 10^11 seconds is the year 5138, 10^11 milliseconds 1973. */
const FIRST_MILLISECOND = 1e11;
/** The last instant whose ISO form has four digits of year, so that texts sort as times do. */
const LAST_INSTANT = 253_402_300_799_999;

/** The property when it is a text that is not empty. */
export function optionalText(source: unknown, name: string): string | undefined {
  if (!isObject(source)) return undefined;
  const value = source[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requireId(source: JsonObject, name: string, path: string): string {
  const value = source[name];
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_ID) {
    throw new Malformed(`${path}.${name}`, `a text of 1 to ${LONGEST_ID} characters was expected`);
  }
  return value;
}

/** As `requireInstant`, and null for what is none: a stamp that is missing or a placeholder spoils nothing. */
export function optionalInstant(value: unknown): number | null {
  try {
    return requireInstant(value, '');
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** An instant in milliseconds from Unix seconds or milliseconds, as a number or a text of digits. */
export function requireInstant(value: unknown, path: string): number {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number <= 0) {
    throw new Malformed(path, 'Unix seconds were expected');
  }
  const at = number > FIRST_MILLISECOND ? number : number * 1000;
  if (at > LAST_INSTANT) throw new Malformed(path, 'an instant before the year 10000 was expected');
  return at;
}

/** A property of something that may not be an object at all. */
export function field(value: unknown, name: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[name] : undefined;
}

/** A code of the platform. It goes into events, where no free text may come: whatever is no number is none. */
export function optionalCode(code: unknown): string | undefined {
  if (typeof code === 'number') return Number.isSafeInteger(code) ? String(code) : undefined;
  return typeof code === 'string' && /^\d{1,10}$/.test(code) ? code : undefined;
}

/**
 * Unique users per rolling 24 h, null for unlimited: `TIER_2K`, `TIER_UNLIMITED`, or a number of which -1 is unlimited, depending on where it
 * stands. `TIER_NOT_SET` says nothing. The steps change, so none is listed here.
 */
export function optionalLimit(value: unknown): number | null | undefined {
  if (typeof value === 'number') {
    if (value < 0) return null;
    return Number.isSafeInteger(value) && value > 0 ? value : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (/^(TIER_)?UNLIMITED$/.test(value)) return null;
  const match = /^(?:TIER_)?([1-9]\d{0,8})(K?)$/.exec(value);
  return match ? Number(match[1]) * (match[2] ? 1000 : 1) : undefined;
}

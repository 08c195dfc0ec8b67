/** A JSON object whose properties may be anything. */
export type Json = Readonly<Record<string, unknown>>;

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

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The property when it is a text that is not empty. */
export function optionalText(source: unknown, name: string): string | undefined {
  if (!isObject(source)) return undefined;
  const value = source[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function requireId(source: Json, name: string, path: string): string {
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

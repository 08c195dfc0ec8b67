import { isLongerThan, lengthOf } from '@arauto/domain';

/** What is wrong with a value. `path` is relative to it: empty, `[3]`, or `.name`. */
export interface Finding {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  /** With this value the rest of its object means something else: only this is reported. */
  readonly decides?: true;
}

/** Says what is wrong with a value; nothing when it is fine. */
export type Check = (value: unknown) => readonly Finding[];

export function finding(code: string, message: string, path = ''): Finding[] {
  return [{ path, code, message }];
}

/** Control characters end up in logs and files; lone surrogates cannot be stored. */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;
/** The same, for text of several lines. */
const UNPRINTABLE_BUT_LINES = /[^\P{Cc}\n\r\t]|\p{Cs}/u;

export interface TextRules {
  /** In characters (code points), as JSON Schema counts and as contact files are judged. */
  readonly max: number;
  readonly min?: number;
  readonly pattern?: RegExp;
  /** What `pattern` means, after "must be". */
  readonly of?: string;
  readonly lines?: boolean;
}

export function text({ max, min = 1, pattern, of, lines = false }: TextRules): Check {
  return (value) => {
    if (typeof value !== 'string') return finding('not_a_text', 'must be a text');
    if (isLongerThan(value, max)) {
      return finding('too_long', `must be at most ${max} characters long, is ${lengthOf(value)}`);
    }
    if (value.trim().length < min) {
      return value.trim() === ''
        ? finding('empty', 'must not be empty')
        : finding('too_short', `must be at least ${min} characters long`);
    }
    if ((lines ? UNPRINTABLE_BUT_LINES : UNPRINTABLE).test(value)) {
      return finding('unprintable', 'must not contain control characters');
    }
    return pattern && !pattern.test(value) ? finding('invalid', `must be ${of ?? `like ${pattern.source}`}`) : [];
  };
}

/** An id as we make them, or as anyone may mistype them: whether it exists is not asked here. */
export const id: Check = text({ max: 128 });

export function whole(min: number, max: number): Check {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? []
      : finding('out_of_range', `must be a whole number from ${min} to ${max}`);
}

export function above(limit: number, max: number): Check {
  return (value) =>
    typeof value === 'number' && value > limit && value <= max
      ? []
      : finding('out_of_range', `must be a number above ${limit} and up to ${max}`);
}

export const flag: Check = (value) =>
  typeof value === 'boolean' ? [] : finding('not_a_boolean', 'must be true or false');

/** `later` are values that the design knows and this version does not. */
export function oneOf(values: readonly string[], later: readonly string[] = []): Check {
  return (value) => {
    if (typeof value === 'string' && values.includes(value)) return [];
    if (typeof value === 'string' && later.includes(value)) {
      return [{ path: '', code: 'not_supported_yet', message: `"${value}" comes with a later version`, decides: true }];
    }
    return finding('unknown_value', `must be ${values.length === 1 ? values[0] : `one of ${values.join(', ')}`}`);
  };
}

export function list(item: Check, { max, min = 0 }: { max: number; min?: number }): Check {
  return (value) => {
    if (!Array.isArray(value)) return finding('not_a_list', 'must be a list');
    if (value.length > max) return finding('too_many', `must have at most ${max} entries, has ${value.length}`);
    if (value.length < min) return finding('too_few', `must have at least ${min} ${min === 1 ? 'entry' : 'entries'}`);
    return value.flatMap((entry: unknown, at) => under(`[${at}]`, item(entry)));
  };
}

/** An object of any names with values of one kind. */
export function record(item: Check, { max, maxName = 128 }: { max: number; maxName?: number }): Check {
  const name = text({ max: maxName });
  return (value) => {
    if (!isObject(value)) return finding('not_an_object', 'must be an object');
    const entries = Object.entries(value);
    if (entries.length > max) return finding('too_many', `must have at most ${max} entries, has ${entries.length}`);
    return entries.flatMap(([key, entry]) => {
      const wrong = name(key);
      return wrong.length > 0
        ? finding('invalid_name', `has a name that ${wrong[0]!.message}`)
        : under(`.${key}`, item(entry));
    });
  };
}

export function under(path: string, findings: readonly Finding[]): Finding[] {
  return findings.map((found) => ({ ...found, path: `${path}${found.path}` }));
}

/** RFC 3339 with an offset, at most milliseconds. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

export const time: Check = (value) =>
  typeof value === 'string' && TIME.test(value) && isDay(value) && !Number.isNaN(Date.parse(value))
    ? []
    : finding('not_a_time', 'must be a time like 2026-03-01T00:00:00Z');

/** `2026-02-31` parses as a day of March. */
function isDay(value: string): boolean {
  const midnight = Date.parse(`${value.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(value.slice(0, 10));
}

export const notYet: Check = () => finding('not_supported_yet', 'comes with a later version');

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { isLongerThan, lengthOf } from '@arauto/domain';
import type { Type } from '@nestjs/common';
import { orNull, type Schema } from './schema';

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

/** What a field takes, said once: for the check, for the OpenAPI document and for the compiler. */
export interface Kind<Value> {
  readonly check: Check;
  readonly schema: Schema;
  /** It may be left out. */
  readonly optional?: boolean;
  /** null is a value of its own: it takes a setting away. */
  readonly nullable?: boolean;
  /** The document does not name it. */
  readonly hidden?: boolean;
  /** Class of what is an object with fields of its own. */
  readonly part?: Type;
  /** In a query it repeats its name: `status=read&status=delivered`. */
  readonly repeats?: boolean;
  /** In a query it is text: the value that the text stands for, or the text where it stands for none. */
  readonly ofText?: (text: string) => unknown;
  /** Never there. It is how the compiler knows the type. */
  readonly value?: Value;
}

export function finding(code: string, message: string, path = ''): Finding[] {
  return [{ path, code, message }];
}

export function under(path: string, findings: readonly Finding[]): Finding[] {
  return findings.map((found) => ({ ...found, path: `${path}${found.path}` }));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function optional<Value>(kind: Kind<Value>): Kind<Value | undefined> {
  return { ...kind, optional: true };
}

export function nullable<Value>(kind: Kind<Value>): Kind<Value | null> {
  return { ...kind, nullable: true };
}

/** What the document says of it. */
export function schemaOf({ schema, nullable }: Kind<unknown>): Schema {
  return nullable ? orNull(schema) : schema;
}

/** A kind with one more rule, which a value meets that is right so far. */
export function narrowed<Value>(kind: Kind<Value>, rule: (value: Value) => readonly Finding[]): Kind<Value> {
  const check: Check = (value) => {
    const wrong = kind.check(value);
    return wrong.length > 0 ? wrong : rule(value as Value);
  };
  return { ...kind, check };
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
  readonly example?: string;
}

export function text({ max, min = 1, pattern, of, lines = false, example }: TextRules): Kind<string> {
  return {
    schema: {
      type: 'string',
      ...(min > 0 && { minLength: min }),
      maxLength: max,
      ...(pattern && { pattern: pattern.source }),
      ...(example !== undefined && { example }),
    },
    check: (value) => {
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
    },
  };
}

/** An id as we make them, or as anyone may mistype them: whether it exists is not asked here. */
export const id = text({ max: 128 });

/** Whatever notation it is in. Whether it is a number depends on the country of the subaccount. */
export const phone = text({ max: 40, example: '+5511900001234' });

export function whole(min: number, max: number): Kind<number> {
  return {
    schema: { type: 'integer', minimum: min, maximum: max },
    check: (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
        ? []
        : finding('out_of_range', `must be a whole number from ${min} to ${max}`),
    ofText: (given) => (/^\d{1,9}$/.test(given) ? Number(given) : given),
  };
}

export function above(limit: number, max: number): Kind<number> {
  return {
    schema: { type: 'number', exclusiveMinimum: limit, maximum: max },
    check: (value) =>
      typeof value === 'number' && value > limit && value <= max
        ? []
        : finding('out_of_range', `must be a number above ${limit} and up to ${max}`),
  };
}

export const flag: Kind<boolean> = {
  schema: { type: 'boolean' },
  check: (value) => (typeof value === 'boolean' ? [] : finding('not_a_boolean', 'must be true or false')),
};

/** A flag of a query, where it is one of two words. */
export const flagInQuery: Kind<boolean> = {
  ...flag,
  check: (value) => (typeof value === 'boolean' ? [] : finding('unknown_value', 'must be one of true, false')),
  ofText: (given) => (given === 'true' ? true : given === 'false' ? false : given),
};

/** `later` are values that the design knows and this version does not. */
export function oneOf<const Value extends string>(
  values: readonly Value[],
  later: readonly string[] = [],
): Kind<Value> {
  const known: readonly string[] = values;
  return {
    schema: { type: 'string', enum: [...values] },
    check: (value) => {
      if (typeof value === 'string' && known.includes(value)) return [];
      if (typeof value === 'string' && later.includes(value)) {
        const message = `"${value}" comes with a later version`;
        return [{ path: '', code: 'not_supported_yet', message, decides: true }];
      }
      return finding('unknown_value', `must be ${values.length === 1 ? values[0] : `one of ${values.join(', ')}`}`);
    },
  };
}

export function list<Item>(
  item: Kind<Item>,
  { max, min = 0 }: { readonly max: number; readonly min?: number },
): Kind<readonly Item[]> {
  return {
    schema: { type: 'array', items: item.schema, ...(min > 0 && { minItems: min }), maxItems: max },
    check: (value) => {
      if (!Array.isArray(value)) return finding('not_a_list', 'must be a list');
      if (value.length > max) return finding('too_many', `must have at most ${max} entries, has ${value.length}`);
      if (value.length < min) return finding('too_few', `must have at least ${min} ${min === 1 ? 'entry' : 'entries'}`);
      return value.flatMap((entry: unknown, at) => under(`[${at}]`, item.check(entry)));
    },
    repeats: true,
  };
}

const MAX_NAME = 128;
const NAME = text({ max: MAX_NAME });
const NO_NAME = `has a name that is empty, longer than ${MAX_NAME} characters or holds control characters`;

/** An object of any names with values of one kind. */
export function record<Item>(
  item: Kind<Item>,
  { max }: { readonly max: number },
): Kind<{ readonly [name: string]: Item }> {
  return {
    schema: { type: 'object', additionalProperties: item.schema, maxProperties: max },
    check: (value) => {
      if (!isObject(value)) return finding('not_an_object', 'must be an object');
      const entries = Object.entries(value);
      if (entries.length > max) return finding('too_many', `must have at most ${max} entries, has ${entries.length}`);
      return entries.flatMap(([key, entry]) => {
        const [wrong] = NAME.check(key);
        return wrong ? finding('invalid_name', NO_NAME) : under(`.${key}`, item.check(entry));
      });
    },
  };
}

/** An object whose inside is somebody else's to judge. */
export const anyObject: Kind<{ readonly [name: string]: unknown }> = {
  schema: { type: 'object' },
  check: (value) => (isObject(value) ? [] : finding('not_an_object', 'must be an object')),
};

/** An object with fields of its own. */
export function part<Part>(type: Type<Part>): Kind<Part> {
  return { check: anyObject.check, schema: { $ref: `#/components/schemas/${type.name}` }, part: type };
}

/** RFC 3339 with an offset, at most nanoseconds. */
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** An instant of a query, in milliseconds. */
export const timeInQuery: Kind<number> = {
  schema: { type: 'string', format: 'date-time' },
  check: (value) =>
    typeof value === 'number' ? [] : finding('not_a_time', 'must be a time like 2026-03-01T00:00:00Z'),
  ofText: (given) => {
    const at = TIME.test(given) && isDay(given) ? Date.parse(given) : Number.NaN;
    return Number.isNaN(at) ? given : at;
  },
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** An instant of a query, in milliseconds, or a day as it was written, which begins when it does in the zone that the query names. */
export const momentInQuery: Kind<number | string> = {
  schema: { type: 'string', description: 'A time, or a day of `timeZone`.', example: '2026-03-01' },
  check: (value) =>
    typeof value === 'number' || (typeof value === 'string' && DAY.test(value) && isDay(value))
      ? []
      : finding('not_a_time', 'must be a time like 2026-03-01T00:00:00Z, or a day like 2026-03-01'),
  ofText: timeInQuery.ofText!,
};

/** `2026-02-31` parses as a day of March. */
function isDay(given: string): boolean {
  const midnight = Date.parse(`${given.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(given.slice(0, 10));
}

/** An IANA name that this Node knows. */
export const timeZone: Kind<string> = {
  schema: { type: 'string', example: 'America/Sao_Paulo' },
  check: (value) =>
    typeof value === 'string' && value.length <= 64 && /^[A-Za-z][A-Za-z0-9_+/-]*$/.test(value) && isZone(value)
      ? []
      : finding('unknown_time_zone', 'must be a time zone like America/Sao_Paulo'),
};

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

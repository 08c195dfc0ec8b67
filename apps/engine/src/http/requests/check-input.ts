import { FIELD_CONSTRAINT, type Finding, findingsOf, isObject, kindsOf } from '@arauto/application/fields';
import type { Type } from '@nestjs/common';
import { validateSync, type ValidationError } from 'class-validator';
import { type Fault, invalid } from '../problems/problem';
import { LanguageQuery } from './language';

const WHITELIST_CONSTRAINT = 'whitelistValidation';

/** What a route without a body takes. */
class Nothing {}

/** Most errors in one answer: a file of wrong rows need not come back as long as it was. */
export const MAX_ERRORS = 100;

/**
 * Holds a body against its class; without a class it must be empty.
 * @throws HttpProblem `validation_failed` with every wrong or unknown field
 */
export function checkBody(type: Type | undefined, body: unknown, optional = false): unknown {
  const empty = body === undefined || body === null;
  if (empty && (type === undefined || optional)) return {};
  if (!isObject(body)) {
    const message = empty ? 'The body is missing: send a JSON object.' : 'The body must be a JSON object.';
    throw invalid([{ path: '', code: empty ? 'required' : 'not_an_object', message }]);
  }
  refuse(faultsOf(type ?? Nothing, body, 'unknown_field'));
  return body;
}

/**
 * Holds the query parameters against their class, and `language`, which every route takes, against its own where that class has not one; turns
 * them into values. The route's class gets to see no other language than its own.
 * @throws HttpProblem `validation_failed` with every wrong, repeated or unknown parameter
 */
export function checkQuery(type: Type = Nothing, query: Record<string, unknown>): Record<string, unknown> {
  if (kindsOf(type).has('language') || query['language'] === undefined) return valuesOf([[type, query]]);
  const { language, ...others } = query;
  const { language: _, ...values } = valuesOf([
    [type, others],
    [LanguageQuery, { language }],
  ]);
  return values;
}

function valuesOf(parts: readonly (readonly [type: Type, query: Record<string, unknown>])[]): Record<string, unknown> {
  const checked = parts.map(([type, query]) => {
    const kinds = kindsOf(type);
    // Without a prototype, a parameter called `__proto__` is one like any other.
    const values = Object.create(null) as Record<string, unknown>;
    const repeated: Fault[] = [];
    for (const [name, given] of Object.entries(query)) {
      const { repeats, ofText } = kinds.get(name) ?? {};
      if (repeats) values[name] = [given].flat();
      else if (typeof given === 'string') values[name] = ofText ? ofText(given) : given;
      else repeated.push({ path: name, code: 'repeated', message: `${name} may be given once.` });
    }
    return { values, faults: [...faultsOf(type, values, 'unknown_parameter'), ...repeated] };
  });
  refuse(checked.flatMap(({ faults }) => faults));
  return Object.assign(Object.create(null), ...checked.map(({ values }) => values)) as Record<string, unknown>;
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalid(faults.slice(0, MAX_ERRORS));
}

function faultsOf(type: Type, value: object, unknownCode: string): Fault[] {
  const odd = oddNames(type, value, '');
  if (odd.length > 0) return odd.map((path) => asFault(unknown(path, unknownCode)));
  const errors = validateSync(instanceOf(type, value), {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  return collect(errors, '', unknownCode).map(asFault);
}

/** Names of Object's own prototype, which would find something in every class. */
function oddNames(type: Type, value: object, parent: string): string[] {
  const kinds = kindsOf(type);
  return Object.entries(value).flatMap(([name, given]) => {
    const part = kinds.get(name)?.part;
    if (name in Object.prototype) return [`${parent}${name}`];
    return part && isObject(given) ? oddNames(part, given, `${parent}${name}.`) : [];
  });
}

/**
 * What was given, as the class whose checks it is held against; its parts as theirs. Everything else stays as it came, and may hold any
 * name: a general transformer trips over a variable that is called `constructor`.
 */
function instanceOf(type: Type, value: object): object {
  const kinds = kindsOf(type);
  const instance = new type() as object;
  for (const [name, given] of Object.entries(value)) {
    const part = kinds.get(name)?.part;
    Object.assign(instance, { [name]: part && isObject(given) ? instanceOf(part, given) : given });
  }
  return instance;
}

/** A finding as callers get it: its message is a sentence of its own. */
export function asFault({ path, code, message }: Finding): Fault {
  return { path, code, message: `${path} ${message}.` };
}

function collect(errors: readonly ValidationError[], parent: string, unknownCode: string): Finding[] {
  const found = errors.flatMap(({ property, constraints = {}, children = [] }): Finding[] => {
    const path = parent === '' ? property : `${parent}.${property}`;
    if (constraints[WHITELIST_CONSTRAINT] !== undefined) return [unknown(path, unknownCode)];
    const own = constraints[FIELD_CONSTRAINT];
    if (own !== undefined) return findingsOf(own).map((one) => ({ ...one, path: `${path}${one.path}` }));
    return collect(children, path, unknownCode);
  });
  const below = parent === '' ? 0 : parent.length + 1;
  const deciding = found.filter(({ decides, path }) => decides && !path.slice(below).includes('.'));
  return deciding.length > 0 ? deciding : found;
}

function unknown(path: string, code: string): Finding {
  return { path, code, message: `is no ${code === 'unknown_parameter' ? 'parameter' : 'field'} of this request` };
}

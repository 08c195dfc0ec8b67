import { type Problem, Refusal } from '@arauto/domain';
import type { Type } from '@nestjs/common';
import { finding, type Finding, type Kind, kindsOf, under } from '../fields';

/** Of queries of all reports alike: it stands beside the filters, or means nothing for what is kept or made of them. */
const BESIDE: readonly string[] = ['after', 'limit', 'cursor', 'language', 'timeZone', 'columns'];

/** Filters of a report as they are written in JSON. */
export type Filters = { readonly [name: string]: unknown };

/** As a query has them: what is text there is the value that it stands for, and what may repeat there is a list. */
export function valuesOf(query: Type, given: Filters): Filters {
  const kinds = kindsOf(query);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, valueOf(kinds.get(name), value)]));
}

/**
 * Everything that is wrong with filters, each by its name: `filters.status[0]`.
 * @param counted the period is counted from the day of asking: none is given, nor missing
 */
export function findingsOf(query: Type, given: Filters, counted = false): Problem[] {
  const kinds = new Map([...kindsOf(query)].filter(([name]) => !BESIDE.includes(name)));
  const found: Finding[] = [];
  const say = (name: string, code: string, message: string) => found.push(...finding(code, message, name));
  const isCounted = (name: string) => counted && (name === 'from' || name === 'to');
  for (const name of Object.keys(given)) {
    if (BESIDE.includes(name)) say(name, 'elsewhere', 'is a field beside the filters, if it is one, and no filter');
    else if (!kinds.has(name)) say(name, 'unknown_field', 'is no filter of this report');
    else if (isCounted(name)) say(name, 'out_of_place', 'cannot stand beside period: give one or the other');
  }
  const values = valuesOf(query, given);
  for (const [name, { check, optional }] of kinds) {
    const value = values[name];
    if (value !== undefined) found.push(...under(name, check(value)));
    else if (!optional && !isCounted(name)) say(name, 'required', 'is missing');
  }
  return under('filters.', found).map(({ path, code, message }) => ({ path, code, message: `${path} ${message}.` }));
}

/** What a report says of its query, said of the filters that it was given. */
export function saidOfFilters(error: unknown): unknown {
  if (!(error instanceof Refusal) || !error.details.errors) return error;
  const errors = error.details.errors.map((problem): Problem => {
    const { path, code, message } = problem;
    if (BESIDE.includes(/^\w*/.exec(path)![0])) return problem;
    return { path: `filters.${path}`, code, message: message.startsWith(`${path} `) ? `filters.${message}` : message };
  });
  return new Refusal(error.code, errors.map(({ message }) => message).join(' '), { ...error.details, errors });
}

function valueOf(kind: Kind<unknown> | undefined, given: unknown): unknown {
  if (kind?.repeats) return [given].flat();
  if (!kind?.ofText) return given;
  // Of a query a number is a time that was read from a text. In JSON it is none: no text is it.
  if (typeof given === 'number' && kind.schema.type === 'string') return kind.ofText(String(given));
  return typeof given === 'string' ? kind.ofText(given) : given;
}

import { ControlError } from './control-error';
import { type JsonObject } from './json-object';

/** Refuses fields that a control route does not know, by name. */
export function onlyFields(body: JsonObject, allowed: readonly string[]): void {
  const unknown = Object.keys(body).filter((name) => !allowed.includes(name));
  if (unknown.length > 0)
    throw new ControlError(400, `unknown field${unknown.length > 1 ? 's' : ''} ${unknown.join(', ')}`);
}

/** A text field that must be there. */
export function text(body: JsonObject, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '')
    throw new ControlError(400, `${name} must be a text that is not empty`);
  return value;
}

/** A text field that may be left out or null. */
export function optionalText(body: JsonObject, name: string): string | undefined {
  return body[name] === undefined || body[name] === null ? undefined : text(body, name);
}

/** One of some values, or the fallback when the field is left out. */
export function oneOf<T extends string | number>(
  body: JsonObject,
  name: string,
  values: readonly T[],
  fallback?: T,
): T {
  const value = body[name] ?? fallback;
  if (values.includes(value as T)) return value as T;
  throw new ControlError(400, `${name} must be one of ${values.join(', ')}, not ${JSON.stringify(value)}`);
}

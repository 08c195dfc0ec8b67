import { ControlError } from './control-error';
import { controlDigits } from './handsets';
import { type JsonObject } from './json-object';
import { messagingLimit, tierNames } from './messaging-limits';

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

/** The digits of a phone in any notation. */
export function phoneDigits(body: JsonObject, name: string): string {
  const digits = controlDigits(text(body, name));
  if (!/^[1-9]\d{6,17}$/.test(digits)) throw new ControlError(400, `${name} must be an international number`);
  return digits;
}

/** Unique users per rolling 24 h, as a tier's name or a number. */
export function userLimit(name: string, value: unknown): number {
  const limit = messagingLimit(value);
  if (limit === undefined) {
    throw new ControlError(400, `${name} must be one of ${tierNames.join(', ')}, a number of users, or -1`);
  }
  return limit;
}

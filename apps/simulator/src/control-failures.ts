import { ControlError } from './control-error';
import { oneOf, onlyFields, optionalText, phoneDigits } from './control-fields';
import { type JsonObject } from './json-object';
import { type World } from './world';

/** `{ phone, code, when: answer | later, message?, times? }`: the next messages to a person fail, one unless said otherwise. */
export function orderFailure(world: World, body: JsonObject): object {
  onlyFields(body, ['phone', 'code', 'when', 'message', 'times']);
  const digits = phoneDigits(body, 'phone');
  const when = oneOf(body, 'when', ['answer', 'later'] as const);
  const code = wholeNumber(body, 'code');
  const times = body.times === undefined ? 1 : wholeNumber(body, 'times');
  world.failures.order(digits, { when, code, message: optionalText(body, 'message') }, times);
  return { phone: `+${digits}`, code, when, times };
}

function wholeNumber(body: JsonObject, name: string): number {
  const value = body[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new ControlError(400, `${name} must be a whole number, not ${JSON.stringify(value)}`);
}

import { type BusinessNumber } from '../business-numbers';
import { ControlError } from '../control-error';
import { onlyFields } from '../control-fields';
import { type JsonObject } from '../json-object';
import { type World } from '../world';

/** `{ from, to, optIn: true | false }`: the legacy `user-event` of Gupshup's own list of those who opted in. */
export function tellOptIn(world: World, number: BusinessNumber, phone: string, body: JsonObject): object {
  onlyFields(body, ['from', 'to', 'optIn']);
  if (number.provider !== 'gupshup')
    throw new ControlError(400, 'optIn is for numbers that are connected with gupshup');
  if (typeof body.optIn !== 'boolean') throw new ControlError(400, 'optIn must be true or false');
  const type = body.optIn ? 'opted-in' : 'opted-out';
  const payload = JSON.stringify({ phone, type });
  world.outboxOf(number).put({ mode: 'OTHERS', type: 'user-event', payload, v3: null, held: false });
  return { from: phone, type };
}

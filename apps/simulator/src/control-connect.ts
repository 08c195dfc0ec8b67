import { connectCloudNumber } from './connect-cloud-number';
import { ControlError } from './control-error';
import { oneOf } from './control-fields';
import { connectApp } from './gupshup/connect-app';
import { type JsonObject } from './json-object';
import { type World } from './world';

/**
 * Makes a number known to its `provider`, the Cloud API unless said otherwise.
 * @param origin where the caller finds this simulator
 */
export function connectNumber(world: World, id: string, body: JsonObject, origin: string): Promise<object> {
  const provider = oneOf(body, 'provider', ['cloud-api', 'gupshup'], 'cloud-api');
  const former = world.known.numbers.get(id)?.provider ?? provider;
  if (former !== provider) throw new ControlError(409, `number ${id} is connected with ${former}`);
  return provider === 'gupshup' ? connectApp(world, id, body, origin) : connectCloudNumber(world, id, body);
}

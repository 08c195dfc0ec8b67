import { refusal, type World } from './row';

type Given<Value> = Value | ((world: World) => Value);
type Body = object | readonly unknown[] | undefined;

export const of = <Value>(given: Given<Value>, world: World): Value =>
  typeof given === 'function' ? (given as (world: World) => Value)(world) : given;

export const call =
  (method: string, path: Given<string>, body?: Given<Body>, headers: Record<string, string> = {}) =>
  async (world: World) =>
    refusal(await world.api.call(method, of(path, world), of(body, world), headers));

export const post = (path: Given<string>, body?: Given<Body>, headers?: Record<string, string>) =>
  call('POST', path, body, headers);
export const get = (path: Given<string>) => call('GET', path);

/** A body as bytes, whatever it says it is. */
export const raw =
  (path: Given<string>, body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
  async (world: World) => {
    const headers = { authorization: `Bearer ${world.engine.adminKey}`, 'content-type': type };
    const response = await fetch(world.api.url + of(path, world), { method: 'POST', headers, body });
    return refusal({ status: response.status, headers: response.headers, body: await response.json() });
  };

export const onCampaign =
  (action: string) =>
  ({ campaignId }: World) =>
    `/v1/campaigns/${campaignId}${action}`;

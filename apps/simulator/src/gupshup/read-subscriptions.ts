import { ControlError } from '../control-error';
import { oneOf, onlyFields, text } from '../control-fields';
import { asObject, type JsonObject } from '../json-object';
import { callbackVersions, subscriptionModes, usualModes, type AppSubscription, type SubscriptionMode } from './app';

/** Fields that make a subscription. */
export const OF_SUBSCRIPTION = ['webhookUrl', 'callbackVersion', 'modes', 'headers'];

/** Subscriptions that an app may have (platform reference, 5.2). */
const MOST_SUBSCRIPTIONS = 5;

/** The one in the body itself, if it has an address, and those in `moreSubscriptions`. */
export function readSubscriptions(body: JsonObject): AppSubscription[] {
  const more = body.moreSubscriptions ?? [];
  if (!Array.isArray(more)) throw new ControlError(400, 'moreSubscriptions must be a list');
  const others = more.map((value: unknown) => {
    const object = asObject(value);
    if (!object) throw new ControlError(400, 'moreSubscriptions must be a list of objects');
    onlyFields(object, OF_SUBSCRIPTION);
    return readSubscription(object);
  });
  const all = body.webhookUrl === undefined || body.webhookUrl === null ? others : [readSubscription(body), ...others];
  if (all.length > MOST_SUBSCRIPTIONS)
    throw new ControlError(400, `an app has at most ${MOST_SUBSCRIPTIONS} subscriptions`);
  return all;
}

function readSubscription(body: JsonObject): AppSubscription {
  return {
    url: text(body, 'webhookUrl'),
    version: oneOf(body, 'callbackVersion', callbackVersions, 'v2'),
    modes: readModes(body.modes),
    headers: readHeaders(body.headers),
  };
}

function readModes(modes: unknown): readonly SubscriptionMode[] {
  if (modes === undefined || modes === null) return usualModes;
  if (Array.isArray(modes) && modes.every((mode) => subscriptionModes.includes(mode as SubscriptionMode))) {
    return modes as SubscriptionMode[];
  }
  throw new ControlError(400, `modes must be a list of ${subscriptionModes.join(', ')}`);
}

function readHeaders(headers: unknown): Readonly<Record<string, string>> {
  const object = asObject(headers ?? {});
  if (object && Object.values(object).every((value) => typeof value === 'string')) {
    return object as Readonly<Record<string, string>>;
  }
  throw new ControlError(400, 'headers must be an object of texts');
}

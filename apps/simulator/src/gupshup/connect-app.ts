import { type GupshupNumber } from '../business-numbers';
import { ControlError } from '../control-error';
import { onlyFields, optionalText, phoneDigits, text, userLimit } from '../control-fields';
import { describedNumber } from '../described-number';
import { type JsonObject } from '../json-object';
import { type World } from '../world';
import { type AppSubscription } from './app';
import { callbackBody } from './callback';
import { OF_SUBSCRIPTION, readSubscriptions } from './read-subscriptions';

/**
 * Makes an app known, or known anew with other credentials, and tries its callback addresses as Gupshup does: with a `user-event` that
 * must be answered with 2xx. Where it is not, the answer is 422: the app is then known, and its callbacks go where they went before.
 */
export async function connectApp(world: World, id: string, body: JsonObject, origin: string): Promise<object> {
  onlyFields(body, [
    'provider',
    'appName',
    'source',
    'apiKey',
    'businessAccountId',
    'portfolioId',
    'messagesPerSecond',
    'messagingLimit',
    'moreSubscriptions',
    ...OF_SUBSCRIPTION,
  ]);
  const account = optionalText(body, 'businessAccountId') ?? id;
  const number: GupshupNumber = {
    provider: 'gupshup',
    id,
    displayPhoneNumber: text(body, 'source'),
    digits: phoneDigits(body, 'source'),
    account,
    portfolio: optionalText(body, 'portfolioId') ?? account,
    appName: text(body, 'appName'),
    apiKey: text(body, 'apiKey'),
    messagesPerSecond: readRate(body.messagesPerSecond),
    messagingLimit: userLimit('messagingLimit', body.messagingLimit ?? 'TIER_UNLIMITED'),
    origin,
    quality: 'GREEN',
    status: 'CONNECTED',
    subscriptions: world.known.numbers.app(id)?.subscriptions ?? [],
  };
  const wanted = readSubscriptions(body);
  const namesake = world.known.numbers.all().find((other) => other.id !== id && hasNameOf(other, number));
  if (namesake) throw new ControlError(409, `the app ${namesake.id} has this name and key`);
  world.known.numbers.connect(number);
  world.reconnected(number);
  for (const subscription of wanted) {
    const problem = await tried(world, number, subscription);
    if (problem !== undefined)
      throw new ControlError(422, `app ${id} is known, but its callbacks were not registered: ${problem}`);
  }
  if (wanted.length > 0) number.subscriptions = wanted;
  return { ...describedNumber(world, number), webhookUrl: number.subscriptions[0]?.url ?? null };
}

function hasNameOf(
  other: { readonly provider: string; readonly appName?: string; readonly apiKey?: string },
  app: GupshupNumber,
): boolean {
  return other.provider === 'gupshup' && other.appName === app.appName && other.apiKey === app.apiKey;
}

function readRate(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && value > 0 && value < Infinity) return value;
  throw new ControlError(400, 'messagesPerSecond must be a number above 0');
}

/** Undefined when the receiver took the first event, else one sentence. Version 3 has no such event: it is taken at its word. */
async function tried(world: World, number: GupshupNumber, subscription: AppSubscription): Promise<string | undefined> {
  const { url, version, headers } = subscription;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return `"${url}" is no http address`;
  if (version === 'v3') return undefined;
  const payload = JSON.stringify({ phone: 'callbackSetPhone', type: 'sandbox-start' });
  const event = { mode: 'OTHERS', type: 'user-event', payload, v3: null, held: false } as const;
  const { client, clock, knobs } = world.post;
  const status = await client.post(
    url,
    callbackBody(number, version, event, clock.now()),
    headers,
    knobs.webhookTimeoutMs,
  );
  if (status === 0) return 'the receiver did not answer';
  return status >= 200 && status < 300 ? undefined : `the receiver answered the first event with ${status}`;
}

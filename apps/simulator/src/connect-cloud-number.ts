import { type CloudNumber } from './business-numbers';
import { ControlError } from './control-error';
import { onlyFields, optionalText, phoneDigits, text, userLimit } from './control-fields';
import { describedNumber } from './described-number';
import { type JsonObject } from './json-object';
import { subscribe } from './subscribe';
import { type World } from './world';

const THROUGHPUT = { STANDARD: 80, HIGH: 1000 } as const;

/**
 * Makes a number known, or known anew with other credentials, and performs the webhook handshake when there is a
 * `webhookUrl`. A failed handshake is answered 422: the number is then known, and its webhooks go where they went before, if anywhere.
 */
export async function connectCloudNumber(world: World, id: string, body: JsonObject): Promise<object> {
  onlyFields(body, [
    'provider',
    'displayPhoneNumber',
    'businessAccountId',
    'portfolioId',
    'accessToken',
    'appSecret',
    'verifyToken',
    'throughputLevel',
    'messagingLimit',
    'webhookUrl',
  ]);
  const digits = phoneDigits(body, 'displayPhoneNumber');
  const account = text(body, 'businessAccountId');
  const former = world.known.numbers.cloud(id)?.subscription;
  const number: CloudNumber = {
    provider: 'cloud-api',
    id,
    displayPhoneNumber: text(body, 'displayPhoneNumber'),
    digits,
    account,
    portfolio: optionalText(body, 'portfolioId') ?? account,
    accessToken: text(body, 'accessToken'),
    appSecret: text(body, 'appSecret'),
    throughput: readThroughput(body.throughputLevel ?? 'STANDARD'),
    messagingLimit: userLimit('messagingLimit', body.messagingLimit ?? 'TIER_UNLIMITED'),
    quality: 'GREEN',
    status: 'CONNECTED',
    // Until the new handshake has succeeded, what is on its way goes where it went before.
    subscription: former && { url: former.url, appSecret: text(body, 'appSecret') },
  };
  const verifyToken = text(body, 'verifyToken');
  const webhookUrl = optionalText(body, 'webhookUrl');
  world.known.numbers.connect(number);
  world.reconnected(number);
  if (webhookUrl !== undefined) {
    const problem = await subscribe(world, number, webhookUrl, verifyToken);
    if (problem !== undefined)
      throw new ControlError(422, `number ${id} is known, but its webhooks were not registered: ${problem}`);
  }
  return { ...describedNumber(world, number), webhookUrl: number.subscription?.url ?? null };
}

function readThroughput(level: unknown): number {
  if (typeof level === 'number' && level > 0 && level < Infinity) return level;
  if (level === 'STANDARD' || level === 'HIGH') return THROUGHPUT[level];
  throw new ControlError(400, 'throughputLevel must be STANDARD, HIGH or a number of messages per second');
}

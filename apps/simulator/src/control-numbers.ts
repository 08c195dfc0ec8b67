import { type BusinessNumber, type CloudNumber } from './business-numbers';
import { ControlError } from './control-error';
import { oneOf, onlyFields, optionalText, text } from './control-fields';
import { controlDigits } from './handsets';
import { type JsonObject } from './json-object';
import { messagingLimit, tierName, tierNames } from './messaging-limits';
import { announceLimit, announceQuality, announceRestriction } from './platform-events';
import { subscribe } from './subscribe';
import { type World } from './world';

const THROUGHPUT = { STANDARD: 80, HIGH: 1000 } as const;

/**
 * Makes a number known, or known anew with other credentials, and performs the webhook handshake when there is a
 * `webhookUrl`. A failed handshake is answered 422: the number is then known, and its webhooks go where they went before, if anywhere.
 */
export async function connectNumber(world: World, id: string, body: JsonObject): Promise<object> {
  onlyFields(body, [
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
  const displayPhoneNumber = text(body, 'displayPhoneNumber');
  const digits = controlDigits(displayPhoneNumber);
  if (!/^[1-9]\d{6,17}$/.test(digits))
    throw new ControlError(400, 'displayPhoneNumber must be an international number');
  const account = text(body, 'businessAccountId');
  const former = world.known.numbers.cloud(id)?.subscription;
  const number: CloudNumber = {
    provider: 'cloud-api',
    id,
    displayPhoneNumber,
    digits,
    account,
    portfolio: optionalText(body, 'portfolioId') ?? account,
    accessToken: text(body, 'accessToken'),
    appSecret: text(body, 'appSecret'),
    throughput: readThroughput(body.throughputLevel ?? 'STANDARD'),
    messagingLimit: readLimit('messagingLimit', body.messagingLimit ?? 'TIER_UNLIMITED'),
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
  return { ...described(world, number), webhookUrl: number.subscription?.url ?? null };
}

function readThroughput(level: unknown): number {
  if (typeof level === 'number' && level > 0 && level < Infinity) return level;
  if (level === 'STANDARD' || level === 'HIGH') return THROUGHPUT[level];
  throw new ControlError(400, 'throughputLevel must be STANDARD, HIGH or a number of messages per second');
}

function readLimit(name: string, value: unknown): number {
  const limit = messagingLimit(value);
  if (limit === undefined) {
    throw new ControlError(400, `${name} must be one of ${tierNames.join(', ')}, a number of users, or -1`);
  }
  return limit;
}

function known(world: World, id: string): BusinessNumber {
  const number = world.known.numbers.find(id);
  if (!number) throw new ControlError(404, `no number ${id} is connected`);
  return number;
}

function described(world: World, number: BusinessNumber): object {
  return {
    id: number.id,
    status: number.status,
    quality: number.quality,
    messagingLimit: tierName(world.known.numbers.limitOf(number.portfolio)),
    throughput: number.throughput,
    restriction: world.known.numbers.restrictionOf(number.account) ?? null,
  };
}

/** `{ quality: GREEN | YELLOW | RED | UNKNOWN }`. */
export function setQuality(world: World, id: string, body: JsonObject): object {
  onlyFields(body, ['quality']);
  const number = known(world, id);
  number.quality = oneOf(body, 'quality', ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const);
  announceQuality(world, number, number.quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED');
  return described(world, number);
}

/** `{ tier: TIER_250 | … | TIER_UNLIMITED }`, or a number of users: the limit of the number's whole portfolio. */
export function setTier(world: World, id: string, body: JsonObject): object {
  onlyFields(body, ['tier']);
  const number = known(world, id);
  const { numbers } = world.known;
  const before = numbers.limitOf(number.portfolio);
  const limit = readLimit('tier', body.tier);
  numbers.setLimit(number.portfolio, limit);
  announceLimit(world, number, before, limit);
  return described(world, number);
}

/** `{ code?: 368 | 131031, lifted?: true }`: every send of the number's account is refused with the code, 368 unless said otherwise. */
export function restrictNumber(world: World, id: string, body: JsonObject): object {
  onlyFields(body, ['code', 'lifted']);
  const number = known(world, id);
  if (body.lifted !== undefined && typeof body.lifted !== 'boolean')
    throw new ControlError(400, 'lifted must be true or false');
  const code = body.lifted === true ? undefined : oneOf(body, 'code', [368, 131031], 368);
  world.known.numbers.restrict(number.account, code);
  announceRestriction(world, number, code);
  return described(world, number);
}

import { type BusinessNumber } from './business-numbers';
import { ControlError } from './control-error';
import { oneOf, onlyFields, userLimit } from './control-fields';
import { describedNumber } from './described-number';
import { isOwnCode } from './gupshup/codes';
import { type JsonObject } from './json-object';
import { announceLimit, announceQuality, announceRestriction } from './platform-events';
import { type World } from './world';

function known(world: World, id: string): BusinessNumber {
  const number = world.known.numbers.find(id);
  if (!number) throw new ControlError(404, `no number ${id} is connected`);
  return number;
}

/** `{ quality: GREEN | YELLOW | RED | UNKNOWN }`. */
export function setQuality(world: World, id: string, body: JsonObject): object {
  onlyFields(body, ['quality']);
  const number = known(world, id);
  number.quality = oneOf(body, 'quality', ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const);
  announceQuality(world, number, number.quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED');
  return describedNumber(world, number);
}

/** `{ tier: TIER_250 | … | TIER_UNLIMITED }`, or a number of users: the limit of the number's whole portfolio. */
export function setTier(world: World, id: string, body: JsonObject): object {
  onlyFields(body, ['tier']);
  const number = known(world, id);
  const { numbers } = world.known;
  const before = numbers.limitOf(number.portfolio);
  const limit = userLimit('tier', body.tier);
  numbers.setLimit(number.portfolio, limit);
  announceLimit(world, number, before, limit);
  return describedNumber(world, number);
}

/** An empty wallet (1003) and a rate that was passed for too long (4001) are between Gupshup and its customer: WhatsApp tells of neither. */
const RESTRICTIONS = { 'cloud-api': [368, 131031], gupshup: [368, 131031, 1003, 4001] } as const;

/** `{ code?: 368 | 131031, lifted?: true }`: every send of the number's account is refused with the code, 368 unless said otherwise. */
export function restrictNumber(world: World, id: string, body: JsonObject): object {
  onlyFields(body, ['code', 'lifted']);
  const number = known(world, id);
  if (body.lifted !== undefined && typeof body.lifted !== 'boolean')
    throw new ControlError(400, 'lifted must be true or false');
  const code = body.lifted === true ? undefined : oneOf<number>(body, 'code', RESTRICTIONS[number.provider], 368);
  const former = world.known.numbers.restrictionOf(number.account);
  world.known.numbers.restrict(number.account, code);
  if (!isOwnCode(code ?? former ?? 0)) announceRestriction(world, number, code);
  return describedNumber(world, number);
}

import { isObject, type JsonObject } from '../../json';
import { optionalInstant, optionalLimit, optionalText, requireId } from '../../reading';
import type { AccountElement } from '../../webhook-element';
import type { EventReader } from './envelope';

type Said = Pick<AccountElement, 'field' | 'event' | 'tier' | 'value'>;

/**
 * What became of a number or its account, translated to what Meta says where it says the same, so that it asks for the same.
 * Source: Gupshup's documentation, *System events*.
 */
export const readAccountEvent: EventReader = (payload, { names, timestamp }) => {
  const type = requireId(payload, 'type', 'payload');
  const said = SAID.get(type)?.(isObject(payload['payload']) ? payload['payload'] : payload);
  if (!said) return { kind: 'ignored', reason: `account ${type.slice(0, 40)}` };
  return { kind: 'account', at: optionalInstant(timestamp), names, errors: [], ...said };
};

const SAID: ReadonlyMap<string, (inner: JsonObject) => Said | null> = new Map([
  ['tier-event', tierOf],
  ['capability-event', capabilityOf],
  ['status-event', statusOf],
]);

/** `newTier` in some pages, `currentLimit` in others. */
function tierOf(inner: JsonObject): Said {
  const tier = optionalLimit(inner['newTier'] ?? inner['currentLimit'] ?? inner['currentTier']);
  return { field: 'phone_number_quality_update', event: optionalText(inner, 'event'), tier, value: inner };
}

function capabilityOf(inner: JsonObject): Said {
  const tier = optionalLimit(inner['maxDailyConversationPerPhone']);
  return { field: 'business_capability_update', tier, value: inner };
}

function statusOf(inner: JsonObject): Said | null {
  const status = optionalText(inner, 'status');
  const field = 'account_update';
  switch (status) {
    case 'ACCOUNT_VIOLATION':
      return { field, event: status, value: inner };
    case 'ACCOUNT_DISABLE':
      return { field, event: 'DISABLED_UPDATE', value: { ban_info: { waba_ban_state: 'DISABLE' } } };
    case 'ACCOUNT_RESTRICTED':
      return { field, event: 'ACCOUNT_RESTRICTION', value: { restriction_info: restrictionsIn(inner) } };
    default:
      return null;
  }
}

function restrictionsIn({ restrictions }: JsonObject): readonly object[] {
  if (!Array.isArray(restrictions)) return [];
  return restrictions.filter(isObject).map((each) => ({
    restriction_type: optionalText(each, 'type')?.replace(/^RESTRICTION_/, 'RESTRICTED_'),
    expiration: expiryOf(each['expiry']),
  }));
}

/** An instant as a number, or written out. */
function expiryOf(expiry: unknown): unknown {
  const at = typeof expiry === 'string' ? Date.parse(expiry) : NaN;
  return Number.isNaN(at) ? expiry : at;
}

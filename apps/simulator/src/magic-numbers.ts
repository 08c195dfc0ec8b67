import { type Provider } from './business-numbers';
import { type Fate } from './fate';

/** What the last four digits of a phone make certain. `refuse` is a Graph error code answered to the first `times` attempts. */
export interface Magic {
  readonly does: string;
  readonly refuse?: { readonly code: number; readonly times: number };
  readonly fate?: Partial<Fate>;
}

const delivered: Partial<Fate> = {
  answer: 'accept',
  end: 'delivered',
  read: true,
  contradiction: 'none',
  deliveredSkipped: false,
  order: 'kept',
  copies: 1,
  reactions: [],
};
const failing = (code: number): Partial<Fate> => ({ ...delivered, end: 'failed', read: false, code });

/** Numbers that override chance, in every scenario (WhatsApp platform reference, 8.7). `0021` is Gupshup's own. */
export const magicNumbers: Readonly<Record<string, Magic>> = {
  '0001': { does: 'fails 131026: no WhatsApp account', fate: failing(131026) },
  '0002': { does: 'fails 131049: marketing cap', fate: failing(131049) },
  '0003': {
    does: 'fails 131050 and sends user_preferences stop',
    fate: { ...failing(131050), reactions: ['preference-stop'] },
  },
  '0004': { does: 'fails 130472: experiment holdout', fate: failing(130472) },
  '0005': { does: 'offline for 2 hours', fate: { ...delivered, offlineMs: 2 * 3_600_000 } },
  '0006': { does: 'never delivered, silently', fate: { ...delivered, end: 'silent', read: false } },
  '0007': { does: 'read without delivered', fate: { ...delivered, deliveredSkipped: true } },
  '0008': { does: 'delivered, then a late failed', fate: { ...delivered, read: false, contradiction: 'failed-late' } },
  '0009': { does: 'failed, then delivered after all', fate: { ...failing(131000), contradiction: 'delivered-late' } },
  '0010': { does: 'refused with 131000 once, then fine', refuse: { code: 131000, times: 1 }, fate: delivered },
  '0011': { does: 'refused with 131056 twice, then fine', refuse: { code: 131056, times: 2 }, fate: delivered },
  '0012': { does: 'the response hangs, the message is sent', fate: { ...delivered, answer: 'hang' } },
  '0013': { does: '500 before accepting: not sent', fate: { ...delivered, answer: 'error-before' } },
  '0014': { does: 'replies PARAR', fate: { ...delivered, reactions: ['stop'] } },
  '0015': { does: 'taps the first button', fate: { ...delivered, reactions: ['tap-first'] } },
  '0016': { does: 'replies with text', fate: { ...delivered, reactions: ['reply'] } },
  '0017': { does: 'replies with an image', fate: { ...delivered, reactions: ['image'] } },
  '0018': { does: 'wa_id in the older form (without the 9)', fate: { ...delivered, olderWaId: true } },
  '0019': { does: 'every webhook three times', fate: { ...delivered, copies: 3 } },
  '0020': { does: 'webhooks in reverse order', fate: { ...delivered, order: 'reversed' } },
  '0022': { does: 'a webhook before the response', fate: { ...delivered, beforeResponse: true } },
  '0023': { does: 'known by user id only, no phone in webhooks', fate: { ...delivered, bsuidOnly: true } },
  '0024': { does: 'comes from an advertisement: referral first', fate: { ...delivered, fromAdvertisement: true } },
};

/** Those that only numbers of one provider know. */
const ofOne: Readonly<Record<Provider, Readonly<Record<string, Magic>>>> = {
  'cloud-api': {},
  gupshup: { '0021': { does: 'fails 1002 at Gupshup itself: no WhatsApp account', fate: failing(1002) } },
};

/** The magic of a phone in international digits, if it has any for a sender of this provider. */
export function magicOf(digits: string, provider: Provider): Magic | undefined {
  if (digits.at(-4) !== '0') return undefined;
  const last = digits.slice(-4);
  return magicNumbers[last] ?? ofOne[provider][last];
}

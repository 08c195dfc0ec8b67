import { callingCode, countryOf } from './country-codes';

/** A subscriber's one true number, digits only: every notation of a phone maps to the same handset. */
export type Handset = string;

/**
 * The handset that a phone in international digits rings. Brazil with and without the ninth digit, Mexico 52 and 521,
 * Argentina 54 and 549 are one subscriber; Brazilian landlines (8 digits, first 2 to 5) never get a ninth digit.
 */
export function handsetOf(digits: string): Handset {
  if (digits.startsWith('55') && digits.length === 12 && !/[2-5]/.test(digits[4]!)) {
    return `${digits.slice(0, 4)}9${digits.slice(4)}`;
  }
  if (digits.startsWith('521') && digits.length === 13) return `52${digits.slice(3)}`;
  if (digits.startsWith('54') && digits.length === 12) return `549${digits.slice(2)}`;
  return digits;
}

/**
 * The digits a message field `to` addresses. A number without `+` gets the sender's calling code in front, as Meta does,
 * even when it already has one: the message then reaches a stranger. Undefined when it is no phone number at all.
 */
export function addressedDigits(to: string, senderDigits: string): string | undefined {
  const bare = to.replace(/[\s().-]/g, '');
  const digits = bare.startsWith('+') ? bare.slice(1) : callingCode(senderDigits) + bare;
  return /^[1-9]\d{6,17}$/.test(digits) ? digits : undefined;
}

/** Digits of a phone given in any notation by the person at the control API. */
export function controlDigits(phone: string): string {
  return phone.replace(/\D/g, '');
}

/** Whether WhatsApp may know this handset by an older form of its number. */
export function hasOlderForm(handset: Handset): boolean {
  return (/^55(3[1-9]|[4-9]\d)9\d{8}$/.test(handset) || /^52\d{10}$/.test(handset)) && olderForm(handset) !== handset;
}

/** The form of the number that older accounts are known by: Brazil without the ninth digit, Mexico with 521. */
export function olderForm(handset: Handset): string {
  if (/^55\d\d9\d{8}$/.test(handset)) {
    const without = handset.slice(0, 4) + handset.slice(5);
    return handsetOf(without) === handset ? without : handset;
  }
  return /^52\d{10}$/.test(handset) ? `521${handset.slice(2)}` : handset;
}

/** Business-scoped user id. The digits are scrambled reversibly, so no table of users is needed. */
export function userIdOf(handset: Handset): string {
  let scrambled = '';
  for (let index = handset.length - 1; index >= 0; index--) scrambled += (Number(handset[index]) * 7 + 3) % 10;
  return `${countryOf(handset)}.${scrambled}`;
}

/** The handset behind a business-scoped user id, undefined when we never made such an id. */
export function handsetOfUserId(userId: string): Handset | undefined {
  const scrambled = /^[A-Z]{2}\.(\d{7,18})$/.exec(userId)?.[1];
  if (scrambled === undefined) return undefined;
  let handset = '';
  for (let index = scrambled.length - 1; index >= 0; index--) handset += ((Number(scrambled[index]) + 7) * 3) % 10;
  return userIdOf(handset) === userId ? handset : undefined;
}

/**
 * Of what is written as a recipient, the digits that it means. Without a `+` the sender's own country code is put in front; blanks, hyphens
 * and parentheses are tolerated. Source: Meta, *Send messages*, `to` (platform reference, section 1.2). Null for what is no phone number.
 */
export function digitsMeant(written: string, countryCode: string): string | null {
  const [, plus, digits] = /^(\+?)(\d{5,15})$/.exec(written.replace(/[\s()-]/g, '')) ?? [];
  if (digits === undefined) return null;
  return plus ? digits : countryCode + digits;
}

/**
 * One name for a subscriber, whatever the notation: of Brazil's mobiles without the ninth digit, of Mexico without the 1 and of Argentina
 * without the 9. A Brazilian landline has eight digits of which the first is 2 to 5, and no ninth; numbers that reach nobody begin with 0.
 * Source: section 7.2.
 */
export function subscriberOf(digits: string): string {
  return digits
    .replace(/^(55\d\d)9([06-9]\d{7})$/, '$1$2')
    .replace(/^521(\d{10})$/, '52$1')
    .replace(/^549(\d{10})$/, '54$1');
}

/**
 * What WhatsApp itself calls a subscriber: `wa_id`. Brazil keeps the ninth digit up to area code 28; above, accounts from before it have none.
 * Of Mexico it often is the notation with a 1, of Argentina always the one with a 9. Source: section 7.2.
 * @param isOld the account is from before the change of notation in its country
 */
export function waIdOf(subscriber: string, isOld: boolean): string {
  const brazil = /^(55(\d\d))([06-9]\d{7})$/.exec(subscriber);
  if (brazil) return isOld && Number(brazil[2]) >= 31 ? subscriber : `${brazil[1]}9${brazil[3]}`;
  if (/^52\d{10}$/.test(subscriber)) return isOld ? `521${subscriber.slice(2)}` : subscriber;
  if (/^54\d{10}$/.test(subscriber)) return `549${subscriber.slice(2)}`;
  return subscriber;
}

const COUNTRIES: readonly (readonly [code: string, iso: string])[] = [
  ...([
    ['55', 'BR'],
    ['52', 'MX'],
    ['54', 'AR'],
    ['57', 'CO'],
    ['34', 'ES'],
    ['351', 'PT'],
  ] as const),
];

/** ISO code with which a business-scoped user id begins. Source: section 7.4. */
export function isoOf(digits: string): string {
  return COUNTRIES.find(([code]) => digits.startsWith(code))?.[1] ?? 'US';
}

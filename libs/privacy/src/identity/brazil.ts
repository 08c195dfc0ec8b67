import { type Canonical, canonicalise, isTestNumber } from './canonical';

/** Brazil's area codes as the numbering plan assigns them. */
const areaCode = /^(?:[14689][1-9]|2[12478]|3[1-578]|5[13-5]|7[13-579])/;
const isAreaCode = Array.from({ length: 100 }, (_, code) => areaCode.test(String(code).padStart(2, '0')));

const zero = 48;

/** As dialled at home: perhaps the trunk 0, with a carrier's two digits or without, then area code and number. */
const atHome = /^(?:0(?:\d{2}(?=\d{10,11}$))?)?([1-9]\d{9,10})$/;

/**
 * Whether canonical digits are a well-formed Brazilian mobile (`55 DD 9dddd-dddd`) or landline (`55 DD [2-5]ddd-dddd`).
 * A short cut for the commonest numbers: a phone library says the same of them, two to five times slower (a test compares).
 */
export function isBrazilian(canonical: string): boolean {
  const length = canonical.length;
  if (length < 12 || length > 13 || canonical.charCodeAt(0) !== 53 || canonical.charCodeAt(1) !== 53) return false;
  if (!isAreaCode[(canonical.charCodeAt(2) - zero) * 10 + canonical.charCodeAt(3) - zero]) return false;
  const first = canonical.charCodeAt(4) - zero;
  return length === 13 ? first === 9 : first >= 2 && first <= 5;
}

/**
 * The identity of digits that are a Brazilian number with 55. Ours alone: a library also takes 0800 and 900 numbers, and nine
 * digits without an area code may look like a number to it.
 */
export function brazilian(digits: string): Canonical | undefined {
  const number = atHome.exec(digits.slice(2))?.[1];
  if (!digits.startsWith('55') || number === undefined) return undefined;
  const canonical = canonicalise(`55${number}`);
  return isBrazilian(canonical) || isTestNumber(canonical) ? canonical : undefined;
}

/** The identity of digits as written in Brazil, with 55 or without: ten and eleven digits have no country code, more have one. */
export function brazilianAtHome(digits: string): Canonical | undefined {
  return brazilian(atHome.test(digits) ? `55${digits}` : digits);
}

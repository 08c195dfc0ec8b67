import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { brazilian, brazilianAtHome } from './brazil';
import { type Canonical, canonicalise } from './canonical';
import { trunkPrefixesOf } from './identities-to-look-up';

/** One number that digits may mean. */
export interface Reading {
  readonly canonical: Canonical;
  /** Whether it can be a mobile: it is one, or its country does not tell them from landlines. */
  readonly mobile: boolean;
}

/** Digits mean several numbers, and there is no telling which. */
export const ambiguous = Symbol('ambiguous');

/** What digits mean; undefined: no number. */
export type Choice = Reading | typeof ambiguous | undefined;

/** As dialled in Mexico until 2019: 01 before other areas, 044 and 045 before mobiles. */
const oldMexico = /^52(?:01|04[45])(\d{10})$/;

/** The number of digits that begin with a country code. The library takes off what is dialled at home and means nothing here. */
export function international(digits: string): Reading | undefined {
  if (digits.startsWith('55')) return brazil(brazilian(digits));
  const read = readingOf(digits);
  if (read) return read;
  const mexican = oldMexico.exec(digits);
  if (mexican) return readingOf(`52${mexican[1]!}`);
  // A local 15 after the area code (Argentina), the old 1 (Mexico): known to us, not to the library.
  const canonical = canonicalise(digits);
  return canonical === digits ? withoutTrunkPrefix(digits) : readingOf(canonical);
}

/** Colombia's 0 before a mobile that begins with 3: the library takes 03 for a carrier. */
function withoutTrunkPrefix(digits: string): Reading | undefined {
  const { code, prefixes } = trunkPrefixesOf(digits);
  const prefix = prefixes.find((each) => digits.startsWith(each, code.length));
  return prefix === undefined ? undefined : readingOf(code + digits.slice(code.length + prefix.length));
}

/**
 * The number of digits without `+` in a country. They may begin with the country's code, as WhatsApp writes them, and a number
 * there may begin with the same digits: where both readings are numbers, the only mobile one is meant.
 */
export function national(digits: string, country: CountryCode): Choice {
  if (country === 'BR') return brazil(brazilianAtHome(digits));
  const code = getCountryCallingCode(country);
  if (digits.startsWith(code)) {
    const afterCode = digits.length > longestIn(country) ? undefined : international(code + digits);
    return choose([international(digits), afterCode]) ?? dialled(digits, country);
  }
  return dialled(digits, country) ?? (digits.startsWith('0') ? international(code + digits) : undefined);
}

/**
 * The number of digits that begin with 00 for calls abroad, or with a longer prefix of the country (`00 15 …` in Brazil, 001 in
 * Korea). Only 001 is likely to be the longer one where both give a number: 00 and North America's 1, or 001 and another code.
 */
export function abroad(digits: string, country: CountryCode | null): Choice {
  const plain = international(digits.slice(2));
  if (country === null || (plain && !digits.startsWith('001'))) return plain;
  const own = dialled(digits, country);
  return choose([plain, country === 'BR' && own?.canonical.startsWith('55') ? undefined : own]);
}

/** The one among several readings; of different numbers the only one that can be a mobile. */
export function choose(readings: readonly Choice[]): Choice {
  let chosen: Reading | undefined;
  let tied = false;
  for (const reading of readings) {
    if (reading === ambiguous) return ambiguous;
    if (reading === undefined || reading.canonical === chosen?.canonical) continue;
    if (chosen?.mobile === reading.mobile) tied = true;
    else if (!chosen?.mobile) {
      chosen = reading;
      tied = false;
    }
  }
  return tied ? ambiguous : chosen;
}

/** What digits mean that are dialled in a country. Behind its prefix for calls abroad (`011 52 1 55 …`) we know more than the library. */
function dialled(digits: string, country: CountryCode): Reading | undefined {
  const parsed = parsePhoneNumberFromString(digits, country);
  const isAbroad = parsed !== undefined && parsed.countryCallingCode !== getCountryCallingCode(country);
  return isAbroad ? international(parsed.number.slice(1)) : reading(parsed);
}

/** What the library reads behind a plus, if that is a number. */
function readingOf(digits: string): Reading | undefined {
  return reading(parsePhoneNumberFromString(`+${digits}`));
}

function reading(parsed: PhoneNumber | undefined): Reading | undefined {
  const type = parsed?.getType();
  // A number of a known kind is valid; a few territories have no kinds.
  if (!parsed || (type === undefined && !parsed.isValid())) return undefined;
  const mobile = type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE';
  return { canonical: canonicalise(parsed.number.slice(1)), mobile };
}

function brazil(canonical: Canonical | undefined): Reading | undefined {
  return canonical === undefined ? undefined : { canonical, mobile: canonical.length === 13 };
}

const longest = new Map<CountryCode, number>();

/** Digits of a country's longest numbers, without its code. */
function longestIn(country: CountryCode): number {
  let length = longest.get(country);
  if (length === undefined) {
    length = 15;
    // Fives: no country code, no prefix and no number of a shorter kind begins with so many.
    while (length > 0 && validatePhoneNumberLength('5'.repeat(length), country) === 'TOO_LONG') length--;
    longest.set(country, length);
  }
  return length;
}

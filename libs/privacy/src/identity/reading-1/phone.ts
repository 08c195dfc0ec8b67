import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  isValidPhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { isBrazilian } from '../brazil';
import { type Canonical, canonicalise, isTestNumber } from '../canonical';
import { type ParsedPhone, phoneFailure, type PhoneOptions } from '../parsed-phone';
import { readPhoneText } from './phone-text';

/**
 * How uploads of the first version read a number, kept as it was: an upload that began with it ends with it, since a row that was
 * read and not yet judged must come out the same. It leaves trunk prefixes after the country code, and gives some numbers their
 * code twice; `identitiesToLookUp` knows what it made of them.
 */
export function parsePhoneAtFirst(text: string, { defaultCountry }: PhoneOptions): ParsedPhone {
  const read = readPhoneText(text);
  if ('ok' in read) return read;
  const { length } = read.digits;
  if (length < 5 || length > 20) {
    return phoneFailure(
      'phone_invalid',
      `The number has ${length} digits; a number with its country code has 8 to 15.`,
    );
  }
  if (read.international) return found(international(read.digits), length, 'with a country code');
  if (defaultCountry === null) {
    return phoneFailure(
      'country_unknown',
      'The number has no country code and there is no default country. Write it with + and its country code.',
    );
  }
  if (!isSupportedCountry(defaultCountry)) {
    const message = `The default country "${defaultCountry}" is not a known two-letter country code.`;
    return phoneFailure('country_unknown', message);
  }
  return found(national(read.digits, defaultCountry), length, `of the default country, ${defaultCountry},`);
}

function international(digits: string): Canonical | undefined {
  const withoutTrunk = /^(5[45])0([1-9]\d{9,10})$/.exec(digits);
  const canonical = canonicalise(withoutTrunk ? `${withoutTrunk[1]!}${withoutTrunk[2]!}` : digits);
  if (canonical.startsWith('55')) return isBrazilian(canonical) || isTestNumber(canonical) ? canonical : undefined;
  if (isValidPhoneNumber(`+${canonical}`)) return canonical;
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  return parsed?.isValid() ? canonicalise(parsed.number.slice(1)) : undefined;
}

function national(digits: string, country: CountryCode): Canonical | undefined {
  if (country === 'BR') {
    const brazilian = fromBrazil(digits);
    return brazilian === undefined ? undefined : international(brazilian);
  }
  const parsed = parsePhoneNumberFromString(digits, country);
  if (parsed?.isValid()) return canonicalise(parsed.number.slice(1));
  return digits.startsWith(getCountryCallingCode(country)) ? international(digits) : undefined;
}

function fromBrazil(digits: string): string | undefined {
  const match = /^(?:0(?:\d{2}(?=\d{10,11}$))?)?([1-9]\d{9,10})$/.exec(digits);
  if (match) return `55${match[1]!}`;
  return /^55\d{10,11}$/.test(digits) ? digits : undefined;
}

function found(canonical: Canonical | undefined, length: number, where: string): ParsedPhone {
  if (canonical !== undefined) return { ok: true, e164: `+${canonical}`, canonical };
  return phoneFailure('phone_invalid', `No phone number ${where} looks like this (${length} digits).`);
}

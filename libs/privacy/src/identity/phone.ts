import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  isValidPhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { fromBrazil, isBrazilian } from './brazil';
import { type Canonical, canonicalise, isTestNumber } from './canonical';
import type { ParsedPhone, Phone, PhoneFailure } from './parsed-phone';
import { readPhoneText } from './phone-text';

export interface PhoneOptions {
  /** ISO 3166 code (`BR`) for numbers without a country of their own; null: such numbers are refused. */
  readonly defaultCountry: string | null;
}

/** A number with at most spaces, dashes and parentheses. No dots: `1190000123.0` may be a fraction. */
const wellFormed = /^[+(]?\d[\d ()-]{8,22}$/;
const plain = /^\+?\d+$/;

/** Reads one phone number in whatever notation a file or a person gives it. Never throws. */
export function parsePhone(text: string, options: PhoneOptions): ParsedPhone {
  if (wellFormed.test(text)) {
    const international = text.charCodeAt(0) === 43;
    const digits = plain.test(text) ? text.slice(international ? 1 : 0) : text.replace(/[+ ()-]/g, '');
    const canonical = international || options.defaultCountry === 'BR' ? shortCut(digits, international) : undefined;
    if (canonical !== undefined) return phone(canonical);
  }
  return parseAnyPhone(text, options);
}

/** Brazilian mobiles and landlines. Eleven digits are national, twelve and more have a country code: they cannot be confused. */
function shortCut(digits: string, international: boolean): Canonical | undefined {
  const full = international || digits.length > 11 ? digits : `55${digits}`;
  if (full.length < 12 || full.length > 13 || !full.startsWith('55')) return undefined;
  const canonical = canonicalise(full);
  return isBrazilian(canonical) ? canonical : undefined;
}

/** The same without the short cut for plain Brazilian numbers. For the test that holds the two against each other. */
export function parseAnyPhone(text: string, { defaultCountry }: PhoneOptions): ParsedPhone {
  const read = readPhoneText(text);
  if ('ok' in read) return read;
  if (read.digits.length < 5 || read.digits.length > 20) return wrongLength(read.digits.length);
  if (read.international) {
    const canonical = international(read.digits);
    return canonical ? phone(canonical) : invalid(read.digits, 'with a country code');
  }
  if (defaultCountry === null) {
    return fail(
      'country_unknown',
      'The number has no country code and there is no default country. Write it with + and its country code.',
    );
  }
  if (!isSupportedCountry(defaultCountry)) {
    return fail('country_unknown', `The default country "${defaultCountry}" is not a known two-letter country code.`);
  }
  const canonical = national(read.digits, defaultCountry);
  return canonical ? phone(canonical) : invalid(read.digits, `of the default country, ${defaultCountry},`);
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
    // Ours alone: a library also takes 0800 and 900 numbers, and nine digits without an area code may look like one.
    const brazilian = fromBrazil(digits);
    return brazilian === undefined ? undefined : international(brazilian);
  }
  const parsed = parsePhoneNumberFromString(digits, country);
  if (parsed?.isValid()) return canonicalise(parsed.number.slice(1));
  return digits.startsWith(getCountryCallingCode(country)) ? international(digits) : undefined;
}

function phone(canonical: Canonical): Phone {
  return { ok: true, e164: `+${canonical}`, canonical };
}

function wrongLength(length: number): PhoneFailure {
  return fail('phone_invalid', `The number has ${length} digits; a number with its country code has 8 to 15.`);
}

function invalid(digits: string, where: string): PhoneFailure {
  return fail('phone_invalid', `No phone number ${where} looks like this (${digits.length} digits).`);
}

function fail(code: PhoneFailure['code'], message: string): PhoneFailure {
  return { ok: false, code, message };
}

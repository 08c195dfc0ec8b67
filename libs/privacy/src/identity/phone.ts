import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  isValidPhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { fromBrazil, isBrazilian } from './brazil';
import { type Canonical, canonicalise, isTestNumber } from './canonical';
import { readPhoneText } from './phone-text';

export interface PhoneOptions {
  /** ISO 3166 code (`BR`) for numbers without a country of their own; null: such numbers are refused. */
  readonly defaultCountry: string | null;
}

export interface Phone {
  readonly ok: true;
  /** What to send to: `+` and digits. */
  readonly e164: string;
  /** Who it is: digits without `+`. Stable for ever, whatever becomes of `e164`. */
  readonly canonical: Canonical;
}

export interface PhoneFailure {
  readonly ok: false;
  readonly code: 'phone_missing' | 'phone_invalid' | 'phone_ambiguous' | 'country_unknown';
  /** A sentence for people. Never repeats the number. */
  readonly message: string;
}

export type ParsedPhone = Phone | PhoneFailure;

const plain = /^\+?\d{10,13}$/;

/** Reads one phone number in whatever notation a file or a person gives it. Never throws. */
export function parsePhone(text: string, options: PhoneOptions): ParsedPhone {
  if (plain.test(text)) {
    const digits = text.charCodeAt(0) === 43 ? text.slice(1) : options.defaultCountry === 'BR' ? fromPlain(text) : '';
    const canonical = digits.startsWith('55') ? canonicalise(digits) : '';
    if (isBrazilian(canonical)) return phone(canonical);
  }
  return parseAnyPhone(text, options);
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
  return canonical ? phone(canonical) : invalid(read.digits, `in ${defaultCountry}, the default country`);
}

/** Eleven digits are national, thirteen have the country code: the two lengths of a mobile cannot be confused. */
function fromPlain(digits: string): string {
  return digits.length <= 11 ? `55${digits}` : digits;
}

function international(digits: string): Canonical | undefined {
  const withoutTrunk = /^(5[45])0([1-9]\d{9,10})$/.exec(digits);
  const canonical = canonicalise(withoutTrunk ? `${withoutTrunk[1]!}${withoutTrunk[2]!}` : digits);
  if (isTestNumber(canonical) || isValidPhoneNumber(`+${canonical}`)) return canonical;
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  return parsed?.isValid() ? canonicalise(parsed.number.slice(1)) : undefined;
}

function national(digits: string, country: CountryCode): Canonical | undefined {
  if (country === 'BR') {
    const brazilian = fromBrazil(digits);
    const canonical = brazilian === undefined ? undefined : canonicalise(brazilian);
    if (canonical !== undefined && (isTestNumber(canonical) || isBrazilian(canonical))) return canonical;
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

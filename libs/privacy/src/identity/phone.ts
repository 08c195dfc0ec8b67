import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { isBrazilian } from './brazil';
import { type Canonical, canonicalise } from './canonical';
import { abroad, ambiguous, choose, type Choice, international, national } from './numbering-plans';
import {
  type ParsedPhone,
  type Phone,
  type PhoneFailure,
  phoneFailure,
  phoneFailureBecause,
  type PhoneOptions,
} from './parsed-phone';
import { type PhoneText, readPhoneText } from './phone-text';
import { parsePhoneAtFirst } from './reading-1/phone';
import { holdsTwo } from './two-numbers';
import type { Ways } from './whatsapp-address';

/** A number with at most spaces, dashes and parentheses. No dots: `1190000123.0` may be a fraction. */
const wellFormed = /^[+(]?\d[\d ()-]{8,22}$/;
const plain = /^\+?\d{7,20}$/;
const zeroInParentheses = /\( *0 *\)/;
/** Digits in several groups that cannot be two numbers. */
const mostDigits = 13;

/** Reads one phone number in whatever notation a file or a person gives it. Never throws. */
export function parsePhone(text: string, options: PhoneOptions): ParsedPhone {
  if (options.reading === 1) return parsePhoneAtFirst(text, options);
  const isPlain = plain.test(text);
  if (isPlain || (wellFormed.test(text) && !zeroInParentheses.test(text))) {
    const hasPlus = text.charCodeAt(0) === 43;
    const digits = isPlain ? text.slice(hasPlus ? 1 : 0) : text.replace(/[+ ()-]/g, '');
    const canonical = hasPlus || options.defaultCountry === 'BR' ? shortCut(digits, hasPlus) : undefined;
    if (canonical !== undefined) return phone(canonical);
    if (isPlain || digits.length <= mostDigits) {
      const found = resolve(digits, hasPlus, hasPlus ? ['international'] : ['national'], countryOf(options));
      if (found && found !== ambiguous) return phone(found.canonical);
    }
  }
  return parseAnyPhone(text, options);
}

/** Brazilian mobiles and landlines. Eleven digits are national, twelve and more have a country code: they cannot be confused. */
function shortCut(digits: string, hasPlus: boolean): Canonical | undefined {
  const full = hasPlus || digits.length > 11 ? digits : `55${digits}`;
  if (full.length < 12 || full.length > 13 || !full.startsWith('55')) return undefined;
  const canonical = canonicalise(full);
  return isBrazilian(canonical) ? canonical : undefined;
}

/** The same without the short cuts for plain numbers. For the test that holds the two against each other. */
export function parseAnyPhone(text: string, options: PhoneOptions): ParsedPhone {
  const read = readPhoneText(text);
  if ('ok' in read) return read;
  const country = countryOf(options);
  const found = resolveText(read, country);
  const isNumber = (part: string, position: 'first' | 'later') =>
    resolvePart(part, position === 'first' ? read.ways : ['national', 'international'], country) !== undefined;
  if (holdsTwo(read.text, isNumber, found !== undefined)) {
    return phoneFailure('phone_ambiguous', 'The cell holds more than one number: give each contact a row of its own.');
  }
  if (found && found !== ambiguous) return phone(found.canonical);
  if (found === ambiguous) return phoneFailureBecause('phone_ambiguous', 'phone_two_readings');
  return nobody(read, options.defaultCountry, country);
}

function countryOf({ defaultCountry }: PhoneOptions): CountryCode | null {
  return defaultCountry !== null && isSupportedCountry(defaultCountry) ? defaultCountry : null;
}

/** Whom a text means. A zero in parentheses is dialled at home only; in some countries it is part of the number all the same. */
function resolveText({ text, ways, withoutZero }: PhoneText, country: CountryCode | null): Choice {
  if (withoutZero === null) return resolvePart(text, ways, country);
  const hasPlus = text.startsWith('+');
  for (const way of ways) {
    const found = resolvePart(text, [way], country);
    if (found && found !== ambiguous && found.canonical === withoutZero) return found;
    const chosen = choose([found, resolve(withoutZero, hasPlus, [way], country)]);
    if (chosen) return chosen;
  }
  return undefined;
}

function resolvePart(part: string, ways: Ways, country: CountryCode | null): Choice {
  return resolve(part.replace(/\D/g, ''), part.startsWith('+'), ways, country);
}

/** The first way of reading that finds a number. */
function resolve(digits: string, hasPlus: boolean, ways: Ways, country: CountryCode | null): Choice {
  if (digits.length < 4 || digits.length > 20) return undefined;
  if (digits.startsWith('00')) return hasPlus ? international(digits.slice(2)) : abroad(digits, country);
  for (const way of ways) {
    const found =
      way === 'international' ? international(digits) : country === null ? undefined : national(digits, country);
    if (found !== undefined) return found;
  }
  return undefined;
}

function phone(canonical: Canonical): Phone {
  return { ok: true, e164: `+${canonical}`, canonical };
}

function nobody({ text, ways }: PhoneText, given: string | null, country: CountryCode | null): PhoneFailure {
  const { length } = text.replace(/\D/g, '');
  if (length < 4 || length > 20) {
    return phoneFailure(
      'phone_invalid',
      `The number has ${length} digits; a number with its country code has 8 to 15.`,
    );
  }
  if (ways[0] === 'international') {
    return phoneFailure('phone_invalid', `No phone number with a country code looks like this (${length} digits).`);
  }
  if (given === null) {
    return phoneFailure(
      'country_unknown',
      'The number has no country code and there is no default country. Write it with + and its country code.',
    );
  }
  if (country === null) {
    const message = `The default country "${given}" is not a known two-letter country code.`;
    return phoneFailure('country_unknown', message);
  }
  const where = `of the default country, ${given},`;
  return phoneFailure('phone_invalid', `No phone number ${where} looks like this (${length} digits).`);
}

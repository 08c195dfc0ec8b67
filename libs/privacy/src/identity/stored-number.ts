import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { isBrazilian } from './brazil';
import type { ParsedPhone } from './parsed-phone';
import { parsePhone } from './phone';

/**
 * What a number that reading 1 stored means today: it may hold a trunk prefix after its code, or its code twice. The text it was
 * read from is not kept, so a code that could also be the first digits of a number counts as doubled only where what follows is
 * the only mobile.
 */
export function readAgain(e164: string): ParsedPhone {
  const parsed = parsePhone(e164, { defaultCountry: null });
  if (!parsed.ok || isBrazilian(parsed.canonical)) return parsed;
  const { countryCallingCode: code, country } = parsePhoneNumberFromString(parsed.e164)!;
  const number = parsed.canonical.slice(code.length);
  if (country === undefined || !number.startsWith(code)) return parsed;
  const written = parsePhone(number, { defaultCountry: country });
  return written.ok ? written : parsed;
}

/** Whether a number that reading 1 stored is still the one that its text means. */
export function isStillRead(e164: string): boolean {
  const parsed = readAgain(e164);
  return parsed.ok && parsed.e164 === e164;
}

import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import type { Canonical } from './canonical';

/** Whose a calling code is; several countries share some. */
const COUNTRIES = new Map<string, CountryCode[]>();
for (const country of getCountries()) {
  const code = getCountryCallingCode(country);
  COUNTRIES.set(code, [...(COUNTRIES.get(code) ?? []), country]);
}
const LONGEST_CODE = 3;

/**
 * The country of a number, ISO 3166-1 alpha-2; null for what is of none, such as satellites. The library is asked only where a code is several
 * countries': it takes as long as to read the number.
 */
export function countryOfNumber(canonical: Canonical): string | null {
  for (let length = 1; length <= LONGEST_CODE; length++) {
    const countries = COUNTRIES.get(canonical.slice(0, length));
    if (countries?.length === 1) return countries[0]!;
    if (countries) return parsePhoneNumberFromString(`+${canonical}`)?.country ?? null;
  }
  return null;
}

/** Calling codes of one and two digits (ITU-T E.164); every other code has three. */
const SHORT_CODES = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 ' +
    '81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

const ISO_BY_CODE: Readonly<Record<string, string>> = {
  '1': 'US',
  '34': 'ES',
  '44': 'GB',
  '49': 'DE',
  '52': 'MX',
  '54': 'AR',
  '55': 'BR',
  '56': 'CL',
  '57': 'CO',
  '351': 'PT',
};

/** The calling code that international digits begin with. */
export function callingCode(digits: string): string {
  for (const length of [1, 2]) {
    const code = digits.slice(0, length);
    if (SHORT_CODES.has(code)) return code;
  }
  return digits.slice(0, 3);
}

/** The country's two letters as used in business-scoped user ids; `ZZ` for countries the simulator has no name for. */
export function countryOf(digits: string): string {
  return ISO_BY_CODE[callingCode(digits)] ?? 'ZZ';
}

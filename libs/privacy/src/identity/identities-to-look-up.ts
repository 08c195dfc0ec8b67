import type { Canonical } from './canonical';

/**
 * Under which identities the log may know a person. Every variant of a number (Brazil's ninth digit, Mexico's 1, Argentina's 9)
 * has the one canonical identity, so variants add none. What adds some is how text was read: reading 1 left a trunk prefix after
 * the country code (`+49 (0) 152…` became `49015…`) and gave some numbers without `+` their code twice (`4915…` became `494915…`).
 * Nothing stored is rewritten, so whoever looks for a person looks there too.
 *
 * Data of our own, no phone library's: it says what was written once. One key too many costs a look-up that finds nobody; a test
 * reads every country's numbers with reading 1 and finds each of its mistakes here.
 */
const trunkZero =
  '20 211 212 213 218 231 232 233 234 241 243 247 249 250 251 252 254 255 256 260 261 262 263 264 265 27 291 31 32 33 353 355 358 ' +
  '359 373 374 377 380 381 382 383 385 386 387 389 40 41 421 423 43 44 46 49 508 51 53 58 590 591 593 594 595 596 598 60 61 62 ' +
  '63 64 66 686 81 82 84 850 855 856 86 880 886 90 91 92 93 94 95 961 962 963 964 966 967 970 971 972 976 977 98 994 995 996';

/** What is dialled at home before a number, by country code. Brazil and Argentina are not here: their zero was always taken off. */
const trunkPrefixes: ReadonlyMap<string, readonly string[]> = new Map([
  ...trunkZero.split(' ').map((code): [string, string[]] => [code, ['0']]),
  ['1', ['1']],
  ['36', ['06']],
  // Italy: a landline's zero is part of it; before a mobile it was written in parentheses all the same.
  ['39', ['0']],
  ['370', ['8', '0']],
  ['375', ['8', '80', '0']],
  // Colombia: 03 before mobiles until 2021, the others chose a carrier.
  ['57', ['0', '03', '05', '07', '09']],
  ['692', ['1']],
  ['7', ['8']],
  ['993', ['8']],
  ...['378', '48', '672'].map((code): [string, string[]] => [code, []]),
]);

/** Countries whose numbers may begin with their own code, so that reading 1 could take a code for a part of the number. */
const doubled = new Set('27 31 358 383 39 421 43 46 48 49 53 62 63 84 90 95'.split(' '));

/** Area codes that are left out at home; reading 1 left them out after the country code, too. */
const omitted: ReadonlyMap<string, string> = new Map([
  ['261', '20'],
  ['378', '0549'],
  ['672', '3'],
]);

/** Every identity under which events may know the person of a canonical one, itself first. */
export function identitiesToLookUp(canonical: Canonical): Canonical[] {
  const { code, prefixes } = trunkPrefixesOf(canonical);
  const identities = [canonical];
  if (code === '') return identities;
  const number = canonical.slice(code.length);
  for (const prefix of prefixes) identities.push(code + prefix + number);
  if (doubled.has(code)) {
    identities.push(code + canonical);
    for (const prefix of prefixes) identities.push(code + code + prefix + number);
  }
  const area = omitted.get(code);
  if (area !== undefined && number.startsWith(area)) identities.push(code + number.slice(area.length));
  return identities;
}

/** The country code that digits begin with, and what is dialled before a number there; no code: nothing is. */
export function trunkPrefixesOf(digits: string): { readonly code: string; readonly prefixes: readonly string[] } {
  for (let length = 1; length <= 3; length++) {
    const code = digits.slice(0, length);
    const prefixes = trunkPrefixes.get(code);
    if (prefixes) return { code, prefixes };
  }
  return { code: '', prefixes: [] };
}

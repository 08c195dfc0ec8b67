import type { PhoneWhy } from '@arauto/privacy';

/** What a spreadsheet program makes of a phone number. */
export type PhoneDamage = Extract<PhoneWhy, `spreadsheet_${string}`>;

const marks: readonly (readonly [PhoneDamage, RegExp])[] = [
  ['spreadsheet_hashes', /^#+$/],
  ['spreadsheet_error', /^#[\p{L}\d/]+[!?]?$/u],
  ['spreadsheet_scientific', /^[+-]?\d+(?:[.,]\d+)?e\+?\d+$/i],
  ['spreadsheet_negative', /^[-\u2212]\d+(?:[.,]\d+)?$/],
];

/** Which damage a cell that is no phone number has, if any. */
export function damageOf(phone: string): PhoneDamage | undefined {
  if (phone.length > 64) return undefined;
  const bare = phone.normalize('NFKC').replace(/^[\s'"=]+|[\s"]+$/g, '');
  return marks.find(([, mark]) => mark.test(bare))?.[0];
}

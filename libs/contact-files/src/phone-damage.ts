import type { ReasonWhy } from './reasons';

/** What a spreadsheet program makes of a phone number, and how to get the number back. Said in full: nobody guesses it. */
export const phoneDamage = {
  spreadsheet_scientific:
    'A spreadsheet program (Excel) wrote the number in scientific notation, like 5.51E+12, and its last digits are lost. ' +
    'Format the column as text, enter the numbers again and export the file again.',
  spreadsheet_hashes:
    'A spreadsheet program (Excel) wrote #### because the column was too narrow to show the number. ' +
    'Make the column wider, or format it as text, and export the file again.',
  spreadsheet_error:
    'A spreadsheet program (Excel) wrote the error of a formula, like #N/A or #REF!, where the number should be. ' +
    'Mend the formula, or enter the number as text, and export the file again.',
  spreadsheet_negative:
    'The number is negative: a spreadsheet program (Excel) calculated with its dashes. ' +
    'Format the column as text, enter the number again and export the file again.',
} as const satisfies Partial<Record<ReasonWhy, string>>;

const marks: readonly (readonly [keyof typeof phoneDamage, RegExp])[] = [
  ['spreadsheet_hashes', /^#+$/],
  ['spreadsheet_error', /^#[\p{L}\d/]+[!?]?$/u],
  ['spreadsheet_scientific', /^[+-]?\d+(?:[.,]\d+)?e\+?\d+$/i],
  ['spreadsheet_negative', /^[-\u2212]\d+(?:[.,]\d+)?$/],
];

/** Which damage a cell that is no phone number has, if any. */
export function damageOf(phone: string): keyof typeof phoneDamage | undefined {
  if (phone.length > 64) return undefined;
  const bare = phone.normalize('NFKC').replace(/^[\s'"=]+|[\s"]+$/g, '');
  return marks.find(([, mark]) => mark.test(bare))?.[0];
}

import type { PhoneReading } from '@arauto/domain';
import type { Canonical } from './canonical';

export interface PhoneOptions {
  /** ISO 3166 code (`BR`) for numbers without a country of their own; null: such numbers are refused. */
  readonly defaultCountry: string | null;
  /** `PHONE_READING` unless said otherwise. */
  readonly reading?: PhoneReading | undefined;
}

export interface Phone {
  readonly ok: true;
  /** What to send to: `+` and digits. */
  readonly e164: string;
  /** Who it is: digits without `+`. Stable for ever, whatever becomes of `e164`. */
  readonly canonical: Canonical;
}

/** Causes that have a cure of their own, and the sentence for people. */
export const phoneWhy = {
  phone_extension: 'The number has an extension, which WhatsApp cannot reach. Give a number without.',
  phone_address:
    'This link or name of WhatsApp (of a group, a list, a channel or a person whose number it hides) holds no phone number. ' +
    'Give the number itself, with + and its country code.',
  phone_two_readings:
    'The number can be read in two ways, with a country code and without. Write it with + and its country code.',
  // What a spreadsheet program makes of a number, and how to get the number back. Said in full: nobody guesses it.
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
} as const;

export type PhoneWhy = keyof typeof phoneWhy;

export interface PhoneFailure {
  readonly ok: false;
  readonly code: 'phone_missing' | 'phone_invalid' | 'phone_ambiguous' | 'country_unknown';
  /** A sentence for people. Never repeats the number. */
  readonly message: string;
  /** What the code alone does not say. */
  readonly why?: PhoneWhy;
}

export type ParsedPhone = Phone | PhoneFailure;

/** Why a text is no number. @param message never repeats the number: it ends up in events, where no personal data may be */
export function phoneFailure(code: PhoneFailure['code'], message: string): PhoneFailure {
  return { ok: false, code, message };
}

export function phoneFailureBecause(code: PhoneFailure['code'], why: PhoneWhy): PhoneFailure {
  return { ok: false, code, message: phoneWhy[why], why };
}

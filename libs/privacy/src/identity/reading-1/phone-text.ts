import { type PhoneFailure, phoneFailure as fail } from '../parsed-phone';

/** What a cell holds once paint is off: its digits, and whether it named its country (`+` or `00`). */
export type PhoneText = { readonly international: boolean; readonly digits: string };

/** Longer texts are refused unread: no notation of a number needs them, and patterns stay cheap. */
const longest = 128;

// Zero-width characters, direction marks and byte order marks: invisible, and pasted along from web pages and chats.
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
const scientific = /^[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+$/;
/** A whole number that a program wrote as a fraction (`5511900001234.0`): nothing is lost, unlike scientific notation. */
const fraction = /^(\+?\d{10,15})[.,]0{1,2}$/;
const separators = /[/;,|&\n\r]|\s(?:e|y|and|ou|o|or)\s/i;
const paint = /[\s().\-\u2010-\u2015\u2212\u00B7_/]/g;

/** What reading 1 took off a cell. Kept as it was, like everything of that reading. */
export function readPhoneText(text: string): PhoneText | PhoneFailure {
  if (text.length > longest) {
    return fail('phone_invalid', `The cell has ${text.length} characters; no phone number is that long.`);
  }
  const visible = text.normalize('NFKC').replace(invisible, '').trim();
  const bare = unwrap(visible);
  if (!/[\p{L}\p{N}]/u.test(bare)) return fail('phone_missing', 'The phone number is missing.');
  if (scientific.test(bare)) {
    return fail(
      'phone_invalid',
      'A spreadsheet program (Excel) wrote the number in scientific notation, like 5.51E+12, and its last digits are lost. ' +
        'Format the column as text, enter the numbers again and export the file again.',
    );
  }
  const whole = fraction.exec(bare);
  const latin = toLatinDigits(whole ? whole[1]! : bare);
  if (holdsTwo(latin)) {
    return fail('phone_ambiguous', 'The cell holds more than one number: give each contact a row of its own.');
  }
  if (latin.startsWith('-')) {
    return fail(
      'phone_invalid',
      'The number is negative: a spreadsheet program (Excel) calculated with its dashes. Format the column as text.',
    );
  }
  if (/\p{L}/u.test(latin)) {
    return fail('phone_invalid', 'The phone number contains letters; only digits, spaces and + ( ) - . are allowed.');
  }
  const rest = latin.replace(paint, '');
  const match = /^(\+?)(\d*)$/.exec(rest);
  if (!match) {
    return fail('phone_invalid', 'The phone number contains characters other than digits, spaces and + ( ) - .');
  }
  const digits = match[2]!;
  if (match[1] === '' && digits.startsWith('00')) return { international: true, digits: digits.slice(2) };
  return { international: match[1] === '+', digits };
}

/** Takes off what forces a spreadsheet to keep text: a leading apostrophe, or a formula such as `="5511…"`. */
function unwrap(text: string): string {
  const formula = /^="?([^"]*)"?$/.exec(text);
  return (formula ? formula[1]! : text).replace(/^['\u2018\u2019\u0060\u00B4]+/, '').trim();
}

/** Arabic-Indic, Persian and Devanagari digits; full-width ones are already folded by NFKC. */
function toLatinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= 0x0966 ? 0x0966 : code >= 0x06f0 ? 0x06f0 : 0x0660));
  });
}

/** Two plus signs, a separator between two numbers, or two runs that are each long enough to be a number. */
function holdsTwo(text: string): boolean {
  if (text.indexOf('+', 1) > 0 && /\d.*\+\s*\d/.test(text)) return true;
  const parts = text.split(separators).map((part) => part.replace(/\D/g, '').length);
  if (parts.length > 1 && parts[0]! >= 6 && parts.slice(1).some((length) => length >= 2)) return true;
  return text.split(/\s+/).filter((part) => part.replace(/\D/g, '').length >= 10).length > 1;
}

import { type PhoneFailure, phoneFailure, phoneFailureBecause, phoneWhy } from './parsed-phone';
import { visibleText } from './visible-text';
import { readAddress, type Ways } from './whatsapp-address';

/** What a cell holds once paint is off. */
export interface PhoneText {
  /** Runs of digits, perhaps a `+` before the first, and what is between them: a blank, `/`, `;` (and the like), a line break. */
  readonly text: string;
  readonly ways: Ways;
  /** The digits without a zero that was written in parentheses after the country code: `+49 (0) 152…`. */
  readonly withoutZero: string | null;
}

/** Longer texts are refused unread: no notation of a number needs them, and patterns stay cheap. A link may carry a message. */
const longest = 128;
const longestLink = 2048;

const scientific = /^[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+$/;
/** A whole number that a program wrote as a fraction (`5511900001234.0`): nothing is lost, unlike scientific notation. */
const fraction = /^(\+?\d{10,15})[.,]0{1,2}$/;
const extension =
  /\d\W*(?:(?:ext|extn|extension|ramal|interno|int|anexo|anx|x|dw|durchwahl|poste|isub|postd)\b[.:=\s]*\d+|[x#]\s*\d+)\W*$/i;
/** Brazil's `(0xx11)`: the trunk zero, and two digits of whichever carrier. */
const anyCarrier = /(?<![\p{L}\d])0xx(?=[\s)]*\d\d)/giu;
const listWords = /\s(?:e|y|and|ou|o|or|und|oder|et|u)\s/gi;
const listMarks = /[;,|&]/g;
const slashes = /[/\\\u2044\u2215]/g;
/** Blanks, brackets, dots and dashes of every kind, Japan's long-vowel mark among them. */
const paint = /[^\S\n]|[()[\].\-\u2010-\u2015\u2212\u30FC\u00B7_]/g;
/** A zero in parentheses comes after a country code and nowhere else; before that, perhaps what is dialled for calls abroad (`011 49 (0) …`). */
const optionalZero = /^([(\s]*(?:\+|00|0\d{2,4}[\s-])?[\s(]*\d{1,3}\)?[\s.-]*)[([]\s*0\s*[)\]]/;

/**
 * Reads a cell as people, spreadsheets and WhatsApp write numbers. Messages never repeat the cell: they end up in events, where no
 * personal data may be.
 */
export function readPhoneText(cell: string): PhoneText | PhoneFailure {
  if (cell.length > longestLink) return tooLong(cell);
  const visible = visibleText(cell);
  const address = readAddress(visible);
  if (address && 'ok' in address) return address;
  const bare = unwrap(address?.text ?? visible).replace(anyCarrier, '0');
  if (bare.length > longest) return tooLong(cell);
  const refusal = refuse(bare);
  if (refusal) return refusal;
  const whole = fraction.exec(bare)?.[1] ?? bare;
  const text = withoutPaint(whole);
  if (!/^\+?\d(?:[\d /;\n]|\+\d)*$/.test(text)) {
    return phoneFailure(
      'phone_invalid',
      'The phone number contains characters other than digits, spaces and + ( ) - .',
    );
  }
  const zero = optionalZero.exec(whole);
  const withoutZero = zero ? withoutPaint(zero[1]! + whole.slice(zero[0].length)).replace(/\D/g, '') : null;
  return { text, ways: waysOf(text, zero !== null, address?.ways), withoutZero };
}

function waysOf(text: string, afterCountryCode: boolean, addressed: Ways | undefined): Ways {
  if (text.startsWith('+') || text.startsWith('00')) return ['international'];
  return addressed ?? (afterCountryCode ? ['international', 'national'] : ['national']);
}

function withoutPaint(text: string): string {
  return text
    .replace(listWords, ';')
    .replace(listMarks, ';')
    .replace(slashes, '/')
    .replace(paint, ' ')
    .replace(/ *([+/;\n]) */g, '$1')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ /;\n]+|[ /;\n]+$/g, '');
}

/** What is surely no number, and why. */
function refuse(bare: string): PhoneFailure | undefined {
  if (/^#{2,}$/.test(bare)) return phoneFailure('phone_invalid', phoneWhy.spreadsheet_hashes);
  if (!/[\p{L}\p{N}]/u.test(bare)) return phoneFailure('phone_missing', 'The phone number is missing.');
  if (scientific.test(bare)) return phoneFailure('phone_invalid', phoneWhy.spreadsheet_scientific);
  if (/^-\s*\d/.test(bare)) return phoneFailure('phone_invalid', phoneWhy.spreadsheet_negative);
  if (extension.test(bare)) return phoneFailureBecause('phone_invalid', 'phone_extension');
  if (/\p{L}/u.test(bare.replace(listWords, ';').replace(/\u30FC/g, '-'))) {
    return phoneFailure(
      'phone_invalid',
      'The phone number contains letters; only digits, spaces and + ( ) - . are allowed.',
    );
  }
  return undefined;
}

/** Takes off what forces a spreadsheet to keep text: a leading apostrophe, quotes, or a formula such as `="5511…"`. */
function unwrap(text: string): string {
  const formula = /^="?([^"]*)"?$/.exec(text);
  return (formula ? formula[1]! : text)
    .replace(/^["'\u2018-\u201F\u0060\u00B4]+|["'\u2018-\u201F\u0060\u00B4]+$/g, '')
    .trim();
}

function tooLong(cell: string): PhoneFailure {
  return phoneFailure('phone_invalid', `The cell has ${cell.length} characters; no phone number is that long.`);
}

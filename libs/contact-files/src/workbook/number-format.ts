import { dateFormat } from './date-format';
import { DIGITS, plainNumber, shortest } from './plain-number';
import { type FormatToken, formatSections, type Section } from './format-sections';

/** Characters. Programs allow 255. */
const LONGEST_CODE = 1000;

/** How the cells of a style show a number. @param written as the file has it */
export type ShowsNumber = (written: string) => string;

/**
 * How numbers of a format are shown: padded and in masks as it says (`00000`, `(00) 00000-0000`), with its decimals, its percent sign and its
 * currency; dates by `dateFormat`. Scientific notation, fractions and thousands of thousands are for the eye: there it is the plain number.
 * A file does not say whose commas and points it is shown with: decimals have a point and thousands no mark, but for a currency that says it.
 */
export function numberFormat(code: string, since1904: boolean): ShowsNumber {
  // It is asked for every cell.
  if (code.length > LONGEST_CODE) return plainNumber;
  const sections = formatSections(code);
  const [first] = sections;
  if (!first || first.isGeneral) return plainNumber;
  if (first.isDate) return dateFormat(first.tokens, since1904);
  return (written) => {
    const value = Number(written);
    if (written.trim() === '' || !Number.isFinite(value)) return written;
    const { section, signed } = sectionFor(sections, value);
    return shown(section, value, signed) ?? shortest(value);
  };
}

/** Up to three: of positive numbers, of negative ones, of zero; or by conditions. A section of its own says by itself that a number is negative. */
function sectionFor(sections: readonly Section[], value: number): { section: Section; signed: boolean } {
  const numeric = sections.slice(0, 3);
  const last = numeric[numeric.length - 1]!;
  if (numeric.some(({ holds }) => holds)) {
    return { section: numeric.find(({ holds }) => !holds || holds(value)) ?? last, signed: true };
  }
  if (value < 0 && numeric[1]) return { section: numeric[1], signed: false };
  return { section: value === 0 && numeric[2] ? numeric[2] : numeric[0]!, signed: true };
}

/** Undefined: not as the format says. */
function shown(section: Section, value: number, signed: boolean): string | undefined {
  const { tokens, isGeneral, isForTheEye, separators } = section;
  if (isGeneral || isForTheEye) return undefined;
  const point = tokens.findIndex(({ kind }) => kind === 'point');
  const places = placeholders(point < 0 ? tokens : tokens.slice(0, point));
  const decimals = placeholders(point < 0 ? [] : tokens.slice(point));
  // Without a place for a digit it is a word that stands for the number, such as "none" for zero.
  if (places.length + decimals.length === 0) return tokens.map(({ text }) => text).join('');
  const percents = tokens.filter(({ kind }) => kind === 'percent').length;
  const digits = rounded(Math.abs(value) * 100 ** percents, decimals.length);
  if (digits === undefined) return undefined;
  const whole = digits.slice(0, digits.length - decimals.length).replace(/^0+/, '');
  const least = places.filter(({ text }) => text === '0').length;
  const filled = whole.padStart(least, '0');
  const grouped = separators && tokens.some(({ kind }) => kind === 'comma');
  const fraction = trimmed(digits.slice(digits.length - decimals.length), decimals);

  let text = '';
  let left = places.length;
  let at = 0;
  let place = 0;
  tokens.forEach((token, index) => {
    if (token.kind === 'point') text += fraction === '' ? '' : `${separators?.decimal ?? '.'}${fraction}`;
    else if (token.kind === 'comma') return;
    else if (token.kind !== 'digit') text += token.text;
    else if (point < 0 || index < point) {
      // The first place takes all digits for which there is none.
      const take = place++ === 0 ? Math.max(0, filled.length - left + 1) : filled.length - at >= left ? 1 : 0;
      for (const digit of filled.slice(at, at + take)) {
        text += digit;
        at++;
        if (grouped && at < filled.length && (filled.length - at) % 3 === 0) text += separators.thousands;
      }
      left--;
    }
  });
  const isZero = !/[1-9]/.test(digits);
  return `${signed && value < 0 && !isZero ? '-' : ''}${text.trim()}`;
}

function placeholders(tokens: readonly FormatToken[]): readonly FormatToken[] {
  return tokens.filter(({ kind }) => kind === 'digit');
}

/** All digits of a number, the last `decimals` of them behind the point, rounded as people round: 1.005 is 1.01. */
function rounded(value: number, decimals: number): string | undefined {
  const exact = String(Number(value.toPrecision(DIGITS)));
  const scaled = Math.round(exact.includes('e') ? value * 10 ** decimals : Number(`${exact}e${decimals}`));
  if (!(scaled < 1e21)) return undefined;
  return BigInt(scaled)
    .toString()
    .padStart(decimals + 1, '0');
}

/** Without zeros at the end for which the format has no `0`. */
function trimmed(fraction: string, places: readonly FormatToken[]): string {
  let end = fraction.length;
  while (end > 0 && fraction[end - 1] === '0' && places[end - 1]!.text !== '0') end--;
  return fraction.slice(0, end);
}

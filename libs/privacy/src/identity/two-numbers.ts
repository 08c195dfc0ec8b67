/** A longer number than this is checked for being two: numbers of most countries have no more digits, with country code. */
const longestOrdinary = 13;
/** Runs of digits beyond which nobody looks for numbers among them. */
const mostRuns = 16;
const fewestDigits = 7;
/**
 * Parts of a text that are asked about. Nobody writes a number in so many groups that more are needed, and a file of cells like
 * `1/1/1/1/…` would keep the program from everything else: after these it is two.
 */
const mostAsked = 8;

/**
 * Whether a text holds more than one number. It is a text as `readPhoneText` leaves it.
 * @param isNumber whether a part of the text is a number by itself, as the text's beginning or as something that follows
 * @param isOne whether all digits together are one number
 */
export function holdsTwo(
  text: string,
  isNumber: (part: string, position: 'first' | 'later') => boolean,
  isOne: boolean,
): boolean {
  let asked = 0;
  return twoIn(text, (part, position) => ++asked > mostAsked || isNumber(part, position), isOne);
}

function twoIn(
  text: string,
  isNumber: (part: string, position: 'first' | 'later') => boolean,
  isOne: boolean,
): boolean {
  if (text.lastIndexOf('+') > 0) return true;
  const longRuns = text.split(/[ \n]/).filter((part) => digitsIn(part) >= 10);
  if (longRuns.length > 1) return true;
  if (/[/;\n]/.test(text) && partsAreTwo(text, isNumber, isOne)) return true;
  const runs = text.match(/\+?\d+/g) ?? [];
  if (isOne && digitsIn(text) <= longestOrdinary) return false;
  return runs.length > 1 && runs.length <= mostRuns && runsAreTwo(runs, isNumber, isOne);
}

/**
 * What stands before a slash or comma is often only an area code (`0152/54599371`): it parts two numbers when it follows a number.
 * Where all together is no number, or where lines break, six digits are enough to be meant as one.
 */
function partsAreTwo(text: string, isNumber: (part: string, position: 'first') => boolean, isOne: boolean): boolean {
  for (const { index } of text.matchAll(/[/;\n]/g)) {
    if (isNumber(text.slice(0, index), 'first')) return true;
  }
  const parts = text.split(isOne ? '\n' : /[/;\n]/).map(digitsIn);
  return parts.length > 1 && parts[0]! >= 6 && parts.slice(1).some((digits) => digits >= 2);
}

/** `11 90003-1041 11 90003-1042`: two numbers one after the other. Digits that are one number must begin anew with a 0 to be two. */
function runsAreTwo(
  runs: readonly string[],
  isNumber: (part: string, position: 'first' | 'later') => boolean,
  isOne: boolean,
): boolean {
  for (let middle = 1; middle < runs.length; middle++) {
    if (isOne && !runs[middle]!.startsWith('0')) continue;
    const first = runs.slice(0, middle).join('');
    if (first.length < fewestDigits || !isNumber(first, 'first')) continue;
    for (let end = runs.length; end > middle; end--) {
      const second = runs.slice(middle, end).join('');
      if (second.length >= fewestDigits && isNumber(second, 'later')) return true;
      if (isOne) break;
    }
  }
  return false;
}

function digitsIn(text: string): number {
  return text.replace(/\D/g, '').length;
}

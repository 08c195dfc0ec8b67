const lineBreaks = /[\n\v\f\r\u0085\u2028\u2029]+/g;
// What Unicode says is drawn as nothing (zero-width characters, direction marks, fillers, byte order marks), other marks of
// format, and control characters: pasted along from web pages, chats and terminals.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;
const foreignDigit = /(?![0-9])\p{Nd}/gu;
const digit = /\p{Nd}/u;
// Line breaks and tabs part what is on their two sides; they are no invisible characters.
const kept = /[\n\t]/;

/**
 * A text as it is seen: without what is invisible, in compatible characters (full-width ones are ASCII), digits of every script
 * in Latin ones, and one `\n` where lines break.
 */
export function visibleText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(lineBreaks, '\n')
    .replace(invisible, (character) => (kept.test(character) ? character : ''))
    .replace(foreignDigit, latin)
    .trim();
}

/** Unicode keeps the ten digits of a script together, zero first; what comes right before them is no digit, or ten more. */
function latin(character: string): string {
  const code = character.codePointAt(0)!;
  let before = 0;
  while (digit.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

/** What a template's variable may hold at most, in characters: a body has no more altogether (Meta's documentation of message templates). */
export const LONGEST_PARAMETER = 1024;

/** Characters as people and Meta count them: code points, an emoji outside the first plane as one. */
export function lengthOf(text: string): number {
  let length = text.length;
  // Most texts have no surrogates, and counting them without an array costs nothing.
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0xd800 || code > 0xdbff) continue;
    const next = text.charCodeAt(at + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      length--;
      at++;
    }
  }
  return length;
}

/** Whether a text has more than so many characters. */
export function isLongerThan(text: string, longest: number): boolean {
  return text.length > longest && lengthOf(text) > longest;
}

const layout = /[\n\r\t\v\f\x85\u2028\u2029]|\s{4}|^\s|\s$/;
const lineBreak = /[\n\r\t\v\f\x85\u2028\u2029]/;

/**
 * A value as a parameter may hold it: no line breaks or tabs, no run of four blanks or more (of whatever kind: no-break spaces
 * too), none at the ends. Meta refuses the whole message otherwise (100, 132012 or 132018). **The one rule** for files, JSON,
 * constants, defaults, tests and what is sent.
 */
export function cleanParameter(value: string): string {
  // Nearly every value is clean: one test instead of a replacement.
  if (!layout.test(value)) return value;
  return value.replace(/[\s\x85]+/g, (run) => (run.length < 4 && !lineBreak.test(run) ? run : ' ')).trim();
}

const control = /[\x00-\x1f\x7f-\x9f]/;

/** Whether a value that was cleaned still has control characters, which no parameter may hold. */
export function holdsControl(value: string): boolean {
  return control.test(value);
}

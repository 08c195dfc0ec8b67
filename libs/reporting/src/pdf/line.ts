import type { Letter, Lettering } from './lettering';

/** How a text looks. */
export interface Style {
  readonly lettering: Lettering;
  /** Points. */
  readonly size: number;
}

/** A line of text, ready to be drawn. */
export interface Line {
  /** Operators of PDF that draw it from where the text position is. */
  readonly content: string;
  /** Points. */
  readonly width: number;
  /** How many of its characters are marks. */
  readonly missing: number;
  /** Its marks may reach beyond its height. */
  readonly isShaped: boolean;
}

export const ELLIPSIS = '…';

/**
 * Breaks a text into lines no wider than `width` points: at blanks, hyphens, slashes and between ideographs, within a word only if it is
 * longer than a line. What does not fit in `most` lines ends with an ellipsis. Null if the text must be shaped (`shapedLines`).
 * No kerning: it would cost a layout for every text instead of a sum, and nobody sees it at these sizes.
 */
export function plainLines(text: string, { lettering, size }: Style, width: number, most: number): Line[] | null {
  const limit = (width / size) * 1000;
  const letters = lettersOf(text, lettering, limit * (most + 1));
  if (!letters) return null;
  const lines: Line[] = [];
  let start = 0;
  while (start < letters.length) {
    if (letters[start]!.blank) {
      start++;
      continue;
    }
    const { end, width: filled, breakAt } = fill(letters, start, limit);
    if (end < letters.length && lines.length === most - 1) {
      lines.push(ended(letters, start, end, filled, lettering, size, limit));
      return lines;
    }
    const next = end === letters.length ? end : breakAt > start ? breakAt : Math.max(end, start + 1);
    lines.push(drawn(letters.slice(start, withoutBlanks(letters, start, next)), size));
    start = next;
  }
  return lines;
}

/** As many as can matter: a message of a thousand words shows its first three lines. */
function lettersOf(text: string, lettering: Lettering, enough: number): Letter[] | null {
  const letters: Letter[] = [];
  let width = 0;
  for (let at = 0; at < text.length && width <= enough; at++) {
    const codePoint = text.codePointAt(at)!;
    if (codePoint > 0xffff) at++;
    const letter = lettering.letter(codePoint);
    if (!letter) return null;
    letters.push(letter);
    width += letter.width;
  }
  return letters;
}

/** What fits in one line: up to `end`, or rather up to `breakAt` if that is behind `start`. */
function fill(
  letters: readonly Letter[],
  start: number,
  limit: number,
): { readonly end: number; readonly width: number; readonly breakAt: number } {
  let width = 0;
  let breakAt = start;
  let end = start;
  for (; end < letters.length; end++) {
    const letter = letters[end]!;
    if (width + letter.width > limit) {
      if (letter.blank) breakAt = end;
      break;
    }
    width += letter.width;
    if (letter.breaks) breakAt = end + 1;
  }
  return { end, width, breakAt };
}

function ended(
  letters: readonly Letter[],
  start: number,
  to: number,
  width: number,
  lettering: Lettering,
  size: number,
  limit: number,
): Line {
  const ellipsis = lettering.letter(ELLIPSIS.codePointAt(0)!)!;
  let end = to;
  let left = width;
  while (end > start && left + ellipsis.width > limit) left -= letters[--end]!.width;
  return drawn([...letters.slice(start, withoutBlanks(letters, start, end)), ellipsis], size);
}

function withoutBlanks(letters: readonly Letter[], start: number, to: number): number {
  let end = to;
  while (end > start && letters[end - 1]!.blank) end--;
  return end;
}

function drawn(letters: readonly Letter[], size: number): Line {
  let content = '';
  let codes = '';
  let width = 0;
  let missing = 0;
  letters.forEach(({ typeface, code, width: own, missing: isMissing }, at) => {
    codes += code;
    width += own;
    if (isMissing) missing++;
    if (letters[at + 1]?.typeface === typeface) return;
    content += `/${typeface.id} ${size} Tf <${codes}> Tj `;
    codes = '';
  });
  return { content, width: (width * size) / 1000, missing, isShaped: false };
}

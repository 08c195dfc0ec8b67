/** What takes two columns of a terminal: East Asian wide and full-width forms, and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NOTHING = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

function widthOfGrapheme(grapheme: string): number {
  if (NOTHING.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns that a text takes. */
export function widthOf(text: string): number {
  return graphemes(text).reduce((width, grapheme) => width + widthOfGrapheme(grapheme), 0);
}

/** Cut to at most `width` columns, with … where something is missing. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += widthOfGrapheme(grapheme);
    if (used > width - 1) break;
    cut += grapheme;
  }
  return width < 1 ? '' : `${cut}…`;
}

export function pad(text: string, width: number, right = false): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}

/** Data must not move the cursor, color the screen or break a line. */
export function printable(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/** A text in lines of at most `width` columns, broken where it breaks itself, then between words, within a word only where it is longer than a line. */
export function wrap(text: string, width: number): string[] {
  return text.split(/\r\n|[\r\n]/).flatMap((line) => wrapLine(printable(line), Math.max(1, width)));
}

function wrapLine(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const [first = '', ...others] = text.split(' ').flatMap((word) => pieces(word, width));
  const lines = [first];
  for (const word of others) {
    const longer = `${lines.at(-1)} ${word}`;
    if (widthOf(longer) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function pieces(word: string, width: number): string[] {
  const found = [''];
  let used = 0;
  for (const grapheme of graphemes(word)) {
    used += widthOfGrapheme(grapheme);
    if (used > width && found.at(-1) !== '') {
      found.push('');
      used = widthOfGrapheme(grapheme);
    }
    found[found.length - 1] += grapheme;
  }
  return found;
}

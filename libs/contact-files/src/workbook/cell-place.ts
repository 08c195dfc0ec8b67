/** Of a sheet, in every program since 2007. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

/** The column of a cell, from 0, by its place, which stands in `text` at `from`: that of `AB12` is 27. NaN: it is none. */
export function columnOf(text: string, from: number): number {
  let column = 0;
  let at = from;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (!(code >= 65 && code <= 90)) break;
    column = column * 26 + code - 64;
  }
  return at === from || at > from + 3 ? NaN : column - 1;
}

/** @param column from 0 */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

import type { PdfColumn } from './document';

/** Points. A4, landscape. */
export const PAGE_MARGIN = 36;
const PAGE_WIDTH = 841.89 - 2 * PAGE_MARGIN;
/** Between a cell and the edge of its column. */
export const CELL_PADDING = 3.5;
/** Sizes of letters: the smaller where there are many columns, or the larger would be too large for them. */
const SIZES = [7, 6] as const;
const MANY_COLUMNS = 14;
/** Width of a character, as a part of the size: a digit of Noto Sans is 0.572. */
const CHARACTER = 0.6;

/** How large letters are, and how wide each column is, in points. */
export interface PageLayout {
  readonly size: number;
  readonly widths: readonly number[];
}

/**
 * Each column has what its shortest cells need, and of what is left the more the longer its cells are; undefined where the page is too narrow for that.
 * Fonts are not looked at: who takes an order asks it, too, and has none.
 */
export function layOutPage(columns: readonly PdfColumn[]): PageLayout | undefined {
  const sizes = columns.length > MANY_COLUMNS ? SIZES.slice(1) : SIZES;
  for (const size of sizes) {
    const pointsOf = (characters: number) => characters * CHARACTER * size + 2 * CELL_PADDING;
    const least = columns.map(({ least: characters = 0 }) => (characters === 0 ? 0 : pointsOf(characters)));
    const left = PAGE_WIDTH - sum(least);
    if (left < 0) continue;
    const wished = columns.map(({ weight }, at) => Math.max(pointsOf(weight) - least[at]!, 0));
    const all = sum(wished);
    const widths = least.map((own, at) => own + (all === 0 ? left / columns.length : (left * wished[at]!) / all));
    return { size, widths };
  }
  return undefined;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0);
}

import type { PdfDocument, PdfFact } from './document';
import { ACCENT, INK, MUTED, RULE } from './inks';
import type { Lettering } from './lettering';
import type { Pages } from './pages';
import { TextBox } from './text-box';

export interface Letterings {
  readonly regular: Lettering;
  readonly bold: Lettering;
}

const TITLE_SIZE = 16;
const SUBTITLE_SIZE = 8.5;
const LABEL_SIZE = 6.5;
const ACROSS = 5;
const GAP = 12;

/** Title, what the report was asked for, and what it adds up to; at the top of the first page. */
export function drawTitleBlock(pages: Pages, document: PdfDocument, letterings: Letterings): void {
  pages.rule(pages.y, ACCENT, 2);
  pages.y += 10;
  paragraph(pages, document.title, { lettering: letterings.bold, size: TITLE_SIZE }, INK);
  for (const line of [...document.subtitle, document.moment]) {
    paragraph(pages, line, { lettering: letterings.regular, size: SUBTITLE_SIZE }, MUTED);
  }
  pages.y += 6;
  facts(pages, document.filters, letterings, { lettering: letterings.regular, size: 8 });
  if (document.totals.length > 0 && document.filters.length > 0) {
    pages.rule(pages.y, RULE);
    pages.y += 7;
  }
  facts(pages, document.totals, letterings, { lettering: letterings.bold, size: 11 });
}

/** What the rows came to; below the last of them. */
export function drawSums(pages: Pages, sums: readonly PdfFact[], letterings: Letterings): void {
  if (sums.length === 0) return;
  pages.y += 10;
  facts(pages, sums, letterings, { lettering: letterings.bold, size: 11 });
}

/** A text over the whole width. */
export function paragraph(
  pages: Pages,
  text: string,
  style: { readonly lettering: Lettering; readonly size: number },
  ink: string,
): void {
  const leading = style.size * 1.4;
  for (const line of new TextBox(style, pages.width, 3).lines(text)) {
    if (pages.room < leading) pages.next();
    pages.text(line, pages.left, pages.y + style.size, ink);
    pages.y += leading;
  }
}

/** Labels above values, some side by side. */
function facts(
  pages: Pages,
  all: readonly PdfFact[],
  { regular }: Letterings,
  style: { readonly lettering: Lettering; readonly size: number },
): void {
  const width = (pages.width - (ACROSS - 1) * GAP) / ACROSS;
  const labels = new TextBox({ lettering: regular, size: LABEL_SIZE }, width, 2);
  const values = new TextBox(style, width, 3);
  for (let from = 0; from < all.length; from += ACROSS) {
    const row = all.slice(from, from + ACROSS).map(([label, value]) => ({
      label: labels.lines(label),
      value: values.lines(value),
    }));
    const labelHeight = LABEL_SIZE * 1.35 * Math.max(...row.map(({ label }) => label.length));
    const height = labelHeight + style.size * 1.35 * Math.max(...row.map(({ value }) => value.length)) + 6;
    if (pages.room < height) pages.next();
    row.forEach(({ label, value }, at) => {
      const x = pages.left + at * (width + GAP);
      label.forEach((line, n) => pages.text(line, x, pages.y + LABEL_SIZE * (1 + n * 1.35), MUTED));
      value.forEach((line, n) => pages.text(line, x, pages.y + labelHeight + style.size * (1 + n * 1.35), INK));
    });
    pages.y += height;
  }
}

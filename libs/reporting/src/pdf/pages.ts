import type { PDFDocument, Reference } from 'pdfkit';
import { BAND, type Ink, MUTED, RULE } from './inks';
import type { Line, Style } from './line';
import { PAGE_MARGIN } from './page-layout';
import { TextBox } from './text-box';
import { textsIn } from './texts';
import type { PdfDocument } from './document';
import type { Typefaces } from './typeface';

const MARGIN = PAGE_MARGIN;
const FOOT_HEIGHT = 22;
const FOOT_SIZE = 7;
const LAST_PAGE_WIDTH = 60;
const LAST_PAGE = 'LastPage';

/**
 * The pages, one after the other: what is drawn on one is given to the file when the next begins. Their number is not known before the
 * last row was read, so each refers to one form object for it (ISO 32000-1, 8.10), which is written at the end: one pass over the rows,
 * and no page waits in memory.
 *
 * All measures are points; `y` grows downwards from the upper edge.
 */
export class Pages {
  readonly left = MARGIN;
  y = MARGIN;
  /** How many marks stand for characters that no font has. */
  missing = 0;
  private count = 0;
  private content = '';
  private readonly fontsOfLastPage: Record<string, Reference> = {};
  private readonly lastPage: Reference;
  private readonly footBox: TextBox;
  private readonly textBoxOfPage: TextBox;
  private readonly foot: string;
  private readonly pageOf: (page: string) => string;

  constructor(
    private readonly pdf: PDFDocument,
    private readonly typefaces: Typefaces,
    { title, moment, language }: PdfDocument,
    lettering: Style['lettering'],
  ) {
    const style = { lettering, size: FOOT_SIZE };
    this.foot = `${title} · ${moment}`;
    this.pageOf = textsIn(language).pageOf;
    this.footBox = new TextBox(style, 600, 1);
    this.textBoxOfPage = new TextBox(style, 120, 1);
    this.lastPage = pdf.ref({
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, -FOOT_SIZE, LAST_PAGE_WIDTH, FOOT_SIZE * 2],
      Resources: { Font: this.fontsOfLastPage },
    });
    this.next();
  }

  get width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }

  /** What is left of the page. */
  get room(): number {
    return this.pdf.page.height - MARGIN - FOOT_HEIGHT - this.y;
  }

  /** Ends the page and begins another. */
  next(): void {
    if (this.count > 0) this.finishPage();
    this.pdf.addPage();
    this.count++;
    this.y = MARGIN;
    // pdfkit turns the page upside down for its own drawing: back to how PDF has it.
    this.content = `1 0 0 -1 0 ${points(this.pdf.page.height)} cm\n`;
  }

  /** @param y of the line the letters stand on */
  text({ content, missing }: Line, x: number, y: number, ink: Ink): void {
    this.missing += missing;
    this.content += `BT ${ink} rg 1 0 0 1 ${points(x)} ${this.up(y)} Tm ${content}ET\n`;
  }

  /** A filled rectangle. */
  band(y: number, height: number, ink: Ink = BAND): void {
    this.content += `${ink} rg ${points(this.left)} ${this.up(y + height)} ${points(this.width)} ${points(height)} re f\n`;
  }

  /** A line over the whole width. */
  rule(y: number, ink: Ink = RULE, thickness = 0.5): void {
    this.band(y, thickness, ink);
  }

  /** Draws what reaches beyond these heights up to them only. */
  within(y: number, height: number, draw: () => void): void {
    this.content += `q ${points(this.left)} ${this.up(y + height)} ${points(this.width)} ${points(height)} re W n\n`;
    draw();
    this.content += 'Q\n';
  }

  /** Ends the last page and writes how many there are. */
  end(): void {
    this.finishPage();
    const [line] = this.textBoxOfPage.lines(String(this.count));
    Object.assign(this.fontsOfLastPage, this.typefaces.references);
    this.lastPage.end(`BT ${MUTED} rg ${line!.content}ET`);
    this.pdf.end();
  }

  private finishPage(): void {
    const { page } = this.pdf;
    const y = page.height - MARGIN;
    this.rule(y - FOOT_SIZE - 5);
    const marks = this.missing;
    const [number] = this.textBoxOfPage.lines(this.pageOf(String(this.count)));
    const [foot] = this.footBox.lines(this.foot);
    this.text(number!, MARGIN, y, MUTED);
    if (foot) this.text(foot, MARGIN + this.width - foot.width, y, MUTED);
    // The same ones on every page are not new ones.
    this.missing = marks;
    const blank = FOOT_SIZE * 0.26;
    this.content += `q 1 0 0 1 ${points(MARGIN + number!.width + blank)} ${this.up(y)} cm /${LAST_PAGE} Do Q\n`;
    Object.assign(page.fonts, this.typefaces.references);
    page.xobjects[LAST_PAGE] = this.lastPage;
    page.write(this.content);
  }

  private up(y: number): string {
    return points(this.pdf.page.height - y);
  }
}

function points(value: number): string {
  return String(Math.round(value * 100) / 100);
}

import { type PdfColumn, type PdfRow, TooManyColumns } from './document';
import { HEAD, INK, RULE } from './inks';
import type { Line, Style } from './line';
import { CELL_PADDING, layOutPage } from './page-layout';
import type { Pages } from './pages';
import { TextBox } from './text-box';
import type { Letterings } from './title-block';

const MOST_LINES = 3;

interface PlacedColumn {
  readonly x: number;
  readonly width: number;
  readonly alignsAtEnd: boolean;
  readonly head: readonly Line[];
  readonly cells: TextBox;
}

/** Rows below each other, every second one shaded, with their titles at the top of each page. */
export class Table {
  private readonly columns: readonly PlacedColumn[];
  private readonly size: number;
  private readonly headLines: number;
  private isShaded = false;

  /** @throws TooManyColumns */
  constructor(
    private readonly pages: Pages,
    columns: readonly PdfColumn[],
    { regular, bold }: Letterings,
  ) {
    const layout = layOutPage(columns);
    if (!layout) throw new TooManyColumns();
    this.size = layout.size;
    this.columns = placed(
      columns,
      pages.left,
      layout.widths,
      { lettering: regular, size: this.size },
      { lettering: bold, size: this.size },
    );
    this.headLines = Math.max(1, ...this.columns.map(({ head }) => head.length));
    // Never the titles alone at the foot of a page.
    if (pages.room < this.heightOf(this.headLines) + this.heightOf(MOST_LINES)) pages.next();
    this.drawHead();
  }

  add(row: PdfRow): void {
    const { pages } = this;
    const cells = this.columns.map(({ cells }, at) => {
      const text = row[at];
      return text === null || text === undefined ? [] : cells.lines(text);
    });
    const height = this.heightOf(Math.max(1, ...cells.map((lines) => lines.length)));
    if (height > pages.room) {
      pages.next();
      this.drawHead();
    }
    if (this.isShaded) pages.band(pages.y, height);
    this.isShaded = !this.isShaded;
    const draw = () => this.drawCells(cells);
    if (cells.some((lines) => lines.some(({ isShaped }) => isShaped))) pages.within(pages.y, height, draw);
    else draw();
    pages.y += height;
  }

  private drawHead(): void {
    const { pages } = this;
    const height = this.heightOf(this.headLines);
    pages.band(pages.y, height, HEAD);
    this.drawCells(this.columns.map(({ head }) => head));
    pages.y += height;
    pages.rule(pages.y - 0.5, RULE);
    this.isShaded = false;
  }

  private drawCells(cells: readonly (readonly Line[])[]): void {
    const first = this.pages.y + CELL_PADDING / 2 + this.size * 1.05;
    cells.forEach((lines, at) => {
      const { x, width, alignsAtEnd } = this.columns[at]!;
      lines.forEach((line, n) => {
        const offset = alignsAtEnd ? width - line.width : 0;
        this.pages.text(line, x + offset, first + n * this.leading, INK);
      });
    });
  }

  private heightOf(lines: number): number {
    return lines * this.leading + CELL_PADDING;
  }

  private get leading(): number {
    return this.size * 1.35;
  }
}

function placed(
  columns: readonly PdfColumn[],
  left: number,
  widths: readonly number[],
  style: Style,
  headStyle: Style,
): PlacedColumn[] {
  let x = left;
  return columns.map(({ title, align }, at) => {
    const whole = widths[at]!;
    const width = whole - 2 * CELL_PADDING;
    const column = {
      x: x + CELL_PADDING,
      width,
      alignsAtEnd: align === 'end',
      head: new TextBox(headStyle, width, MOST_LINES).lines(title),
      cells: new TextBox(style, width, MOST_LINES),
    };
    x += whole;
    return column;
  });
}

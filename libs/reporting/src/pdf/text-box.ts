import { type Line, plainLines, type Style } from './line';
import { shapedLines } from './shaped-lines';

/** Texts remembered for each column: what few different ones fill, such as a status or a campaign, is laid out once. */
const MOST_REMEMBERED = 2000;

/** Breaks texts into lines of one style and width. */
export class TextBox {
  private readonly remembered = new Map<string, readonly Line[]>();

  /**
   * @param width points
   * @param most lines; what does not fit ends with an ellipsis
   */
  constructor(
    private readonly style: Style,
    private readonly width: number,
    private readonly most: number,
  ) {}

  lines(text: string): readonly Line[] {
    const known = this.remembered.get(text);
    if (known) return known;
    const shown = cleaned(text);
    const lines =
      plainLines(shown, this.style, this.width, this.most) ?? shapedLines(shown, this.style, this.width, this.most);
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    this.remembered.set(text, lines);
    return lines;
  }
}

const WHITE_SPACE = /[\s\u0085]+/g;

/** White space is one blank; letters with accents are one character where Unicode has it, which is how the fonts have them. */
function cleaned(text: string): string {
  return text.replace(WHITE_SPACE, ' ').trim().normalize('NFC');
}

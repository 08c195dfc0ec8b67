import { type Line, plainLines, type Style } from './line';
import { shapedLines } from './shaped-lines';

/** Texts remembered for each column: what few different ones fill, such as a status or a campaign, is laid out once. */
const MOST_REMEMBERED = 1000;

/** Breaks texts into lines of one style and width. */
export class TextBox {
  private readonly remembered = new Map<string, readonly Line[]>();
  private found = 0;
  private remembers = true;

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
    if (known) {
      this.found++;
      return known;
    }
    const shown = cleaned(text);
    const lines =
      plainLines(shown, this.style, this.width, this.most) ?? shapedLines(shown, this.style, this.width, this.most);
    if (this.remembers) this.remember(text, lines);
    return lines;
  }

  /** Not where most are new, such as ids: each would live just long enough to be costly to let go: the heap of B11-pdf peaked at 165 MB with them, at 105 without. */
  private remember(text: string, lines: readonly Line[]): void {
    if (this.remembered.size >= MOST_REMEMBERED) {
      this.remembers = this.found > MOST_REMEMBERED;
      this.remembered.clear();
      this.found = 0;
    }
    if (this.remembers) this.remembered.set(text, lines);
  }
}

const WHITE_SPACE = /[\s\u0085]+/g;

/** White space is one blank; letters with accents are one character where Unicode has it, which is how the fonts have them. */
function cleaned(text: string): string {
  return text.replace(WHITE_SPACE, ' ').trim().normalize('NFC');
}

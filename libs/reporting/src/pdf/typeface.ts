import { type Font, openSync } from 'fontkit';
import type { EmbeddedFont, PDFDocument, Position, Reference } from 'pdfkit';

/** A font of the document; the glyphs that are asked of it become part of the file. Widths are thousandths of the font size. */
export class Typeface {
  private isUsed = false;
  private readonly parts = new Set<number>();

  constructor(
    private readonly font: Font,
    private readonly embedded: EmbeddedFont,
  ) {}

  /** Its name in the resources of a page. */
  get id(): string {
    return this.embedded.id;
  }

  /** Null while nothing was written in it: a font that was only asked what it has stays out of the file. */
  get reference(): Reference | null {
    return this.isUsed ? this.embedded.ref() : null;
  }

  has(codePoint: number): boolean {
    return this.font.hasGlyphForCodePoint(codePoint);
  }

  /** Its glyphs in the order in which they are drawn, joined and placed as its script wants it. */
  shape(text: string): readonly Shape[] {
    return this.encoded(text, {}).filter(({ code, xAdvance }) => code !== NOTHING || xAdvance !== 0);
  }

  /** One character as one glyph: not a letter and its accent, which readers could not find again. */
  letter(character: string): Shape {
    return this.encoded(character, { ccmp: false })[0]!;
  }

  private encoded(text: string, features: Readonly<Record<string, boolean>>): Shape[] {
    this.isUsed = true;
    const [codes, positions] = this.embedded.encode(text, features);
    return codes.map((code, at) => {
      const number = Number.parseInt(code, 16);
      const isPart = this.embedded.unicode[number]!.length === 0 || this.parts.has(number);
      // With nothing, pdf.js reads the number of the glyph as a character.
      if (isPart) this.embedded.unicode[number] = [NO_WIDTH];
      if (isPart) this.parts.add(number);
      return { ...positions[at]!, code, isPart };
    });
  }
}

/** A glyph by its number in the file, four hexadecimal digits. */
export interface Shape extends Position {
  readonly code: string;
  /** A part of the letter before it, such as its dots. */
  readonly isPart: boolean;
}

const NO_WIDTH = 0xfeff;

/** What fontkit leaves of an invisible character, such as a joiner, where the font has no blank: drawn, it would be a box. */
const NOTHING = '0000';

/** The fonts of a document: each file is opened when the first text needs it, and once. */
export class Typefaces {
  private readonly opened = new Map<string, Typeface>();

  constructor(private readonly pdf: PDFDocument) {}

  open(path: string): Typeface {
    const known = this.opened.get(path);
    if (known) return known;
    const file = openSync(path);
    const font = 'fonts' in file ? file.fonts[0]! : file;
    const typeface = new Typeface(font, this.pdf.registerFont(path, font).font(path)._font);
    this.opened.set(path, typeface);
    return typeface;
  }

  /** For a page: by name, all that it may have been written in. */
  get references(): Readonly<Record<string, Reference>> {
    return Object.fromEntries(
      [...this.opened.values()].flatMap(({ id, reference }) => (reference ? [[id, reference]] : [])),
    );
  }
}

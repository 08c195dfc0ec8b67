/**
 * What we use of pdfkit 0.20.2 and fontkit 2.0.4, internals among it: cells are written to the page by ourselves, because pdfkit's own
 * `text()` lays out every cell anew. Read in their sources (js/pdfkit.js, dist/main.cjs); their types on the registry lack it.
 */
declare module 'fontkit' {
  export interface Font {
    readonly ascent: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
  }
  export interface Collection {
    readonly fonts: readonly Font[];
  }
  export function openSync(path: string): Font | Collection;
}

declare module 'pdfkit' {
  import type { Readable } from 'node:stream';
  import type { Font } from 'fontkit';

  /** An object of the file; written when it ends. */
  export interface Reference {
    end(content?: string): void;
  }

  /** All in thousandths of the font size. */
  export interface Position {
    readonly xAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
    readonly advanceWidth: number;
  }

  export interface EmbeddedFont {
    /** Its name in the resources of a page. */
    readonly id: string;
    /** Makes its glyphs part of the file. With features told, even none, it keeps no cache of its own. */
    encode(text: string, features: Readonly<Record<string, boolean>>): [codes: string[], positions: Position[]];
    /** What a reader finds in a glyph of the file, code points by its number. */
    readonly unicode: number[][];
    ref(): Reference;
  }

  export interface Page {
    readonly width: number;
    readonly height: number;
    readonly fonts: Record<string, Reference>;
    readonly xobjects: Record<string, Reference>;
    write(content: string): void;
  }

  export class PDFDocument extends Readable {
    constructor(options: {
      readonly size: string;
      readonly layout: 'landscape';
      readonly margin: number;
      readonly autoFirstPage: false;
      readonly pdfVersion: string;
      readonly lang: string;
      readonly displayTitle: boolean;
      /** None: else it opens one of the fonts that every reader has. */
      readonly font: null;
      readonly info: Readonly<Record<string, string | Date>>;
    });
    readonly page: Page;
    readonly _font: EmbeddedFont;
    /** Writes the properties of the file a second time, as XML. */
    endMetadata: () => void;
    registerFont(name: string, font: Font): this;
    font(name: string): this;
    addPage(): this;
    ref(data: Readonly<Record<string, unknown>>): Reference;
    end(): void;
  }
}

import { fontFiles, type PdfFonts } from './font-files';
import { bidi } from './bidi';
import type { Typeface, Typefaces } from './typeface';

/** A character that stands for itself, wherever it stands. */
export interface Letter {
  readonly typeface: Typeface;
  /** Its glyph in the file, in hexadecimal digits. */
  readonly code: string;
  /** Thousandths of the font size. */
  readonly width: number;
  readonly blank: boolean;
  /** A line may end behind it. */
  readonly breaks: boolean;
  /** It is the mark, in place of one that no font has. */
  readonly missing: boolean;
}

/** In place of a character that no font has. Every first font has it. */
export const MARK = '\uFFFD';

/** Joined, reordered or placed by their neighbours: marks, joiners and other invisible ones, skin colors, flags. */
const BY_NEIGHBOURS = /^[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}]$/u;
const RIGHT_TO_LEFT = new Set(['R', 'AL', 'AN']);
const IDEOGRAPH = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u;

/** Most different characters that are remembered apart: any more come from somebody who counts through Unicode. */
const MOST_CLUSTERS = 10_000;

/** How texts of a weight are written: which font has what. */
export class Lettering {
  private readonly files: readonly string[];
  private readonly letters = new Map<number, Letter | null>();
  private readonly faces = new Map<string, Typeface | null>();

  constructor(
    private readonly typefaces: Typefaces,
    weight: 'regular' | 'bold',
    fonts: PdfFonts,
  ) {
    this.files = fontFiles(weight, fonts);
  }

  /** Null where the text that has it must be shaped as a whole. */
  letter(codePoint: number): Letter | null {
    const known = this.letters.get(codePoint);
    if (known !== undefined) return known;
    const letter = this.find(codePoint);
    this.letters.set(codePoint, letter);
    return letter;
  }

  /** The first font that has all of what people take for one character; null where none has. */
  typefaceOf(cluster: string): Typeface | null {
    const known = this.faces.get(cluster);
    if (known !== undefined) return known;
    const codePoints = Array.from(cluster, (character) => character.codePointAt(0)!).filter(isVisible);
    const typeface = codePoints.some(isControl) ? null : this.firstWith(codePoints);
    if (this.faces.size >= MOST_CLUSTERS) this.faces.clear();
    this.faces.set(cluster, typeface);
    return typeface;
  }

  private find(codePoint: number): Letter | null {
    const character = String.fromCodePoint(codePoint);
    if (BY_NEIGHBOURS.test(character) || RIGHT_TO_LEFT.has(bidi.getBidiCharTypeName(character))) return null;
    const typeface = isControl(codePoint) ? null : this.firstWith([codePoint]);
    if (!typeface) return { ...this.letter(MARK.codePointAt(0)!)!, missing: true };
    const { code, xAdvance } = typeface.letter(character);
    return {
      typeface,
      code,
      width: xAdvance,
      blank: character === ' ',
      breaks: ' -/'.includes(character) || IDEOGRAPH.test(character),
      missing: false,
    };
  }

  private firstWith(codePoints: readonly number[]): Typeface | null {
    for (const path of this.files) {
      const typeface = this.typefaces.open(path);
      if (codePoints.every((codePoint) => typeface.has(codePoint))) return typeface;
    }
    return null;
  }
}

const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;

function isVisible(codePoint: number): boolean {
  return !INVISIBLE.test(String.fromCodePoint(codePoint));
}

function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) || (codePoint >= 0xd800 && codePoint < 0xe000);
}

import { bidi } from './bidi';
import { ELLIPSIS, type Line, type Style } from './line';
import { type Lettering, MARK } from './lettering';
import type { Shape, Typeface } from './typeface';

/** Characters as people take them, so that a flag, a family or a letter with its marks stays together. */
const CLUSTERS = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** So much of a text is looked at for the width of each em, however long it is: Devanagari with all its marks has some four. */
const UNITS_FOR_AN_EM = 6;

/** A part of a line in one font and one direction. */
interface Run {
  readonly typeface: Typeface;
  /** Odd is from right to left (UAX #9). */
  readonly level: number;
  readonly clusters: string[];
}

/**
 * `plainLines` for texts whose characters depend on their neighbours: Arabic, Hebrew, Devanagari, composed emoji, combining marks. Each
 * line is put in its visual order, each part of it shaped by the font that has it. Breaks at blanks, or in words between clusters.
 */
export function shapedLines(text: string, style: Style, width: number, most: number): Line[] {
  const seen = text.slice(0, Math.ceil((width / style.size) * most * UNITS_FOR_AN_EM));
  const direction = (bidi.getEmbeddingLevels(seen).paragraphs[0]?.level ?? 0) % 2 === 1 ? 'rtl' : 'ltr';
  const draw = (line: string) => drawn(line, direction, style);
  const broken = brokenLines(seen, (part) => draw(part).width, width, most);
  if (broken.length <= most && seen.length === text.length) return broken.map(draw);
  const whole = broken.slice(0, most);
  return [...whole.slice(0, -1).map(draw), ended(whole.at(-1) ?? '', draw, width)];
}

/** At most one line more than `most`: enough to know that there is more. */
function brokenLines(text: string, widthOf: (part: string) => number, width: number, most: number): string[] {
  const blank = widthOf(' ');
  const lines: string[] = [];
  let line: string | null = null;
  let filled = 0;
  for (const word of text.split(' ')) {
    const own = widthOf(word);
    if (line !== null && filled + blank + own <= width) {
      line += ` ${word}`;
      filled += blank + own;
      continue;
    }
    if (line !== null) lines.push(line);
    line = word;
    filled = own;
    while (filled > width && lines.length <= most) {
      const fits = beginning(line, widthOf, width);
      if (fits === line) break;
      lines.push(fits);
      line = line.slice(fits.length);
      filled = widthOf(line);
    }
    if (lines.length > most) return lines;
  }
  return line === null ? lines : [...lines, line];
}

/** As many of its clusters as fit, and at least one. Halving, because each try shapes what it tries. */
function beginning(word: string, widthOf: (part: string) => number, width: number): string {
  const ends = Array.from(CLUSTERS.segment(word), ({ index, segment }) => index + segment.length);
  let fitting = 0;
  let tooMany = ends.length;
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (widthOf(word.slice(0, ends[middle])) <= width) fitting = middle;
    else tooMany = middle;
  }
  return word.slice(0, ends[fitting]);
}

function ended(text: string, draw: (line: string) => Line, width: number): Line {
  const clusters = Array.from(CLUSTERS.segment(text), ({ segment }) => segment);
  for (; ; clusters.pop()) {
    const line = draw(clusters.join('').trimEnd() + ELLIPSIS);
    if (line.width <= width || clusters.length === 0) return line;
  }
}

function drawn(text: string, direction: 'ltr' | 'rtl', { lettering, size }: Style): Line {
  const { runs, missing } = runsOf(text, direction, lettering);
  let content = '';
  let width = 0;
  for (const run of inVisualOrder(runs)) {
    const shapes = shapesOf(run);
    content += readAs(run, `/${run.typeface.id} ${size} Tf ${operatorsOf(shapes, size)}`);
    width += shapes.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  }
  return { content, width: (width * size) / 1000, missing, isShaped: true };
}

const HAS_MARKS = /\p{M}/u;

/**
 * Devanagari draws some vowels before the letter they are spoken after: the text in its own order goes with it (ISO 32000-1, 14.9.4), for
 * those who search and copy. Right-to-left runs have none: readers turn them themselves, and poppler would turn this too.
 */
function readAs({ level, clusters }: Run, operators: string): string {
  const text = clusters.join('');
  if (level % 2 === 1 || !HAS_MARKS.test(text)) return operators;
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'));
  return `/Span <</ActualText <feff${units.join('')}>>> BDC ${operators}EMC `;
}

function runsOf(
  text: string,
  direction: 'ltr' | 'rtl',
  lettering: Lettering,
): { readonly runs: Run[]; readonly missing: number } {
  const { levels } = bidi.getEmbeddingLevels(text, direction);
  const runs: Run[] = [];
  let missing = 0;
  const add = (cluster: string, typeface: Typeface, level: number) => {
    const last = runs.at(-1);
    if (last?.typeface === typeface && last.level === level) last.clusters.push(cluster);
    else runs.push({ typeface, level, clusters: [cluster] });
  };
  for (const { segment, index } of CLUSTERS.segment(text)) {
    const level = levels[index]!;
    const typeface = lettering.typefaceOf(segment);
    if (typeface) add(segment, typeface, level);
    else {
      for (const character of segment) {
        const own = lettering.typefaceOf(character);
        if (!own) missing++;
        add(own ? character : MARK, own ?? lettering.typefaceOf(MARK)!, level);
      }
    }
  }
  return { runs, missing };
}

/** Rule L2 of UAX #9. Blanks at the end of a line are gone already, so L1 has nothing to do. */
function inVisualOrder(runs: Run[]): Run[] {
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level >= 1; level--) {
    for (let start = 0; start < runs.length; start++) {
      let end = start;
      while (end < runs.length && runs[end]!.level >= level) end++;
      if (end > start + 1) runs.splice(start, end - start, ...runs.slice(start, end).reverse());
      start = Math.max(start, end);
    }
  }
  return runs;
}

/** From left to right. fontkit turns what it takes for a right-to-left script, whatever the level; the rest of such a run is turned here. */
function shapesOf({ typeface, level, clusters }: Run): readonly Shape[] {
  const turnedByFont = clusters.some((cluster) => RIGHT_TO_LEFT.test(cluster));
  if (level % 2 === 0) {
    return turnedByFont ? clusters.flatMap((cluster) => typeface.shape(cluster)) : typeface.shape(clusters.join(''));
  }
  if (turnedByFont) return typeface.shape(clusters.join(''));
  return typeface.shape(
    clusters
      .map((cluster) => bidi.getMirroredCharacter(cluster) ?? cluster)
      .reverse()
      .join(''),
  );
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * Each glyph at its place: moved sideways within a TJ, raised or lowered between two. What is a part of a letter comes after the letters,
 * so that readers find their words whole.
 */
function operatorsOf(shapes: readonly Shape[], size: number): string {
  let pen = 0;
  const placed = shapes.map((shape) => {
    const x = pen + shape.xOffset;
    pen += shape.xAdvance;
    return { ...shape, x };
  });
  let out = '';
  let array = '';
  let rise = 0;
  let at = 0;
  const move = (to: number) => {
    if (Math.abs(to - at) >= 1) array += rounded(at - to);
  };
  const raise = (to: number) => {
    if (to === rise) return;
    if (array !== '') out += `[${array}] TJ `;
    array = '';
    out += `${rounded((to * size) / 1000)} Ts `;
    rise = to;
  };
  for (const { code, x, yOffset, advanceWidth } of [
    ...placed.filter(({ isPart }) => !isPart),
    ...placed.filter(({ isPart }) => isPart),
  ]) {
    raise(yOffset);
    move(x);
    array += `<${code}>`;
    at = x + advanceWidth;
  }
  move(pen);
  if (array !== '') out += `[${array}] TJ `;
  array = '';
  raise(0);
  return out;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

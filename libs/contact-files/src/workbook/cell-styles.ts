import { isoDate } from './date-format';
import { numberFormat, type ShowsNumber } from './number-format';
import { plainNumber } from './plain-number';
import { readXmlPart, tagsOf } from './xml-part';
import { attributeOf } from './xml-scanner';
import type { ZipParts } from './zip-parts';

const MOST_BYTES = 64 * 1024 * 1024;
/** Programs have 65,490 of them at most. */
const MOST_STYLES = 100_000;

/**
 * Formats that every program knows by number (ECMA-376 part 1, 18.8.30), those of plain numbers and those that depend on the computer left
 * out. A currency of the computer is not known here: only its decimals are.
 */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '0',
  4: '0.00',
  5: '0',
  6: '0',
  7: '0.00',
  8: '0.00',
  9: '0%',
  10: '0.00%',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  37: '0',
  38: '0',
  39: '0.00',
  40: '0.00',
  41: '0',
  42: '0',
  43: '0.00',
  44: '0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
};

/** Dates whose order the computer decides, or that have names in them: the years of Japan and China too. */
const OPEN_DATES = [14, 15, 16, 17, 22, ...between(27, 36), ...between(50, 58)];
const WITH_TIME = [22];

/**
 * How each style of a workbook shows numbers, by the number of the style.
 * @param name of the part; undefined: the workbook has no styles
 */
export async function readCellStyles(
  parts: ZipParts,
  name: string | undefined,
  since1904: boolean,
): Promise<readonly ShowsNumber[]> {
  if (name === undefined) return [];
  const codes = new Map<number, string>();
  const styles: number[] = [];
  // Styles have formats in other places too, such as those of conditions, with numbers of their own.
  let among = '';
  await readXmlPart(parts, name, MOST_BYTES, {
    ...tagsOf((element, tag) => {
      if (element === 'cellXfs' || element === 'numFmts') among = element;
      else if (element === 'numFmt' && among === 'numFmts')
        codes.set(Number(attributeOf(tag, 'numFmtId')), attributeOf(tag, 'formatCode') ?? '');
      else if (element === 'xf' && among === 'cellXfs' && styles.length < MOST_STYLES)
        styles.push(Number(attributeOf(tag, 'numFmtId') ?? 0));
    }),
    closed: (element) => {
      if (element === among) among = '';
    },
  });
  const shown = new Map<number, ShowsNumber>();
  for (const id of new Set(styles)) shown.set(id, formatOf(id, codes.get(id), since1904));
  return styles.map((id) => shown.get(id)!);
}

function formatOf(id: number, code: string | undefined, since1904: boolean): ShowsNumber {
  // The file's own word goes first: programs write there what a currency of the computer was.
  if (code !== undefined) return numberFormat(code, since1904);
  if (OPEN_DATES.includes(id)) return isoDate(since1904, true, WITH_TIME.includes(id));
  const known = BUILT_IN[id];
  return known === undefined ? plainNumber : numberFormat(known, since1904);
}

function between(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

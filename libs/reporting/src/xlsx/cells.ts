import { labelsIn } from '@arauto/domain';
import type { FileStyle } from '../file-style';
import { isFormula } from '../formula';
import type { Column } from '../report';
import { wallClockIn } from '../wall-clock';
import { FORMATS } from './workbook';
import { xmlText } from './xml-text';

/** A cell of row `number`; nothing for null and for a text without a character. */
export type Cell<Row> = (row: Row, number: string) => string;

const DAY = 24 * 3600;
/** Days of 1970-01-01 in the calendar of spreadsheets, which begins at the end of 1899. */
const DAYS_TO_1970 = 25_569;
/** Before it that calendar counts a 29 February 1900; after the last day it ends. What is not within is written as text. */
const [FIRST_DAY, LAST_DAY] = [61, 2_958_465];

/** By second of the day, as they are wanted. */
const FRACTIONS = new Array<string | undefined>(DAY);

/**
 * `.5` of a noon, to less than a microsecond, which is what a number of so many days can say. Texts of fractions that are made anew for every
 * cell would be half of what memory grows by: V8 remembers the last texts of numbers, and what it remembers is not collected soon.
 */
function fractionOf(second: number): string {
  return (FRACTIONS[second] ??= (second / DAY).toFixed(11).slice(1));
}

/** How each column of a report is written. @throws RangeError for a zone that is not known */
export function cellsOf<Row>(columns: readonly Column<Row>[], { language, zone }: FileStyle): Cell<Row>[] {
  const { yes, no } = labelsIn(language);
  const clock = wallClockIn(zone);
  return columns.map((column, index) => {
    const open = `<c r="${letters(index)}`;
    const text = textCell(open);
    switch (column.kind) {
      case 'text':
      case 'phone':
      case 'code':
        return (row, number) => text(column.value(row, language), number);
      case 'flag':
        return (row, number) => {
          const flag = column.value(row, language);
          return flag === null ? '' : text(flag ? yes : no, number);
        };
      case 'number':
        return (row, number) => {
          const value = column.value(row, language);
          return value !== null && Number.isFinite(value) ? `${open}${number}"><v>${value}</v></c>` : '';
        };
      case 'rate':
        return (row, number) => {
          const rate = column.value(row, language);
          return rate === null ? '' : `${open}${number}" s="${FORMATS.rate}"><v>${rate}</v></c>`;
        };
      case 'instant':
        return (row, number) => {
          const instant = column.value(row, language);
          if (instant === null) return '';
          const seconds = clock.seconds(instant);
          const day = Math.floor(seconds / DAY);
          const serial = day + DAYS_TO_1970;
          if (!(serial >= FIRST_DAY && serial <= LAST_DAY)) return text(clock.text(instant) ?? instant, number);
          return `${open}${number}" s="${FORMATS.instant}"><v>${serial}${fractionOf(seconds - day * DAY)}</v></c>`;
        };
    }
  });
}

/**
 * A text in its own cell, by type: nothing in it can run. One that would run if it were typed is marked as typed with a `'`, so that it stays
 * a text when somebody edits the cell.
 */
function textCell(open: string): (value: string | null, number: string) => string {
  const plain = '" t="inlineStr"><is>';
  const quoted = `" s="${FORMATS.quoted}" t="inlineStr"><is>`;
  return (value, number) => {
    if (value === null || value === '') return '';
    return `${open}${number}${isFormula(value) ? quoted : plain}${xmlText(value)}</is></c>`;
  };
}

/** Of a column by its index: A to Z, then AA. */
export function letters(index: number): string {
  const last = String.fromCharCode(0x41 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

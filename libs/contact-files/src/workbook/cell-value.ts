import { damaged } from './damage';
import { isoDate } from './date-format';
import type { ShowsNumber } from './number-format';
import { plainNumber } from './plain-number';
import { unescaped } from './rich-text';
import type { TextTable } from './text-table';

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly texts: TextTable;
  readonly styles: readonly ShowsNumber[];
  readonly since1904: boolean;
}

const DAY = 86_400_000;
/** Of 1970, in a workbook whose days are counted from 1900, and in others. */
const DAYS_TO_1970 = { since1900: 25_569, since1904: 24_107 };

/**
 * What a cell says to people. Errors are said as they are (`#N/A`): the phone, for one, names them.
 * @param type of the cell; @param value as it is written, '' where there is none; @param style its number
 * @throws ContactFileError
 */
export function cellText(
  type: string,
  value: string,
  style: number,
  { texts, styles, since1904 }: SheetContext,
): string {
  if (value === '') return '';
  switch (type) {
    case 's':
      return texts.get(Number(value)) ?? missing();
    case 'str':
      return unescaped(value);
    case 'b':
      return value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE';
    case 'e':
      return value;
    case 'd':
      return dateText(value, styles[style], since1904);
    default:
      return (styles[style] ?? plainNumber)(value);
  }
}

/** Of a date that is written as one, as strict files may. */
function dateText(value: string, shows: ShowsNumber | undefined, since1904: boolean): string {
  const time = Date.parse(
    /[Tt].*(?:[Zz]|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}${/[Tt]/.test(value) ? '' : 'T00:00:00'}Z`,
  );
  if (Number.isNaN(time)) return value;
  const serial = time / DAY + DAYS_TO_1970[since1904 ? 'since1904' : 'since1900'];
  const hasTime = time % DAY !== 0;
  return (shows === undefined || shows === plainNumber ? isoDate(since1904, true, hasTime, hasTime) : shows)(
    String(serial),
  );
}

function missing(): never {
  throw damaged();
}

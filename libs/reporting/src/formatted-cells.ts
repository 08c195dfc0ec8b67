import { labelsIn } from '@arauto/domain';
import type { FileStyle } from './file-style';
import { percentIn } from './percent';
import type { Report } from './report';
import { wallClockIn } from './wall-clock';

/**
 * The cells of a row as people read them, for what only shows texts; null is an empty one.
 * @throws RangeError for a zone that is not known
 */
export function formattedCells<Row>(
  { columns }: Report<Row>,
  { language, zone }: FileStyle,
): (row: Row) => (string | null)[] {
  const { yes, no } = labelsIn(language);
  const clock = wallClockIn(zone);
  const percent = percentIn(language);
  const cells = columns.map((column): ((row: Row) => string | null) => {
    switch (column.kind) {
      case 'instant':
        return (row) => {
          const value = column.value(row, language);
          return value === null ? null : (clock.text(value) ?? value);
        };
      case 'number':
        return (row) => column.value(row, language)?.toString() ?? null;
      case 'rate':
        return (row) => {
          const value = column.value(row, language);
          return value === null ? null : percent(value);
        };
      case 'flag':
        return (row) => {
          const value = column.value(row, language);
          return value === null ? null : value ? yes : no;
        };
      case 'text':
      case 'phone':
      case 'code':
        return (row) => column.value(row, language);
    }
  });
  return (row) => cells.map((cell) => cell(row));
}

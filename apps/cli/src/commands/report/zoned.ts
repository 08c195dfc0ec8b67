import { offsetsIn } from '@arauto/clock';
import type { TableColumn } from '../../terminal/table';

/**
 * A column of instants as clocks of a zone show them, with the zone in its title; in UTC, as the API tells them, where none was asked for.
 * @param zone one that the API has answered for: it refuses others by name
 */
export function zonedColumn<Row>(column: TableColumn<Row>, zone: string | undefined): TableColumn<Row> {
  if (zone === undefined) return column;
  const offset = offsetsIn(zone);
  return {
    ...column,
    title: `${column.title} (${zone})`,
    value: (row) => {
      const value = column.value(row);
      const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isNaN(at) ? value : new Date(at + offset(at)).toISOString().slice(0, 19).replace('T', ' ');
    },
  };
}

import { pad, printable, truncate, widthOf } from './width';

export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  /** Numbers stand on the right. */
  readonly right?: boolean;
}

const GAP = '  ';
/** No column is cut below this while another can still give. */
const LEAST = 4;

/**
 * Rows under their titles, a line each, never wider than `width` columns: the widest columns give first. Infinity: nothing
 * is cut, for files and pipes.
 */
export function table<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): string {
  const cells = rows.map((row) => columns.map(({ value }) => printable(String(value(row) ?? '—'))));
  const lines = [columns.map(({ title }) => title), ...cells];
  const natural = columns.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at]!))));
  const widths = fit(natural, width - GAP.length * (columns.length - 1));
  return lines
    .map((line) =>
      truncate(
        line
          .map((cell, at) => pad(truncate(cell, widths[at]!), widths[at]!, columns[at]!.right))
          .join(GAP)
          .trimEnd(),
        width,
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function fit(natural: readonly number[], available: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) - available;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= LEAST) break;
    widths[widest]!--;
    excess--;
  }
  return widths;
}

/** One thing: its fields under each other. */
export function facts(entries: readonly (readonly [name: string, value: unknown])[], width: number): string {
  const names = Math.max(...entries.map(([name]) => widthOf(name)));
  return entries
    .map(([name, value]) => `${truncate(`${pad(name, names)}  ${printable(String(value ?? '—'))}`, width)}\n`)
    .join('');
}

import { pad, printable, truncate, widthOf } from './width';

export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  /** Numbers stand on the right. */
  readonly right?: boolean;
  /** An id, which is of no use when it is cut: the others give instead. */
  readonly id?: boolean;
}

const GAP = '  ';
/** No column is cut below this while another can still give. */
const LEAST = 4;

/**
 * Rows under their titles, a line each, no wider than `width` columns unless an id alone asks for more: the widest columns give first.
 * Infinity: nothing is cut, for files and pipes.
 */
export function table<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): string {
  const cells = rows.map((row) => columns.map(({ value }) => printable(String(value(row) ?? '—'))));
  const lines = [columns.map(({ title }) => title), ...cells];
  const natural = columns.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at]!))));
  const cuttable = columns.map(({ id }) => id !== true);
  const widths = fit(natural, cuttable, width - GAP.length * (columns.length - 1));
  const widest = cuttable.includes(false) ? Infinity : width;
  return lines
    .map((line) =>
      truncate(
        line
          .map((cell, at) => pad(truncate(cell, widths[at]!), widths[at]!, columns[at]!.right))
          .join(GAP)
          .trimEnd(),
        widest,
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function fit(natural: readonly number[], cuttable: readonly boolean[], available: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) - available;
  while (excess > 0) {
    const giving = widths.map((width, at) => (cuttable[at] ? width : 0));
    const widest = giving.indexOf(Math.max(...giving));
    if (giving[widest]! <= LEAST) break;
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

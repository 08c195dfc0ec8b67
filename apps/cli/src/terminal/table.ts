import { pad, printable, truncate, widthOf } from './width';

export interface TableColumn<Row> {
  readonly title: string;
  readonly value: (row: Row) => string | number | boolean | null | undefined;
  /** Numbers stand on the right. */
  readonly right?: boolean;
  /** An id or a phone, which is of no use when it is cut: the others give instead. */
  readonly id?: boolean;
  /** What is shown where the table is too wide with all of it. */
  readonly short?: (row: Row) => string;
  /** Where that does not help, it is left out as a whole, the lowest first. */
  readonly leaves?: number;
}

const GAP = '  ';
/** No column is cut below this while another can still give. */
const LEAST = 4;
/** No column is cut below this while another can be left out. */
const READABLE = 10;

/** A column with what stands in it, its title first. */
interface Filled<Row> {
  readonly column: TableColumn<Row>;
  readonly cells: readonly string[];
  /** That it takes when nothing is cut. */
  readonly width: number;
}

/**
 * Rows under their titles, a line each, no wider than `width` columns unless an id alone asks for more: values become short, columns are left out, and
 * of the others the widest give first. Infinity: nothing is cut, for files and pipes.
 */
export function table<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): string {
  const chosen = choose(columns, rows, width);
  const cuttable = chosen.map(({ column }) => isCuttable(column));
  const natural = chosen.map((filled) => filled.width);
  const widths = fit(natural, cuttable, width - GAP.length * (chosen.length - 1));
  const widest = chosen.some(({ column }) => column.id) ? Infinity : width;
  const lines = ['', ...rows].map((_, line) => chosen.map(({ cells }) => cells[line]!));
  return lines
    .map((line) =>
      truncate(
        line
          .map((cell, at) => pad(truncate(cell, widths[at]!), widths[at]!, chosen[at]!.column.right))
          .join(GAP)
          .trimEnd(),
        widest,
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The columns that there is room for. */
function choose<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): Filled<Row>[] {
  const whole = columns.map((column) => fill(column, rows, column.value));
  if (together(whole.map((one) => one.width)) <= width) return whole;
  let chosen = columns.map((column) => fill(column, rows, column.short ?? column.value));
  while (together(chosen.map(leastOf)) > width) {
    const first = Math.min(...chosen.map(({ column }) => column.leaves ?? Infinity));
    if (first === Infinity) break;
    chosen = chosen.filter(({ column }) => column.leaves !== first);
  }
  return chosen;
}

function fill<Row>(
  column: TableColumn<Row>,
  rows: readonly Row[],
  value: (row: Row) => string | number | boolean | null | undefined,
): Filled<Row> {
  const cells = [column.title, ...rows.map((row) => printable(String(value(row) ?? '—')))];
  return { column, cells, width: Math.max(...cells.map(widthOf)) };
}

function leastOf<Row>({ column, width }: Filled<Row>): number {
  return isCuttable(column) ? Math.min(width, READABLE) : width;
}

function isCuttable<Row>({ id, leaves }: TableColumn<Row>): boolean {
  return id !== true && leaves === undefined;
}

function together(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, GAP.length * (widths.length - 1));
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

/** One line of the benchmark table: a job, our figure beside the yardstick's, and what was promised. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Median over the runs. */
  readonly ours: number;
  /** Median over the runs; null where there is nothing to compare with. */
  readonly yardstick: number | null;
  /** `ours / yardstick`: above 1 is better than the yardstick. */
  readonly ratio: number | null;
  readonly must: number;
  readonly moonshot: number;
  /** The better of the promises that was kept. */
  readonly met: 'moonshot' | 'must' | 'missed';
  /** How many runs the medians are of. */
  readonly runs: number;
}

/** A row for figures of which more is better, from interleaved runs. */
export function toRow(
  job: Pick<Row, 'id' | 'name' | 'unit' | 'must' | 'moonshot'>,
  runs: readonly { readonly ours: number; readonly yardstick: number }[],
): Row {
  const ours = median(runs.map((run) => run.ours));
  const yardstick = median(runs.map((run) => run.yardstick));
  const ratio = round(ours / yardstick);
  const met = ratio >= job.moonshot ? 'moonshot' : ratio >= job.must ? 'must' : 'missed';
  return { ...job, ours: round(ours), yardstick: round(yardstick), ratio, met, runs: runs.length };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

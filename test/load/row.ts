/** One line of the benchmark table: a job, our figure beside the yardstick's, and what was promised. */
export interface Row {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Median over the runs. */
  readonly ours: number;
  /** Median over the runs; null where there is nothing to compare with. */
  readonly yardstick: number | null;
  /** `ours / yardstick`; null where the promise is about our figure itself. */
  readonly ratio: number | null;
  /** Null where nothing is promised: the figure is as it is. */
  readonly must: number | null;
  readonly moonshot: number | null;
  /** The better of the promises that was kept; null where there is none. */
  readonly met: 'moonshot' | 'must' | 'missed' | null;
  /** How many runs the medians are of. */
  readonly runs: number;
  /** Lowest and highest of what is promised, over the runs. */
  readonly spread?: readonly [number, number];
  /** What a reader must know to judge the figure. */
  readonly note?: string;
  /** On which servers, with their versions; the stores are embedded without them. */
  readonly stores?: string;
}

type Job = Pick<Row, 'id' | 'name' | 'unit' | 'must' | 'moonshot' | 'note'>;

interface Run {
  readonly ours: number;
  readonly yardstick: number;
}

/** A row for figures of which more is better, from interleaved runs. */
export function toRow(job: Job, runs: readonly Run[]): Row {
  return compared(job, runs, 'more');
}

/** The same for figures of which less is better: time and memory. */
export function toCostRow(job: Job, runs: readonly Run[]): Row {
  return compared(job, runs, 'less');
}

/** A row whose promise is about our own figure. `better` says which way. */
export function toOwnRow(job: Job, ours: readonly number[], better: 'more' | 'less'): Row {
  const middle = median(ours);
  return {
    ...job,
    ours: round(middle),
    yardstick: null,
    ratio: null,
    met: met(job, middle, better),
    runs: ours.length,
    spread: spreadOf(ours),
  };
}

function compared(job: Job, runs: readonly Run[], better: 'more' | 'less'): Row {
  const ours = median(runs.map((run) => run.ours));
  const yardstick = median(runs.map((run) => run.yardstick));
  const ratio = round(ours / yardstick);
  return {
    ...job,
    ours: round(ours),
    yardstick: round(yardstick),
    ratio,
    met: met(job, ratio, better),
    runs: runs.length,
    spread: spreadOf(runs.map((run) => run.ours / run.yardstick)),
  };
}

function met({ must, moonshot }: Job, figure: number, better: 'more' | 'less'): Row['met'] {
  if (must === null || moonshot === null) return null;
  const keeps = (promise: number) => (better === 'more' ? figure >= promise : figure <= promise);
  return keeps(moonshot) ? 'moonshot' : keeps(must) ? 'must' : 'missed';
}

function spreadOf(values: readonly number[]): [number, number] {
  return [round(Math.min(...values)), round(Math.max(...values))];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

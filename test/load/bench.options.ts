/** How much of a benchmark to run. */
export interface Scale {
  /** Of each side, interleaved. */
  readonly runs: number;
  /** 1 is the job as promised. */
  readonly scale: number;
  /** Also the sizes that take many minutes. */
  readonly full: boolean;
}

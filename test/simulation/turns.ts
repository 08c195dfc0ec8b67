/** What the world outside the engines needs of the scheduler. */
export interface Turns {
  /** True time, milliseconds since the epoch (what an engine's own wall clock says may differ). */
  now(): number;
  /** Does something in `ms` of true time; what it is called appears in the trace. Returns what cancels it. */
  after(ms: number, what: string, run: () => void): () => void;
}

/** One place where a view says something else than the log. */
export interface Difference {
  readonly campaignId: string;
  /** The view. */
  readonly view: string;
  /** The document in it. */
  readonly id: string;
  readonly field: string;
  /** What the events say. */
  readonly log: unknown;
  /** What the view says. */
  readonly shown: unknown;
}

export interface VerificationReport {
  readonly ok: boolean;
  /** Contact events counted. */
  readonly events: number;
  readonly differences: readonly Difference[];
}

/** A recount under way, or what it found. `ok` and `events` are null until it is completed. */
export interface VerificationJob {
  readonly id: string;
  readonly status: 'running' | 'completed' | 'failed';
  readonly ok: boolean | null;
  readonly events: number | null;
  readonly differences: readonly Difference[];
  readonly error: string | null;
}

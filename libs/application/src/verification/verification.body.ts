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

export interface VerificationJob {
  readonly id: string;
  readonly status: 'running' | 'completed' | 'failed';
  /** Null until it is completed. */
  readonly report: VerificationReport | null;
  readonly error: string | null;
}

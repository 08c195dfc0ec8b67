/** A promise that was broken. */
export interface Failure {
  readonly rule: string;
  readonly what: string;
  /** True time. */
  readonly at: number;
}

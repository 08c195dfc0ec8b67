/** A promise that was broken. */
export interface Failure {
  readonly rule: string;
  readonly what: string;
  /** True time. */
  readonly at: number;
}

/** Where broken promises are told. */
export interface Told {
  fail(rule: string, what: string): void;
}

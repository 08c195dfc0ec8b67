/** What a command has of the world: so that a test can be one. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Columns of the output; Infinity when it is no terminal. */
  readonly width: number;
  /** Columns of the error output when it is a terminal: progress may be drawn. */
  readonly progressWidth: number | undefined;
  readonly signal: AbortSignal;
  /** Milliseconds; returns at once when `signal` aborts. */
  sleep(ms: number): Promise<void>;
}

/** It cannot be done, and why: exit code 1. */
export class Failed extends Error {
  override readonly name = 'Failed';
}

/** It was not asked for in the right way: exit code 2. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

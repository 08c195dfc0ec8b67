import type { Rule } from '../judge/failure';

/** A piece of a source file, and what is put in its place. */
export interface Change {
  /** From the root of the checkout. */
  readonly file: string;
  /** Found there exactly once. */
  readonly text: string;
  readonly becomes: string;
}

/** An engine with one mistake in it. */
export interface Mutant {
  readonly name: string;
  /** More than one where what a mistake would do is held up by a second guard: then the guard is taken away with it. */
  readonly changes: readonly Change[];
  /** Which rules of the judge are there for it; none of an adapter. */
  readonly rules: readonly Rule[];
  /** Of an adapter that no world has the suite of its contract, else of what worlds hardly come to a suite that does: as it is built. It is run in place of worlds. */
  readonly suite?: string;
  /** It is caught soon: every run of the tests shows it. */
  readonly isQuick?: boolean;
}

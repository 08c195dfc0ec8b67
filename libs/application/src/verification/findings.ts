import type { Difference } from './verification.body';

/** A fault of the writing side shows in every contact: what a person reads ends somewhere, and so must memory. */
const KEPT = 1000;

/** Differences as they are found: all are counted, the first thousand are kept. */
export class Findings {
  readonly kept: Difference[] = [];
  private found = 0;

  get none(): boolean {
    return this.found === 0;
  }

  add(difference: Difference): void {
    this.found++;
    if (this.kept.length < KEPT) this.kept.push(difference);
  }
}

/** Where a lease stands: each write of it moves the counter, which never goes back. */
export interface LeaseState {
  readonly holder: string | null;
  readonly counter: number;
}

/** Nobody has ever held it. */
export const UNTOUCHED: LeaseState = { holder: null, counter: 0 };

/**
 * Leases where all processes see them. What is answered is on the disks of most of the set; of what is not answered nobody knows whether it was
 * or will be done: each write carries the condition under which it still may be.
 */
export interface LeaseStore {
  /** Those that were ever held. */
  look(names: readonly string[]): Promise<ReadonlyMap<string, LeaseState>>;
  /** Makes those ours that still stand there. @returns which do, and are ours */
  take(from: ReadonlyMap<string, LeaseState>): Promise<ReadonlySet<string>>;
  /** A sign of life for all of these that are ours. @returns which are */
  renew(names: readonly string[]): Promise<ReadonlySet<string>>;
  /** Leaves those to others that are ours, and were taken from there. */
  giveBack(from: ReadonlyMap<string, LeaseState>): Promise<void>;
  /** Who gave a sign of life for what within so many milliseconds, by the store's clock. */
  holders(withinMs: number): Promise<ReadonlyMap<string, string>>;
}

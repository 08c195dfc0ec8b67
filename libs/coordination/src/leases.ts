/** A right that one process of an engine has at a time: it protects a pace or spares work, and never alone decides what is true. */
export interface Lease {
  readonly name: string;
  /**
   * Whether its holder may still act by it, judged now by its own clocks; asks nobody. Once false it stays so, whatever the clocks say.
   * Holds for what is done in the same turn: a process may be stopped between any two.
   */
  readonly isHeld: boolean;
  /** Aborts when it was lost or given back. As the clock that tells may be late, `isHeld` may be false before. */
  readonly lost: AbortSignal;
  /** Gives it back, so that a successor need not wait. At once it is held no more. Never throws: what cannot be given back runs out. */
  release(): Promise<void>;
}

export interface Leases {
  /**
   * Waits until this process holds `name`; if another part of it does, until that gives it back. Trouble with the store is not thrown: it is
   * tried again, and told to `onTrouble` of the adapter. A lease that was lost can be asked for again.
   * @returns undefined when `signal` aborted before, or these were closed
   */
  acquire(name: string, signal: AbortSignal): Promise<Lease | undefined>;
  /**
   * Who holds what, name by name, as the store knows it: a holder that gave no sign of life for a period, by the store's clock, is none.
   * @throws when the store cannot be asked
   */
  holders(): Promise<ReadonlyMap<string, string>>;
  /** Gives everything back, and lets nobody wait any longer. */
  close(): Promise<void>;
}

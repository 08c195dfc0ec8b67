import type { StoreKind } from '../../apps/engine/src/stores/store-kind';

/** The stores of one engine, as whoever operates them has them in hand. */
export interface StoresInHand {
  /** What they are, for people. */
  readonly name: string;
  /** How long a backup may take, seconds. */
  readonly backupSeconds: number;
  /** What the engine is told of them, beside its data folder. */
  readonly environment: Readonly<Record<string, string>>;
  /** The engine's data folder. */
  readonly dataDirectory: string;
  open(): Promise<StoreKind>;
  /** Copies everything, the log first, while the engine runs. */
  backUp(): Promise<void>;
  /** Destroys what there is, all of it or the log alone, and puts the copy there. The engine does not run. */
  putBack(what: 'log' | 'everything'): Promise<void>;
  /** Ends what was started, and deletes all of it. */
  discard(): Promise<void>;
}

import { type Callback } from './gupshup/callback';
import { type CloudUpdate } from './webhook-body';

/** One thing that a platform tells. Each outbox gets what the dialect of its own number makes. */
export type Update = CloudUpdate | Callback;

/** Things to tell on their way to whoever listens to a number. */
export interface Outbox {
  /** How many updates no receiver has acknowledged yet. */
  readonly waiting: number;
  /** The updates themselves. */
  readonly unacknowledged: readonly Update[];
  /** Whether anybody listens. */
  readonly listened: boolean;
  /** Hands over one update. Where nobody listens it is lost, as it is in reality. */
  put(update: Update): void;
  /** Sends updates at once, and calls back when they are acknowledged; false where nobody listens. */
  express(updates: readonly Update[], acknowledged: () => void): boolean;
}

import { type Position, START } from '../port';

/** The largest position has 19 digits (a signed 64-bit number); one more as everywhere where 64 bits are padded. */
const DIGITS = 20;

/**
 * The commit position alone: checkpoints of a subscription that catches up have a prepare position of 0 (EventStoreDB 23.10.6), so that only
 * the other half can be compared. An event's two are the same.
 */
export function toPosition(commit: bigint): Position {
  return commit.toString().padStart(DIGITS, '0');
}

/** Where a read or a subscription of the whole log begins. */
export function fromPosition(position: Position): 'start' | { readonly commit: bigint; readonly prepare: bigint } {
  if (position === START) return 'start';
  const commit = BigInt(position);
  return { commit, prepare: commit };
}

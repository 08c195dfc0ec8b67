import type { Clock } from '@arauto/clock';
import { ViewsBeingMade } from '@arauto/read-models';

/** Is told of one thing that could not be done, and holds up nothing else. */
export type Failed = (error: unknown) => void;

/**
 * Something that is done again and again: it looks at the views, and issues commands that a repeat makes harmless. What is
 * remembered between two looks only saves work, so that a crash loses nothing.
 */
export interface Reaction {
  readonly name: string;
  /** Milliseconds between two looks. */
  readonly every: number;
  /**
   * One look. Answers whether there may be more to do at once. It throws when it can see nothing; a thing that it sees and cannot
   * settle goes to `failed`, and the look goes on to the next.
   */
  look(signal: AbortSignal, failed: Failed): Promise<boolean>;
}

const LONGEST_WAIT = 10_000;
/** What fails once may fail a thousand times in a look: it is told of once in this time, milliseconds. */
const TELL_AGAIN_AFTER = 60_000;

/**
 * Runs a reaction until `signal` aborts. A look that fails comes again, each time later.
 * @param onFailure is told of the first failure, then once a minute of the latest, with the number of those it was not told of
 */
export async function runReaction(
  reaction: Reaction,
  clock: Clock,
  onFailure: (name: string, error: unknown, untold: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let tellAgainAt = -Infinity;
  let untold = 0;
  const failed: Failed = (error) => {
    if (clock.monotonic() < tellAgainAt) {
      untold++;
      return;
    }
    tellAgainAt = clock.monotonic() + TELL_AGAIN_AFTER;
    onFailure(reaction.name, error, untold);
    untold = 0;
  };
  let failures = 0;
  while (!signal.aborted) {
    let more = false;
    try {
      more = await reaction.look(signal, failed);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures++;
      // Nothing is wrong while views are made: there is nothing to look at yet.
      if (!(error instanceof ViewsBeingMade)) failed(error);
    }
    if (!more) await clock.sleep(Math.min(LONGEST_WAIT, reaction.every * 2 ** failures), signal);
  }
}

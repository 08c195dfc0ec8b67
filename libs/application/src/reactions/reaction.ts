import type { Clock } from '@arauto/clock';
import { ViewsBeingMade } from '@arauto/read-models';

/**
 * Something that is done again and again: it looks at the views, and issues commands that a repeat makes harmless. Nothing is
 * remembered between two looks, so that a crash loses nothing.
 */
export interface Reaction {
  readonly name: string;
  /** Milliseconds between two looks. */
  readonly every: number;
  /** One look. Answers whether there may be more to do at once. */
  look(signal: AbortSignal): Promise<boolean>;
}

const LONGEST_WAIT = 10_000;

/** Runs a reaction until `signal` aborts. A look that fails is told to `onFailure` and comes again, each time later. */
export async function runReaction(
  reaction: Reaction,
  clock: Clock,
  onFailure: (name: string, error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let more = false;
    try {
      more = await reaction.look(signal);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures++;
      // Nothing is wrong while views are made: there is nothing to look at yet.
      if (!(error instanceof ViewsBeingMade)) onFailure(reaction.name, error);
    }
    if (!more) await clock.sleep(Math.min(LONGEST_WAIT, reaction.every * 2 ** failures), signal);
  }
}

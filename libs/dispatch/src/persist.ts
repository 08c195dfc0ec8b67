import type { Clock } from '@arauto/clock';
import { Refusal } from '@arauto/domain';
import { WrittenByLaterVersion } from '@arauto/event-store';

const FIRST_WAIT = 50;
const LONGEST_WAIT = 5000;

/**
 * Repeats `work` until it succeeds: for what must reach the log whatever the store is going through, such as a provider's answer.
 * A refusal is an answer and thrown at once, as is what a later program wrote, which no repeat makes readable; else it gives up only when
 * `signal` aborts, with the last error.
 */
export async function persist<Result>(
  work: () => Promise<Result>,
  clock: Clock,
  onFailure: (error: unknown) => void,
  signal?: AbortSignal,
): Promise<Result> {
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal || error instanceof WrittenByLaterVersion || signal?.aborted) throw error;
      onFailure(error);
      await clock.sleep(wait, signal);
    }
  }
}

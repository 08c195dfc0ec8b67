import type { Clock } from '@arauto/clock';
import type { Position } from '@arauto/event-store';
import { type Group, ViewProgress } from '@arauto/read-models';
import { GROUPS, type GroupStatus, type Projectors } from './projectors';

/** How often it is asked where views stand that other processes write, milliseconds. */
const ASKED_EVERY = 100;

/** Where the views stand of a process that writes none. */
export class ViewsOfOthers implements Pick<Projectors, 'progress' | 'status'> {
  private readonly reached: ReadonlyMap<Group, ViewProgress>;

  constructor(clock: Clock) {
    this.reached = new Map(GROUPS.map((group) => [group, new ViewProgress(clock)]));
  }

  progress(group: Group): ViewProgress {
    return this.reached.get(group)!;
  }

  status(group: Group): GroupStatus {
    const { position } = this.progress(group);
    return { position, filling: false, poison: null, stopped: null, standsBy: true, since: null };
  }
}

/**
 * Asks where the views of a group stand until `signal` aborts. What cannot be read is asked again.
 * @param byOthers whether another process writes them now: where they stand is known otherwise
 */
export async function followPosition(
  position: () => Promise<Position>,
  byOthers: () => boolean,
  progress: ViewProgress,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    if (byOthers()) {
      await position().then(
        (reached) => progress.advance(reached),
        () => undefined,
      );
    }
    await clock.sleep(ASKED_EVERY, signal);
  }
}

import type { Clock } from '@arauto/clock';
import type { Found, ViewReader } from '@arauto/read-models';
import { searchesView } from '@arauto/read-models/operational';
import { isTooLate } from '../searches/due-instants';
import type { SearchExports } from '../searches/search-exports';
import { eachInTurn } from './each-apart';
import type { Failed, Reaction } from './reaction';
import { Rests } from './rests';

const FIRST_REST = 1000;
const LONGEST_REST = 60_000;

/** How often it is looked for searches that are due too late, milliseconds. */
const LATE_EVERY = 60_000;
/** Beyond it lies no day but the next; of weeks each is judged by itself. */
const BEYOND = 48 * 3_600_000;

const BY_TIME = [{ field: 'nextAt' }] as const;

type Due = Found<typeof searchesView, 'owner' | 'revision'>;

/**
 * Has the exports of scheduled searches asked for when they are due, those that are due longest first. Where a key has as many exports as it may, its
 * searches stay due until one of them is over. A look costs one question of the views. Every minute it looks for those that are due later than their schedule
 * says, because a clock was ahead when that was reckoned.
 */
export function searchSchedules(
  exports: Pick<SearchExports, 'askDue' | 'pullBack'>,
  views: ViewReader,
  clock: Clock,
): Reaction {
  const rests = new Rests(clock, FIRST_REST, LONGEST_REST);
  let lateAt = -Infinity;
  return {
    name: 'search schedules',
    every: 1000,
    async look(signal, failed) {
      await pullBackNowAndThen(failed, signal);
      const full = new Set<string>();
      const query = {
        where: [
          { field: 'nextAt', set: true },
          { field: 'nextAt', to: clock.now() + 1 },
        ],
        sort: BY_TIME,
        fields: ['owner', 'revision'],
      } as const;
      for await (const page of views.stream(searchesView, query)) {
        await eachInTurn(page, (due) => askUnlessResting(due, full), failed, signal);
      }
      return false;
    },
  };

  /** One that fails, or that the views still show as it was, is left alone for a while. */
  async function askUnlessResting({ id, doc: { owner, revision } }: Due, full: Set<string>): Promise<boolean> {
    const seen = String(revision);
    if (full.has(owner) || rests.isResting(id, seen)) return false;
    rests.rest(id, seen);
    const outcome = await exports.askDue(id);
    if (outcome !== 'no_room') return outcome === 'said';
    full.add(owner);
    rests.wake(id);
    return false;
  }

  async function pullBackNowAndThen(failed: Failed, signal: AbortSignal): Promise<void> {
    const now = clock.now();
    if (clock.monotonic() < lateAt) return;
    lateAt = clock.monotonic() + LATE_EVERY;
    const query = {
      where: [
        { field: 'nextAt', set: true },
        { field: 'nextAt', from: now + BEYOND },
      ],
      sort: BY_TIME,
      fields: ['schedule', 'timeZone', 'nextAt'],
    } as const;
    for await (const page of views.stream(searchesView, query)) {
      const late = page.filter(
        ({ doc: { schedule, timeZone, nextAt } }) =>
          schedule !== null && nextAt !== null && isTooLate(schedule, timeZone, nextAt, now),
      );
      await eachInTurn(late, ({ id }) => exports.pullBack(id), failed, signal);
    }
  }
}

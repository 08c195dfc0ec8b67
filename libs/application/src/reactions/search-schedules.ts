import type { Clock } from '@arauto/clock';
import type { Found, ViewReader } from '@arauto/read-models';
import { searchesView } from '@arauto/read-models/operational';
import type { SearchExports } from '../searches/search-exports';
import { eachInTurn } from './each-apart';
import type { Reaction } from './reaction';
import { Rests } from './rests';

const FIRST_REST = 1000;
const LONGEST_REST = 60_000;

const BY_TIME = [{ field: 'nextAt' }] as const;

type Due = Found<typeof searchesView, 'owner' | 'revision'>;

/**
 * Has the exports of scheduled searches asked for when they are due, those that are due longest first. Where a key has as many exports as it may, its
 * searches stay due until one of them is over. A look costs one question of the views.
 */
export function searchSchedules(exports: Pick<SearchExports, 'askDue'>, views: ViewReader, clock: Clock): Reaction {
  const rests = new Rests(clock, FIRST_REST, LONGEST_REST);
  return {
    name: 'search schedules',
    every: 1000,
    async look(signal, failed) {
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
}

import type { ReadableLog } from '@arauto/event-store';
import { campaignCountersView } from '@arauto/read-models/operational';
import { PROJECTIONS } from '../projector/projections';

/** What a log adds up to: every counter of every view, as `{view}/{document}/{field}`. */
export type Counters = ReadonlyMap<string, number>;

const COUNTING = Object.values(PROJECTIONS)
  .flat()
  .filter(({ view }) => view.counters === true);

/**
 * Adds up the counters of all views from a log alone, as projectors do.
 * @param log behind its door
 */
export async function countersOf(log: ReadableLog, signal: AbortSignal): Promise<Counters> {
  const counters = new Map<string, number>();
  const types = [...new Set(COUNTING.flatMap(({ handles }) => handles))];
  for await (const event of log.readAll({ filter: { types } })) {
    signal.throwIfAborted();
    for (const projection of COUNTING) {
      if (!projection.handles.includes(event.type)) continue;
      for (const change of projection.project(event)) {
        if (change.op !== 'add') continue;
        for (const [field, amount] of Object.entries(change.amounts)) {
          const name = `${change.view}/${change.id}/${field}`;
          counters.set(name, (counters.get(name) ?? 0) + (amount ?? 0));
        }
      }
    }
  }
  return counters;
}

/** Names of counters that differ. */
export function differencesOf(one: Counters, other: Counters): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name));
}

/** Campaigns that have contacts, and how many contacts these are. */
export function audienceOf(counters: Counters): { readonly campaigns: number; readonly contacts: number } {
  let [campaigns, contacts] = [0, 0];
  for (const [name, count] of counters) {
    if (!name.startsWith(`${campaignCountersView.name}/`) || !name.endsWith('/contacts')) continue;
    campaigns++;
    contacts += count;
  }
  return { campaigns, contacts };
}

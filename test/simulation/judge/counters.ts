import type { Position } from '@arauto/event-store';
import { campaignCountersView, stateCounter } from '@arauto/read-models/operational';
import { viewsOf } from '../../../apps/engine/src/projector/projections';
import { openMemoryViewReader } from '../stores/memory-views';
import type { World } from '../world';
import { Facts } from './facts';
import type { Judging } from './judging';

type Counted = Readonly<Record<string, unknown>>;

/**
 * Wherever views stand, what they count is what the log says up to there; of views that several write, each a part, there is no such place but at the end.
 * @param upTo what the log says up to where the views stand
 */
export async function judgeCounters(world: World, judge: Judging, upTo: FactsUpTo): Promise<void> {
  if (world.disks.lanes > 1) return;
  // Views that are made from nothing answer nobody until they are there.
  const found = await countersOf(world).catch(() => undefined);
  if (found) compare(found.counters, upTo.at(found.position), judge);
}

/** Of views that have come to the end of the log. */
export async function judgeCountersAtEnd(world: World, judge: Judging): Promise<void> {
  const { counters } = await countersOf(world);
  compare(counters, judge.facts, judge);
}

/** Asked of the disk in one turn, so that both are of the same moment. */
async function countersOf({ disks, campaigns }: World) {
  const reader = openMemoryViewReader(disks.views.operational, viewsOf('operational'));
  const ids = campaigns.map(({ id }) => id);
  const asked = [reader.position('operational'), reader.getMany(campaignCountersView, ids)] as const;
  const [position, docs] = await Promise.all(asked);
  const counters = new Map(ids.map((id, n) => [id, (docs[n] ?? {}) as Counted]));
  return { position, counters };
}

function compare(counters: ReadonlyMap<string, Counted>, facts: Facts, judge: Judging): void {
  for (const [campaignId, counted] of counters) {
    for (const [name, count] of expectedOf(facts, campaignId)) {
      if (Number(counted[name] ?? 0) === count) continue;
      judge.fail(
        'counters are the fold of the log',
        `${name} of ${campaignId} is ${String(counted[name])} in the views, and ${count} in the log`,
      );
    }
  }
}

/** What the log says up to a position, from its beginning wherever views have been made anew. */
export class FactsUpTo {
  private facts = new Facts();
  private taken = 0;

  constructor(private readonly events: World['disks']['log']['events']) {}

  at(position: Position): Facts {
    if (this.taken > 0 && this.events[this.taken - 1]!.position > position) {
      this.facts = new Facts();
      this.taken = 0;
    }
    for (let event; (event = this.events[this.taken]) && event.position <= position; this.taken++)
      this.facts.take(event);
    return this.facts;
  }
}

function expectedOf(facts: Facts, campaignId: string): ReadonlyMap<string, number> {
  const contacts = [...facts.contacts.values()].filter((contact) => contact.campaignId === campaignId);
  const counts = new Map<string, number>([
    ['contacts', contacts.length],
    ['settled', contacts.filter(({ settled }) => settled === 1).length],
  ]);
  for (const { state } of contacts) {
    const name = stateCounter(state as Parameters<typeof stateCounter>[0]);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

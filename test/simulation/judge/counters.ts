import type { Position } from '@arauto/event-store';
import { campaignCountersView, stateCounter } from '@arauto/read-models/operational';
import { viewsOf } from '../../../apps/engine/src/projector/projections';
import { openMemoryViewReader } from '../stores/memory-views';
import type { World } from '../world';
import { Facts } from './facts';
import type { Judging } from './judging';

/**
 * Wherever views stand, what they count is what the log says up to there. Asked of the disk in one turn, so that both are of the same moment; of views
 * that several write, each a part, there is no such place but at the end.
 */
export async function judgeCounters({ disks, campaigns }: World, judge: Judging): Promise<void> {
  if (disks.lanes > 1) return;
  const reader = openMemoryViewReader(disks.views.operational, viewsOf('operational'));
  const ids = campaigns.map(({ id }) => id);
  const asked = Promise.all([reader.position('operational'), reader.getMany(campaignCountersView, ids)]);
  // Views that are made from nothing answer nobody until they are there.
  const answer = await asked.catch(() => undefined);
  if (!answer) return;
  const [position, docs] = answer;
  const facts = factsAt(disks.log.events, position);
  for (const [n, id] of ids.entries()) {
    const doc = (docs[n] ?? {}) as Readonly<Record<string, unknown>>;
    for (const [name, count] of expectedOf(facts, id)) {
      if (Number(doc[name] ?? 0) === count) continue;
      judge.fail(
        'counters are the fold of the log',
        `${name} of ${id} is ${String(doc[name])} in the views, and ${count} in the log up to ${position}`,
      );
    }
  }
}

function factsAt(events: World['disks']['log']['events'], position: Position): Facts {
  const facts = new Facts();
  for (const event of events) {
    if (event.position > position) break;
    facts.take(event);
  }
  return facts;
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

import type { Clock, Random } from '@arauto/clock';
import type { Found, ViewReader } from '@arauto/read-models';
import { duty, type EventStore } from '@arauto/event-store';
import { campaignCountersView, campaignsView, milestoneCounter, stateCounter } from '@arauto/read-models/operational';
import { type Counters, countOf, failuresIn } from '../campaigns/show-campaign';
import { atRevision } from './at-revision';
import { eachInTurn } from './each-apart';
import type { Reaction } from './reaction';
import { Rests } from './rests';

const FIRST_REST = 200;
const LONGEST_REST = 60_000;

type Sending = Found<typeof campaignsView, 'contacts' | 'openUploads' | 'revision'>;

/**
 * Ends campaigns whose contacts have all settled. Concluded from what is there, never from what is not: every upload is closed,
 * and as many contacts have settled as the uploads made. At the revision that was looked at, or not at all.
 */
export function completion(store: EventStore, views: ViewReader, clock: Clock, random: Random): Reaction {
  const rests = new Rests(clock, FIRST_REST, LONGEST_REST);
  return {
    name: 'completion',
    every: 200,
    async look(signal, failed) {
      const query = {
        where: [{ field: 'status', equals: 'sending' }],
        fields: ['contacts', 'openUploads', 'revision'],
      } as const;
      for await (const page of views.stream(campaignsView, query)) {
        const ids = page.map(({ id }) => id);
        const counters = await views.getMany(campaignCountersView, ids);
        const campaigns = page.map((campaign, index) => ({ campaign, counters: counters[index] }));
        await eachInTurn(campaigns, (each) => completeIfSettled(each.campaign, each.counters), failed, signal);
      }
      return false;
    },
  };

  async function completeIfSettled({ id, doc: campaign }: Sending, counters: Counters): Promise<boolean> {
    const count = (field: keyof NonNullable<Counters>) => countOf(counters, field);
    if (campaign.openUploads > 0 || count('settled') !== campaign.contacts) return false;
    const seen = `${campaign.revision} ${count('settled')}`;
    if (rests.isResting(id, seen)) return false;
    rests.rest(id, seen);
    const ended = count(stateCounter('delivered')) + count(stateCounter('read'));
    const command = {
      type: 'CompleteCampaign',
      settled: count('settled'),
      // Assumed deliveries count as accepted: somebody said so.
      accepted: Math.max(count(milestoneCounter('accepted')), ended),
      failures: failuresIn(counters),
      needsAttention: count('needsAttention'),
    } as const;
    return atRevision({ store, random }, { id, revision: campaign.revision }, command, duty('completion'));
  }
}

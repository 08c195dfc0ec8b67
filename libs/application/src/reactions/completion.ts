import type { Random } from '@arauto/clock';
import { campaignDecider, stream } from '@arauto/domain';
import { type EventStore, execute, WrongExpectedRevision } from '@arauto/event-store';
import type { Document, ViewReader } from '@arauto/read-models';
import { campaignCountersView, campaignsView, milestoneCounter, stateCounter } from '@arauto/read-models/operational';
import type { Reaction } from './reaction';

/**
 * Ends campaigns whose contacts have all settled. Concluded from what is there, never from what is not: every upload is closed,
 * and as many contacts have settled as the uploads made. At the revision that was looked at, or not at all.
 */
export function completion(store: EventStore, views: ViewReader, random: Random): Reaction {
  return {
    name: 'completion',
    every: 200,
    async look() {
      const query = {
        where: [{ field: 'status', equals: 'sending' }],
        fields: ['contacts', 'openUploads', 'revision'],
      };
      for await (const page of views.stream(campaignsView, query)) {
        const counters = await views.getMany(
          campaignCountersView,
          page.map(({ id }) => id),
        );
        for (const [index, { id, doc }] of page.entries()) await completeIfSettled(id, doc, counters[index]);
      }
      return false;
    },
  };

  async function completeIfSettled(id: string, campaign: Document, counters: Document | undefined): Promise<void> {
    const count = (field: string) => Number(counters?.[field] ?? 0);
    if (Number(campaign['openUploads']) > 0 || count('settled') !== Number(campaign['contacts'])) return;
    const ended = count(stateCounter('delivered')) + count(stateCounter('read'));
    const command = {
      type: 'CompleteCampaign',
      settled: count('settled'),
      // Assumed deliveries count as accepted: somebody said so.
      accepted: Math.max(count(milestoneCounter('accepted')), ended),
      failures:
        count(stateCounter('error')) + count(stateCounter('sending_failed')) + count(stateCounter('delivery_failed')),
      needsAttention: count('needsAttention'),
    } as const;
    try {
      await execute(store, campaignDecider, stream.campaign(id), command, {
        eventId: () => random.uuid(),
        metadata: { v: 1, $correlationId: id, actor: { id: 'completion', name: 'completion' } },
        expectedRevision: Number(campaign['revision']),
      });
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

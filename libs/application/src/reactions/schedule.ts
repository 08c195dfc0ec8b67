import type { Clock, Random } from '@arauto/clock';
import { type Campaign, campaignDecider, type CampaignEvent, Refusal, stream } from '@arauto/domain';
import { type EventStore, execute, WrongExpectedRevision } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { campaignsView } from '@arauto/read-models/operational';
import type { Preflight } from '../campaigns/preflight';
import type { Reaction } from './reaction';

/**
 * Starts campaigns at their time; what pre-flight refuses then fails the campaign, since nobody is there to ask. At the revision
 * that was looked at, so that a late start cannot beat a reschedule. While a contact file is being read it waits.
 */
export function schedule(
  store: EventStore,
  views: ViewReader,
  preflight: Pick<Preflight, 'check'>,
  clock: Clock,
  random: Random,
): Reaction {
  return {
    name: 'schedule',
    every: 250,
    async look() {
      const due = await views.find(campaignsView, {
        where: [
          { field: 'status', equals: 'scheduled' },
          { field: 'startsAt', to: clock.now() + 1 },
          { field: 'openUploads', equals: 0 },
        ],
        fields: ['user', 'revision'],
        limit: 100,
      });
      for (const { id, doc } of due) await start(id, String(doc['user'] ?? ''), Number(doc['revision']));
      return false;
    },
  };

  async function start(id: string, user: string, revision: number): Promise<void> {
    let campaign: Campaign = campaignDecider.initial;
    for await (const event of await store.readStream(stream.campaign(id))) {
      campaign = campaignDecider.evolve(campaign, event as unknown as CampaignEvent);
    }
    const { problems, template } = await preflight.check(campaign);
    const now = new Date(clock.now()).toISOString();
    const command = { type: 'StartCampaign', now, user, template, problems, scheduled: true } as const;
    try {
      await execute(store, campaignDecider, stream.campaign(id), command, {
        eventId: () => random.uuid(),
        metadata: { v: 1, $correlationId: id, actor: { id: 'schedule', name: user || 'schedule' } },
        expectedRevision: revision,
      });
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision) && !(error instanceof Refusal)) throw error;
    }
  }
}

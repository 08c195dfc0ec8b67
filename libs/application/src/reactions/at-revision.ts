import type { Random } from '@arauto/clock';
import { type CampaignCommand, campaignDecider, stream } from '@arauto/domain';
import { type Actor, type EventStore, execute, metadataOf, WrongExpectedRevision } from '@arauto/event-store';

/**
 * Tells a campaign something at the revision that it was seen at, or not at all: whoever was there first knows better.
 * @returns whether anything came of it
 * @throws Refusal
 */
export async function atRevision(
  { store, random }: { readonly store: EventStore; readonly random: Random },
  { id, revision }: { readonly id: string; readonly revision: number },
  command: CampaignCommand,
  actor: Actor,
): Promise<boolean> {
  try {
    const { events } = await execute(store, campaignDecider, stream.campaign(id), command, {
      eventId: () => random.uuid(),
      metadata: metadataOf({ actor, correlationId: id }),
      expectedRevision: revision,
    });
    return events.length > 0;
  } catch (error) {
    if (!(error instanceof WrongExpectedRevision)) throw error;
    return false;
  }
}

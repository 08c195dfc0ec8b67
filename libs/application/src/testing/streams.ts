import { campaignAggregate, type KnownCampaign, type KnownSender, senderAggregate } from '@arauto/domain';
import { load, type RecordedEvent } from '@arauto/event-store';
import type { SmallEngine } from './small-engine';

export async function eventsOf({ store }: SmallEngine, name: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of await store.readStream(name)) events.push(event);
  return events;
}

/** The types of a stream's events. */
export async function typesOf(engine: SmallEngine, name: string): Promise<string[]> {
  return (await eventsOf(engine, name)).map(({ type }) => type);
}

/** A campaign as the log has it. @throws Error where there is none */
export async function campaignOf(engine: SmallEngine, campaignId: string): Promise<KnownCampaign> {
  const { state: campaign } = await load(engine.store, campaignAggregate, campaignId);
  if (campaign.status === 'none') throw new Error(`there is no campaign ${campaignId}`);
  return campaign;
}

/** A sender as the log has it. @throws Error where there is none */
export async function senderOf(engine: SmallEngine, senderId: string): Promise<KnownSender> {
  const { state: sender } = await load(engine.store, senderAggregate, senderId);
  if (sender.status === 'none') throw new Error(`there is no sender ${senderId}`);
  return sender;
}

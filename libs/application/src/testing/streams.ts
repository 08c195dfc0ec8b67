import {
  campaignDecider,
  type CampaignEvent,
  fold,
  type KnownCampaign,
  type KnownSenderState,
  senderDecider,
  type SenderEvent,
  stream,
} from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
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
  const events = (await eventsOf(engine, stream.campaign(campaignId))) as unknown as CampaignEvent[];
  const campaign = fold(campaignDecider, events);
  if (campaign.status === 'none') throw new Error(`there is no campaign ${campaignId}`);
  return campaign;
}

/** A sender as the log has it. @throws Error where there is none */
export async function senderOf(engine: SmallEngine, senderId: string): Promise<KnownSenderState> {
  const events = (await eventsOf(engine, stream.sender(senderId))) as unknown as SenderEvent[];
  const sender = fold(senderDecider, events);
  if (sender.status === 'none') throw new Error(`there is no sender ${senderId}`);
  return sender;
}

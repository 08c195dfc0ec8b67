import { type KnownCampaign, type KnownSender, rateOfNumber, sendersOf } from '@arauto/domain';

/** A number that a campaign is sent from. */
export interface CampaignNumber {
  readonly senderId: string;
  /** Null where it is not there. */
  readonly sender: KnownSender | null;
  /** Of the persons, as shares of one: those of the start, before it those that a start would give it. */
  readonly share: number;
}

/** The numbers of a campaign with their shares, in its order. @param senders those that are there */
export function campaignNumbers(
  campaign: KnownCampaign,
  senders: ReadonlyMap<string, KnownSender>,
): readonly CampaignNumber[] {
  const weighted = campaign.weights
    ? sendersOf(campaign)
    : campaign.settings.senderIds.map((senderId) => ({ senderId, weight: weightOf(senders.get(senderId)) }));
  const all = weighted.reduce((sum, { weight }) => sum + weight, 0);
  return weighted.map(({ senderId, weight }) => ({
    senderId,
    sender: senders.get(senderId) ?? null,
    share: weight / all,
  }));
}

/** What a start gives the numbers persons by: how fast each may send. */
export function weightOf(sender: KnownSender | undefined): number {
  return sender ? rateOfNumber(sender) : 1;
}

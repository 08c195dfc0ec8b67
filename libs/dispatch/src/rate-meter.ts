import type { KnownCampaign } from '@arauto/domain';
import type { KnownSender } from './deps';

/** Messages per second: the least of what the campaign, the sender and the platform allow. */
export function rateOf(campaign: KnownCampaign, sender: KnownSender): number {
  return Math.min(
    campaign.settings.pace?.messagesPerSecond ?? Infinity,
    sender.pace?.messagesPerSecond ?? Infinity,
    sender.facts?.throughput ?? 80,
  );
}

/** What was sent of each campaign in the last minute. */
export class RateMeters {
  private readonly meters = new Map<string, RateMeter>();

  /** @param now monotonic */
  add(campaignId: string, now: number): void {
    let meter = this.meters.get(campaignId);
    if (!meter) this.meters.set(campaignId, (meter = new RateMeter()));
    meter.add(now);
  }

  /** Mean over the last minute. @param now monotonic */
  perSecond(campaignId: string, now: number): number {
    return this.meters.get(campaignId)?.perSecond(now) ?? 0;
  }

  forget(campaignId: string): void {
    this.meters.delete(campaignId);
  }
}

/** How many things happened in the last sixty seconds, in a counter per second; instants are monotonic. */
class RateMeter {
  private readonly counts = new Uint32Array(60);
  private readonly seconds = new Float64Array(60);

  /** @param now milliseconds */
  add(now: number): void {
    const second = Math.floor(now / 1000);
    const slot = second % 60;
    if (this.seconds[slot] !== second) {
      this.seconds[slot] = second;
      this.counts[slot] = 0;
    }
    this.counts[slot]! += 1;
  }

  /** Mean per second over the last minute. */
  perSecond(now: number): number {
    const oldest = Math.floor(now / 1000) - 60;
    let sum = 0;
    for (let slot = 0; slot < 60; slot++) if (this.seconds[slot]! > oldest) sum += this.counts[slot]!;
    return Math.round((sum / 60) * 10) / 10;
  }
}

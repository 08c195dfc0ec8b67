import { type KnownCampaign, type KnownSender, rateOfNumber } from '@arauto/domain';

/** Messages per second: the least of what the campaign, and its numbers together, may send. */
export function rateOf({ settings }: KnownCampaign, senders: readonly KnownSender[]): number {
  const together = senders.reduce((sum, sender) => sum + rateOfNumber(sender), 0);
  return Math.min(settings.pace?.messagesPerSecond ?? Infinity, together);
}

/** How many things happened in the last sixty seconds, in a counter per second; instants are monotonic. */
export class RateMeter {
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

import { type Campaign, campaignAggregate } from '@arauto/domain';
import { type EventReader, load } from '@arauto/event-store';

interface Reading {
  readonly now: Promise<Campaign>;
  /** The reading after this one, if somebody waits for it. */
  next?: Promise<Campaign>;
}

/**
 * Campaigns as the log has them at the moment somebody asks. A thousand statuses that ask at once cost two readings: who comes while
 * one is under way shares the next, which has everything that was in the log when they came.
 */
export class CurrentCampaigns {
  private readonly readings = new Map<string, Reading>();

  constructor(private readonly reader: Pick<EventReader, 'readStream'>) {}

  /** @throws what the store throws */
  now(campaignId: string): Promise<Campaign> {
    const under = this.readings.get(campaignId);
    if (!under) return this.begin(campaignId);
    const begin = () => this.begin(campaignId);
    return (under.next ??= under.now.then(begin, begin));
  }

  private begin(campaignId: string): Promise<Campaign> {
    const reading: Reading = { now: this.read(campaignId) };
    this.readings.set(campaignId, reading);
    const end = () => {
      if (this.readings.get(campaignId) === reading && !reading.next) this.readings.delete(campaignId);
    };
    reading.now.then(end, end);
    return reading.now;
  }

  private async read(campaignId: string): Promise<Campaign> {
    return (await load(this.reader, campaignAggregate, campaignId)).state;
  }
}

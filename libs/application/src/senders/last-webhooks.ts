import { ViewsBeingMade } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import { Inject, Injectable } from '@nestjs/common';
import { VIEWS, WEBHOOK_ARRIVALS } from '../tokens';
import type { Views } from '../views';
import type { WebhookArrivals } from '../webhooks/webhook-arrivals';

/** The newest messages of a number that are looked at for what was heard of them. */
const NEWEST = 20;

/** When the last webhook for a number came. */
@Injectable()
export class LastWebhooks {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(WEBHOOK_ARRIVALS) private readonly arrivals: WebhookArrivals,
  ) {}

  /** Milliseconds; null where nothing is known to have come. */
  async of(senderIds: readonly string[]): Promise<ReadonlyMap<string, number | null>> {
    const heard = await this.arrivals.read();
    const all = senderIds.map(async (id) => [id, heard.get(id) ?? (await this.fromViews(id))] as const);
    return new Map(await Promise.all(all));
  }

  /** Of a number of which nothing was heard since the start: by the stamps of what a person wrote last, and of what became of the newest messages. */
  private async fromViews(senderId: string): Promise<number | null> {
    const { reporting } = this.views;
    const ofSender = { field: 'senderId', equals: senderId } as const;
    try {
      const [written, sent] = await Promise.all([
        reporting.find(repliesView, {
          where: [ofSender],
          sort: [{ field: 'answeredAt', descending: true }],
          limit: 1,
          fields: ['answeredAt'],
        }),
        reporting.find(messagesView, {
          where: [{ field: 'senderId', set: true }, ofSender],
          sort: [{ field: 'sentAt', descending: true }],
          limit: NEWEST,
          fields: ['deliveredAt', 'readAt', 'state', 'updatedAt'],
        }),
      ]);
      const stamps = [
        ...written.map(({ doc }) => doc.answeredAt),
        ...sent.flatMap(({ doc }) => [doc.deliveredAt, doc.readAt, doc.state === 'sent' ? doc.updatedAt : null]),
      ];
      const known = stamps.filter((at) => at !== null);
      return known.length === 0 ? null : Math.max(...known);
    } catch (error) {
      // A list of numbers does not wait for reports.
      if (error instanceof ViewsBeingMade) return null;
      throw error;
    }
  }
}

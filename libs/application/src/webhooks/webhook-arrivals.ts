import type { Clock } from '@arauto/clock';
import type { Notices } from '@arauto/coordination';

/**
 * When the last webhook for each number came, as far as it was heard since the start: in memory, for neither an event nor a write a webhook could be
 * afforded.
 */
export interface WebhookArrivals {
  /** One came now. */
  heard(senderId: string): void;
  /** Milliseconds, by number. */
  read(): Promise<ReadonlyMap<string, number>>;
}

/** Within one process. */
export class LocalWebhookArrivals implements WebhookArrivals {
  protected readonly own = new Map<string, number>();

  constructor(protected readonly clock: Pick<Clock, 'now'>) {}

  heard(senderId: string): void {
    this.own.set(senderId, this.clock.now());
  }

  read(): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(this.own);
  }
}

const TOPIC = 'webhooks';
const MINUTE = 60_000;
/** No word is kept for longer. */
const DAY = 24 * 60 * MINUTE;

/** Among processes: each tells the others what it heard, once a minute at the most. Of what came to others the last minute may be missing. */
export class SharedWebhookArrivals extends LocalWebhookArrivals {
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(
    protected override readonly clock: Pick<Clock, 'now' | 'monotonic'>,
    private readonly notices: Notices,
    private readonly onFailure: (error: unknown) => void,
  ) {
    super(clock);
  }

  override heard(senderId: string): void {
    super.heard(senderId);
    const now = this.clock.monotonic();
    if (now - this.toldAt < MINUTE) return;
    this.toldAt = now;
    this.notices.post(TOPIC, Object.fromEntries(this.own)).catch(this.onFailure);
  }

  override async read(): Promise<ReadonlyMap<string, number>> {
    const latest = new Map(this.own);
    for (const { word } of await this.notices.read(TOPIC, DAY)) {
      for (const [senderId, at] of Object.entries(word)) {
        latest.set(senderId, Math.max(latest.get(senderId) ?? 0, Number(at)));
      }
    }
    return latest;
  }
}

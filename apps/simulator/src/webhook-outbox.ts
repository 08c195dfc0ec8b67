import { type BusinessNumber } from './business-numbers';
import { type Clock } from './clock';
import { type Knobs } from './knobs';
import { type Schedule } from './schedule';
import { webhookBody, type Update } from './webhook-body';
import { type WebhookClient } from './webhook-post';

/** POSTs are counted; `waiting` are those not yet acknowledged. */
export interface WebhookCounts {
  sent: number;
  acknowledged: number;
  waiting: number;
  refused: number;
}

/** What every outbox of one world shares. */
export interface Post {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly client: WebhookClient;
  readonly knobs: Knobs;
  readonly speed: number;
  readonly counts: WebhookCounts;
  /** Set when the world is replaced: nothing more is sent. */
  stopped: boolean;
}

interface Parcel {
  readonly body: Buffer;
  readonly updates: readonly Update[];
  readonly firstSentAt: number;
  attempts: number;
  acknowledged?: (() => void) | undefined;
}

/** Waits between attempts, seconds before the speed; the last one repeats until a week is over (platform reference, 8.1). */
const LADDER_SECONDS = [1, 5, 30, 120, 600, 3600, 21_600, 86_400];
const WEEK_MS = 7 * 86_400_000;

/** Webhooks of one number on their way: gathered into batches, sent a few at a time, repeated until acknowledged. */
export class WebhookOutbox {
  private readonly pending: Update[] = [];
  private readonly again: Parcel[] = [];
  /** Those that are not acknowledged. */
  private readonly parcels = new Set<Parcel>();
  private inFlight = 0;
  private due = false;
  private armed = false;

  constructor(
    private readonly post: Post,
    public number: BusinessNumber,
  ) {}

  /** How many updates the receiver has not acknowledged yet. */
  get waiting(): number {
    let waiting = this.pending.length;
    for (const { updates } of this.parcels) waiting += updates.length;
    return waiting;
  }

  /** The updates themselves. */
  get unacknowledged(): Update[] {
    return [...[...this.parcels].flatMap(({ updates }) => updates), ...this.pending];
  }

  /** Hands over one update; it leaves with the next batch. Without a subscription it is lost, as it is in reality. */
  put(update: Update): void {
    if (!this.number.subscription) return;
    this.pending.push(update);
    if (this.pending.length >= this.post.knobs.batchSize) this.pump();
    else if (!this.armed) {
      this.armed = true;
      this.post.schedule.at(this.post.clock.now() + this.post.knobs.batchDelayMs, this);
    }
  }

  /** Sends some updates at once, in a batch of their own; calls back when they are acknowledged. */
  express(updates: readonly Update[], acknowledged: () => void): void {
    if (!this.number.subscription) return;
    void this.send(Object.assign(this.parcel(updates), { acknowledged }));
  }

  /** The batch delay is over. */
  run(): void {
    this.armed = false;
    this.due = true;
    this.pump();
  }

  private pump(): void {
    const { batchSize, webhookConcurrency } = this.post.knobs;
    while (this.inFlight < webhookConcurrency && !this.post.stopped) {
      const parcel = this.again.shift();
      if (parcel) void this.send(parcel);
      else if (this.pending.length >= batchSize || (this.due && this.pending.length > 0)) {
        void this.send(this.parcel(this.pending.splice(0, batchSize)));
      } else break;
    }
    if (this.pending.length === 0) this.due = false;
  }

  private parcel(updates: readonly Update[]): Parcel {
    const now = this.post.clock.now();
    const body = Buffer.from(webhookBody(this.number, updates, this.post.knobs.batchSize, now), 'latin1');
    this.post.counts.waiting++;
    const parcel = { body, updates, firstSentAt: now, attempts: 0 };
    this.parcels.add(parcel);
    return parcel;
  }

  private async send(parcel: Parcel): Promise<void> {
    const { counts, client, knobs } = this.post;
    const subscription = this.number.subscription;
    if (!subscription) {
      this.forget(parcel);
      return;
    }
    this.inFlight++;
    counts.sent++;
    parcel.attempts++;
    const status = await client.post(subscription, parcel.body, knobs.webhookTimeoutMs);
    this.inFlight--;
    if (status === 200) {
      counts.acknowledged++;
      this.forget(parcel);
      parcel.acknowledged?.();
    } else {
      counts.refused++;
      this.retry(parcel);
    }
    this.pump();
  }

  private retry(parcel: Parcel): void {
    const { clock, schedule, knobs, speed, stopped } = this.post;
    if (stopped) return;
    const rung = LADDER_SECONDS[Math.min(parcel.attempts, LADDER_SECONDS.length) - 1]!;
    const dueAt = clock.now() + Math.max(knobs.webhookMinimumRetryMs, (rung * 1000) / speed);
    // At a high speed a week is over in seconds; the receiver still needs real time to come back.
    const life = Math.max(WEEK_MS / speed, knobs.webhookMinimumLifeSeconds * 1000);
    if (dueAt > parcel.firstSentAt + life) {
      this.forget(parcel);
      return;
    }
    schedule.at(dueAt, {
      run: () => {
        this.again.push(parcel);
        this.pump();
      },
    });
  }

  private forget(parcel: Parcel): void {
    this.parcels.delete(parcel);
    this.post.counts.waiting--;
  }
}

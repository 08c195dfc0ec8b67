import { type Clock } from './clock';
import { type Knobs } from './knobs';
import { type Schedule } from './schedule';
import { type Outbox, type Update } from './update';
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

/** Whom an outbox posts to, in the manner of its platform. */
export interface Receiver<U extends Update> {
  /** Undefined where nobody listens. */
  readonly url: string | undefined;
  /** Updates in one POST at most, and how long the first of them waits for others, ms. */
  readonly batchSize: number;
  readonly batchDelayMs: number;
  /** @param now wall clock, ms */
  body(updates: readonly U[], now: number): Buffer;
  /** What a body is posted with beside its type and length. */
  headers(body: Buffer): Readonly<Record<string, string>>;
  /** Whether an answer ends the repetitions; 0 = there was none. */
  acknowledges(status: number): boolean;
}

interface Parcel<U> {
  readonly body: Buffer;
  readonly updates: readonly U[];
  readonly firstSentAt: number;
  attempts: number;
  acknowledged?: (() => void) | undefined;
}

/** Waits between attempts, seconds before the speed; the last one repeats until a week is over (platform reference, 8.1). */
const LADDER_SECONDS = [1, 5, 30, 120, 600, 3600, 21_600, 86_400];
const WEEK_MS = 7 * 86_400_000;

/** Webhooks to one receiver on their way: gathered into batches, sent a few at a time, repeated until acknowledged. */
export class WebhookOutbox<U extends Update> implements Outbox {
  private readonly pending: U[] = [];
  private readonly again: Parcel<U>[] = [];
  /** Those that are not acknowledged. */
  private readonly parcels = new Set<Parcel<U>>();
  private inFlight = 0;
  private due = false;
  private armed = false;

  constructor(
    private readonly post: Post,
    private readonly receiver: Receiver<U>,
  ) {}

  get listened(): boolean {
    return this.receiver.url !== undefined;
  }

  get waiting(): number {
    let waiting = this.pending.length;
    for (const { updates } of this.parcels) waiting += updates.length;
    return waiting;
  }

  get unacknowledged(): readonly U[] {
    return [...[...this.parcels].flatMap(({ updates }) => updates), ...this.pending];
  }

  /** It leaves with the next batch. */
  put(update: U): void {
    if (!this.listened) return;
    this.pending.push(update);
    if (this.pending.length >= this.receiver.batchSize) this.pump();
    else if (!this.armed) {
      this.armed = true;
      this.post.schedule.at(this.post.clock.now() + this.receiver.batchDelayMs, this);
    }
  }

  express(updates: readonly U[], acknowledged: () => void): boolean {
    if (!this.listened) return false;
    void this.send(Object.assign(this.parcel(updates), { acknowledged }));
    return true;
  }

  /** The batch delay is over. */
  run(): void {
    this.armed = false;
    this.due = true;
    this.pump();
  }

  private pump(): void {
    const { webhookConcurrency } = this.post.knobs;
    const { batchSize } = this.receiver;
    while (this.inFlight < webhookConcurrency && !this.post.stopped) {
      const parcel = this.again.shift();
      if (parcel) void this.send(parcel);
      else if (this.pending.length >= batchSize || (this.due && this.pending.length > 0)) {
        void this.send(this.parcel(this.pending.splice(0, batchSize)));
      } else break;
    }
    if (this.pending.length === 0) this.due = false;
  }

  private parcel(updates: readonly U[]): Parcel<U> {
    const now = this.post.clock.now();
    this.post.counts.waiting++;
    const parcel = { body: this.receiver.body(updates, now), updates, firstSentAt: now, attempts: 0 };
    this.parcels.add(parcel);
    return parcel;
  }

  private async send(parcel: Parcel<U>): Promise<void> {
    const { counts, client, knobs } = this.post;
    const { url } = this.receiver;
    if (url === undefined) {
      this.forget(parcel);
      return;
    }
    this.inFlight++;
    counts.sent++;
    parcel.attempts++;
    const headers = this.receiver.headers(parcel.body);
    const status = await client.post(url, parcel.body, headers, knobs.webhookTimeoutMs);
    this.inFlight--;
    if (this.receiver.acknowledges(status)) {
      counts.acknowledged++;
      this.forget(parcel);
      parcel.acknowledged?.();
    } else {
      counts.refused++;
      this.retry(parcel);
    }
    this.pump();
  }

  private retry(parcel: Parcel<U>): void {
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

  private forget(parcel: Parcel<U>): void {
    this.parcels.delete(parcel);
    this.post.counts.waiting--;
  }
}

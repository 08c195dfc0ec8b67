import { type GupshupNumber } from '../business-numbers';
import { type Outbox } from '../update';
import { WebhookOutbox, type Post } from '../webhook-outbox';
import { wants } from './app';
import { isWordedFor, type Callback } from './callback';
import { CallbackReceiver } from './callback-receiver';

/** What is told of an app: held back for a while, then sent to each subscription that wants it. */
export class CallbackOutbox implements Outbox {
  private readonly held = new Set<{ readonly callback: Callback }>();
  private readonly outboxes: WebhookOutbox<Callback>[] = [];

  /** @param number as it is connected now */
  constructor(
    private readonly post: Post,
    private readonly number: () => GupshupNumber,
  ) {}

  get listened(): boolean {
    return this.number().subscriptions.length > 0;
  }

  get waiting(): number {
    return this.held.size + this.outboxes.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  get unacknowledged(): readonly Callback[] {
    // After a restart nobody still waits for an id.
    const held = [...this.held].map(({ callback }) => ({ ...callback, held: false }));
    const sent = this.outboxes.flatMap(({ unacknowledged }, only) => unacknowledged.map((one) => ({ ...one, only })));
    return [...sent, ...held];
  }

  put(callback: Callback): void {
    if (this.listeners(callback).length === 0) return;
    const { clock, schedule, knobs, speed } = this.post;
    const delay = callback.held ? knobs.gupshupCallbackDelayMs / speed : 0;
    if (delay === 0) {
      this.send(callback);
      return;
    }
    const entry = { callback };
    this.held.add(entry);
    schedule.at(clock.now() + delay, {
      run: () => {
        this.held.delete(entry);
        this.send(callback);
      },
    });
  }

  /** At once means not held back, either. */
  express(callbacks: readonly Callback[], acknowledged: () => void): boolean {
    let told = false;
    for (const callback of callbacks) {
      for (const position of this.listeners(callback)) {
        told = this.outboxAt(position).express([callback], acknowledged) || told;
      }
    }
    return told;
  }

  private send(callback: Callback): void {
    for (const position of this.listeners(callback)) this.outboxAt(position).put(callback);
  }

  /** Positions of the subscriptions that are to be told. */
  private listeners(callback: Callback): number[] {
    const { only, mode } = callback;
    return this.number().subscriptions.flatMap((subscription, position) =>
      (only === undefined || only === position) && wants(subscription, mode) && isWordedFor(subscription, callback)
        ? [position]
        : [],
    );
  }

  private outboxAt(position: number): WebhookOutbox<Callback> {
    return (this.outboxes[position] ??= new WebhookOutbox(this.post, new CallbackReceiver(this.number, position)));
  }
}

import type { Clock, Random } from '@arauto/clock';
import type { KnownSender } from '@arauto/dispatch';
import { type SenderEvent, senderDecider, stream } from '@arauto/domain';
import type { EventStore } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { ViewReader } from '@arauto/read-models';
import { sendersView } from '@arauto/read-models/operational';
import type { StatusElement } from '@arauto/whatsapp';
import type { WebhookReceiver } from '../webhooks/receive-webhook';
import { eachAtOnce, eachInTurn } from './each-apart';
import type { Failed, Reaction } from './reaction';

const WEEK = 7 * 24 * 3600 * 1000;
/** The first try comes soon, since an answer may be on its way; then each twice as late, up to an hour. */
const FIRST_TRY = 1000;
const LONGEST_TRY = 3600 * 1000;
/** Elements of a sender that are tried in one look. */
const SHARE = 1000;

interface Pending {
  readonly id: string;
  readonly ref: string;
  readonly receivedAt: number;
  readonly matchable: boolean;
  tries: number;
  nextAt: number;
}

/**
 * Tries again to match what webhooks could not be matched with, and drops by an event what is a week old. What is pending is folded
 * from the log at the start and followed from there.
 */
export class UnmatchedMatcher implements Reaction {
  readonly name = 'unmatched webhooks';
  readonly every = 1000;
  private readonly pending = new Map<string, Map<string, Pending>>();
  private readonly readTo = new Map<string, number>();

  constructor(
    private readonly store: EventStore,
    private readonly views: ViewReader,
    private readonly vault: Vault,
    private readonly receiver: WebhookReceiver,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Elements that wait, of all senders: a metric. */
  get size(): number {
    return [...this.pending.values()].reduce((sum, { size }) => sum + size, 0);
  }

  async look(signal: AbortSignal, failed: Failed): Promise<boolean> {
    let more = 0;
    for await (const page of this.views.stream(sendersView, { fields: [] })) {
      more += await eachInTurn(page, ({ id }) => this.lookAt(id, failed), failed, signal);
    }
    return more > 0;
  }

  /** Answers whether more elements of the sender are due. */
  private async lookAt(senderId: string, failed: Failed): Promise<boolean> {
    const waiting = await this.follow(senderId);
    const now = this.clock.now();
    const due = [...waiting.values()].filter(({ nextAt }) => nextAt <= now);
    if (due.length === 0) return false;
    const sender = await this.senderOf(senderId);
    if (sender.status === 'none') return false;
    const share = due.slice(0, SHARE);
    const entries = await this.vault.getMany(share.map(({ ref }) => ref));
    const each = share.map((element, index) => ({ element, data: entries[index]?.data }));
    await eachAtOnce(each, ({ element, data }) => this.tryAgain(senderId, sender, element, data, now), failed);
    return due.length > SHARE;
  }

  /** Answers whether the element is done with. One that fails waits for its next try like one that matches nothing. */
  private async tryAgain(
    senderId: string,
    sender: KnownSender,
    element: Pending,
    data: unknown,
    now: number,
  ): Promise<boolean> {
    element.nextAt = now + Math.min(LONGEST_TRY, FIRST_TRY * 2 ** element.tries);
    element.tries++;
    const isOld = now - element.receivedAt > WEEK;
    let contact: string | undefined;
    try {
      const status = element.matchable ? (data as StatusElement | undefined) : undefined;
      contact = status && (await this.receiver.matchAgain(senderId, sender, status));
    } catch (error) {
      // It has failed for a week: nothing will come of it any more.
      if (isOld) await this.end(senderId, 'UnmatchedDropped', { of: element.id });
      throw error;
    }
    if (contact !== undefined) await this.end(senderId, 'UnmatchedMatched', { of: element.id, contact });
    else if (isOld) await this.end(senderId, 'UnmatchedDropped', { of: element.id });
    return contact !== undefined || isOld;
  }

  private async follow(senderId: string): Promise<Map<string, Pending>> {
    const waiting = this.pending.get(senderId) ?? new Map<string, Pending>();
    this.pending.set(senderId, waiting);
    const from = this.readTo.get(senderId) ?? 0;
    for await (const event of await this.store.readStream(stream.unmatched(senderId), { from })) {
      this.readTo.set(senderId, event.revision + 1);
      if (event.type !== 'UnmatchedReceived') {
        waiting.delete(String(event.data['of']));
        continue;
      }
      const receivedAt = Date.parse(String(event.data['receivedAt']));
      waiting.set(event.id, {
        id: event.id,
        ref: String(event.data['ref']),
        receivedAt,
        matchable: event.data['reason'] !== 'malformed',
        tries: 0,
        nextAt: receivedAt + FIRST_TRY,
      });
    }
    return waiting;
  }

  private async senderOf(senderId: string) {
    let sender = senderDecider.initial;
    for await (const event of await this.store.readStream(stream.sender(senderId))) {
      sender = senderDecider.evolve(sender, event as unknown as SenderEvent);
    }
    return sender;
  }

  private async end(
    senderId: string,
    type: string,
    data: { readonly of: string; readonly contact?: string },
  ): Promise<void> {
    const metadata = { v: 1, $causationId: data.of, actor: { id: 'unmatched', name: 'unmatched' } };
    const event = { id: this.random.uuid(), type, data, metadata };
    await this.store.append(stream.unmatched(senderId), [event], { expected: 'any' });
    this.pending.get(senderId)?.delete(data.of);
  }
}

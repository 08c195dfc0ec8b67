import type { Clock } from '@arauto/clock';
import { senderAggregate, stream } from '@arauto/domain';
import { duty, type EventStore, load, metadataOf, namedId, WrongExpectedRevision } from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import type { Condition, Cursor, Found, ViewReader } from '@arauto/read-models';
import { unmatchedView } from '@arauto/read-models/operational';
import type { NamedElement } from '../webhooks/addressees';
import type { WebhookReceiver } from '../webhooks/receive-webhook';
import { eachInTurn } from './each-apart';
import type { Failed, Reaction } from './reaction';

const HOUR = 3600 * 1000;
const WEEK = 7 * 24 * HOUR;
/** Ages at which a young element is tried, milliseconds: soon, since an answer may be on its way, then each time twice as late. */
const TRIED_AT = Array.from({ length: 11 }, (_, n) => 1000 * (2 ** (n + 1) - 1));
/** Elements in memory at once, and elements that one look tries of those older than an hour. */
const PAGE = 500;

type KeptElement = Found<typeof unmatchedView>;

/**
 * Tries again to match what webhooks could not be matched with: a few times in the first hour, then hourly; and drops by an event what is
 * a week old. What the vault has of an element goes first: it may be of somebody whom nothing in it names, so that no erasure would find it. Nothing is
 * remembered of the elements, however many there are: which are due follows from their ages.
 */
export class UnmatchedMatcher implements Reaction {
  readonly name = 'unmatched webhooks';
  readonly every = 1000;
  /** Wall clock of the last look. */
  private lookedAt: number | undefined;
  /** A walk over all elements, the oldest first: begun at the start, and then every hour. */
  private walk: { readonly since: number; readonly upTo: number; after: Cursor | undefined; done: boolean } | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly views: ViewReader,
    private readonly vault: Pick<Vault, 'getMany' | 'remove'>,
    private readonly receiver: WebhookReceiver,
    private readonly clock: Clock,
  ) {}

  /** Elements that wait, of all senders: a metric. */
  async size(): Promise<number> {
    return (await this.views.count(unmatchedView, [])).value;
  }

  async look(signal: AbortSignal, failed: Failed): Promise<boolean> {
    const now = this.clock.now();
    const before = this.lookedAt ?? now;
    this.lookedAt = now;
    const tryAll = (page: readonly KeptElement[]) => this.tryAll(page, now, failed, signal);
    for (const age of TRIED_AT) {
      if (before >= now) break;
      const due = { field: 'receivedAt', from: before - age + 1, to: now - age + 1 } as const;
      for (let page = await this.page([due]); page.length > 0 && !signal.aborted;) {
        await tryAll(page);
        page = page.length < PAGE ? [] : await this.page([due], cursorOf(page));
      }
    }
    return this.walkOn(now, tryAll);
  }

  /** A page of all elements. What is younger than an hour then comes at its own times too, which does no harm. */
  private async walkOn(now: number, tryAll: (page: readonly KeptElement[]) => Promise<void>): Promise<boolean> {
    const since = this.clock.monotonic();
    // By the clock that nobody sets: one that was set back would put off the next walk by as much.
    if (!this.walk || (this.walk.done && since - this.walk.since >= HOUR)) {
      this.walk = { since, upTo: Math.max(now, await this.newest()), after: undefined, done: false };
    }
    if (this.walk.done) return false;
    const page = await this.page([{ field: 'receivedAt', to: this.walk.upTo + 1 }], this.walk.after);
    this.walk.after = cursorOf(page) ?? this.walk.after;
    this.walk.done = page.length < PAGE;
    await tryAll(page);
    return !this.walk.done;
  }

  /** The stamp of the newest element: of the future, where the clock was set back. */
  private async newest(): Promise<number> {
    const sort = [{ field: 'receivedAt', descending: true }] as const;
    const [found] = await this.views.find(unmatchedView, { where: [], sort, limit: 1, fields: ['receivedAt'] });
    return found?.doc.receivedAt ?? 0;
  }

  private page(where: readonly Condition<typeof unmatchedView>[], after?: Cursor): Promise<readonly KeptElement[]> {
    return this.views.find(unmatchedView, { where, sort: [{ field: 'receivedAt' }], limit: PAGE, after });
  }

  private async tryAll(page: readonly KeptElement[], now: number, failed: Failed, signal: AbortSignal): Promise<void> {
    const damaged = new Map<string, Error>();
    const refs = page.map(({ doc }) => doc.ref);
    const entries = await this.vault.getMany(refs, (ref, error) => damaged.set(ref, error));
    const each = page.map((waiting, index) => {
      const element = damaged.get(waiting.doc.ref) ?? (entries[index]?.data as NamedElement | undefined);
      return { waiting, element };
    });
    await eachInTurn(each, ({ waiting, element }) => this.tryOne(waiting, element, now), failed, signal);
  }

  /** @param element as it was kept; undefined where it was erased, an error where it cannot be opened */
  private async tryOne(
    { id, doc }: KeptElement,
    element: NamedElement | Error | undefined,
    now: number,
  ): Promise<boolean> {
    const isOld = now - doc.receivedAt > WEEK;
    let belongsTo: string | undefined;
    try {
      if (element instanceof Error) throw element;
      if (element && doc.reason !== 'malformed') belongsTo = await this.match(doc.senderId, element);
    } catch (error) {
      // It has failed for a week: nothing will come of it any more.
      if (isOld) await this.end({ id, doc }, 'UnmatchedDropped', {});
      throw error;
    }
    if (belongsTo !== undefined) await this.end({ id, doc }, 'UnmatchedMatched', { contact: belongsTo });
    else if (isOld) await this.end({ id, doc }, 'UnmatchedDropped', {});
    return belongsTo !== undefined || isOld;
  }

  private async match(senderId: string, element: NamedElement): Promise<string | undefined> {
    const { state: sender } = await load(this.store, senderAggregate, senderId);
    return sender.status === 'none' ? undefined : this.receiver.matchAgain(senderId, sender, element);
  }

  private async end(
    { id, doc }: KeptElement,
    type: 'UnmatchedMatched' | 'UnmatchedDropped',
    data: { readonly contact?: string },
  ): Promise<void> {
    const key = id.slice(doc.senderId.length + 1);
    const name = stream.unmatched(doc.senderId, key);
    const of = doc.revision === -1 ? key : namedId(name, 'UnmatchedReceived');
    await this.vault.remove([doc.ref]);
    const metadata = metadataOf({ actor: duty('unmatched'), correlationId: doc.senderId, causationId: of });
    const event = { id: namedId(name, type), type, data: { of, ...data }, metadata };
    try {
      await this.store.append(name, [event], { expected: doc.revision === -1 ? 'noStream' : doc.revision });
    } catch (error) {
      // It has ended already: the view has not heard of it yet.
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
  }
}

function cursorOf(page: readonly KeptElement[]): Cursor | undefined {
  const last = page.at(-1);
  return last && { id: last.id, values: [last.doc.receivedAt] };
}

import type { Clock } from '@arauto/clock';
import type { AllStreamResolvedEvent, AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import { type Filter, type Position, type RecordedEvent, type SubscriptionMessage, Unavailable } from '../port';
import { serverFilter } from './filter';
import { fromPosition, toPosition } from './position';
import { passingEvents, sizeOf, toRecordedEvent } from './recorded-event';

/** Handed out at once, at most: messages, and UTF-16 units of payloads, so that memory is bounded whatever the events hold. */
const MOST_MESSAGES = 1024;
const MOST_UNITS = 1024 * 1024;
/** How long the server may take to confirm a subscription, milliseconds. */
const CONFIRMED_WITHIN = 10_000;

/** What the client's stream holds: besides events what is said between them, put there by us in the place where it was said. */
type Item = AllStreamResolvedEvent | { readonly checkpoint: Position } | { readonly caughtUp: true };

/** How long a live subscription with a filter may say nothing before it is asked whether what came since was left out, milliseconds. */
const QUIET = 250;

/** What a subscription asks the log besides. */
export interface LogEnd {
  /** Position of the last event, as it was at most so many milliseconds ago. */
  headWithin(ms: number): Promise<Position>;
  /** Up to where no event after `after` passes the filter: looks at some events at most. */
  leftOutAfter(after: Position, passes: (event: RecordedEvent) => boolean): Promise<Position>;
}

/**
 * One subscription of the server, until it fails: its messages in arrays as large as is at hand. What is not pulled stays with the server but
 * for one array.
 * @throws Unavailable
 */
export async function* openSubscription(
  client: EventStoreDBClient,
  clock: Clock,
  log: LogEnd,
  { after, filter, signal }: { after: Position; filter?: Filter | undefined; signal: AbortSignal },
): AsyncGenerator<readonly SubscriptionMessage[], void, undefined> {
  const head = await log.headWithin(0);
  if (signal.aborted) return;
  const inbox = new Inbox(client, clock, after, filter, head);
  // At once, too, while nobody pulls.
  const stop = () => inbox.close();
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      const messages = inbox.take();
      if (messages.length > 0) yield messages;
      else if (inbox.failure) throw inbox.failure;
      // To the end of the tick, so that what came with it is in the array too.
      else if (await inbox.more(filter && inbox.isLive ? QUIET : Infinity)) await clock.endOfTick();
      else {
        inbox.passLeftOut(log);
        await inbox.more(Infinity);
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    inbox.close();
  }
}

/** Takes in what a subscription says while the reader of it is busy, up to a limit. */
class Inbox {
  failure: Unavailable | undefined;
  /** It has told everything that there was. */
  isLive = false;
  private readonly subscription: AllStreamSubscription;
  private readonly passes: ReturnType<typeof passingEvents>;
  private messages: SubscriptionMessage[] = [];
  private units = 0;
  /** It is asked what came since. */
  private isAsking = false;
  private position: Position;
  private waiting: (() => void) | undefined;
  private readonly unconfirmed: () => void;

  constructor(
    client: EventStoreDBClient,
    private readonly clock: Clock,
    after: Position,
    filter: Filter | undefined,
    private readonly head: Position,
  ) {
    this.position = after;
    this.passes = passingEvents(filter);
    // The client tells of checkpoints and of having caught up when it parses them, before events that wait in its buffer (6.2.1): put
    // into that buffer, they come in their place. A checkpoint's listener that throws would stall the subscription for good.
    const put = (item: Item) => void this.subscription.push(item);
    const server = serverFilter(filter, (_, { commit }) => put({ checkpoint: toPosition(commit) }));
    this.subscription = client.subscribeToAll({
      fromPosition: fromPosition(after),
      requiresLeader: true,
      ...(server && { filter: server }),
    });
    this.unconfirmed = clock.after(CONFIRMED_WITHIN, () =>
      this.fail(new Error(`no answer within ${CONFIRMED_WITHIN} ms`)),
    );
    this.subscription
      .on('confirmation', this.unconfirmed)
      .on('caughtUp', () => put({ caughtUp: true }))
      .on('readable', () => this.drain())
      .on('error', (error: Error) => this.fail(error))
      .on('end', () => this.fail(new Error('the server ended it')));
  }

  take(): readonly SubscriptionMessage[] {
    const { messages } = this;
    this.messages = [];
    this.units = 0;
    // Where the buffer was left because the array was full, nothing tells that there is more.
    if (messages.length > 0) this.drain();
    return messages;
  }

  /** Waits for something to take, or a failure. @returns whether there is some within so many milliseconds */
  async more(within: number): Promise<boolean> {
    let isQuiet = false;
    const cancel =
      within === Infinity
        ? undefined
        : this.clock.after(within, () => {
            isQuiet = true;
            this.wake();
          });
    await new Promise<void>((resolve) => (this.waiting = resolve));
    cancel?.();
    return !isQuiet;
  }

  /**
   * A live subscription says a checkpoint only after as many events as the server looks at in one go: in a log in which little happens, nobody
   * would learn that what happened was left out. Wakes whoever waits when it is known; what arrives meanwhile waits for no answer.
   */
  passLeftOut(log: LogEnd): void {
    if (this.isAsking) return;
    this.isAsking = true;
    this.askLeftOut(log)
      .catch((error: Error) => this.fail(error))
      .finally(() => {
        this.isAsking = false;
        this.wake();
      });
  }

  private async askLeftOut(log: LogEnd): Promise<void> {
    const head = await log.headWithin(QUIET);
    if (head <= this.position) return;
    const position = await log.leftOutAfter(this.position, this.passes);
    this.pass(position);
    if (position >= head && this.position === position) this.messages.push({ kind: 'caughtUp', position });
  }

  wake(): void {
    this.waiting?.();
    this.waiting = undefined;
  }

  /** To leave the loop alone ends no call (6.2.1). */
  close(): void {
    this.unconfirmed();
    this.subscription.unsubscribe().catch(() => undefined);
    this.subscription.destroy();
    this.wake();
  }

  private drain(): void {
    while (this.messages.length < MOST_MESSAGES && this.units < MOST_UNITS) {
      const item = this.subscription.read() as Item | null;
      if (item === null) break;
      if ('checkpoint' in item) this.pass(item.checkpoint);
      else if ('caughtUp' in item) this.end();
      else this.deliver(item);
    }
    if (this.messages.length > 0) this.wake();
  }

  private deliver(resolved: AllStreamResolvedEvent): void {
    const event = toRecordedEvent(resolved);
    if (!event) return;
    if (!this.passes(event)) return this.pass(event.position);
    this.position = event.position;
    this.units += sizeOf(event.data);
    this.messages.push({ kind: 'event', event });
  }

  /** Everything up to `position` was delivered or left out. Of several checkpoints in a row the last says all. */
  private pass(position: Position): void {
    if (position <= this.position) return;
    this.position = position;
    if (this.messages.at(-1)?.kind === 'checkpoint') this.messages.pop();
    this.messages.push({ kind: 'checkpoint', position });
  }

  private end(): void {
    // The server says no position. What was in the log before the subscription began was looked at by now.
    this.pass(this.head);
    this.messages.push({ kind: 'caughtUp', position: this.position });
    this.isLive = true;
  }

  private fail(error: Error): void {
    this.failure ??= new Unavailable(`the subscription to EventStoreDB broke off: ${error.message}`, { cause: error });
    this.unconfirmed();
    this.wake();
  }
}

import { setImmediate as turn } from 'node:timers/promises';
import { type ReadFault } from './faults';
import { type Filter } from './filter';
import { type DoubleLog, type StoredEvent } from './log';
import { type ReadCall, send, strike } from './read-call';
import * as wire from './wire';

/** `MaxLiveEventBufferCount` and `ReadBatchSize` of the server. */
const LIVE_BUFFER = 32;
const PAGE = 32;
/** How long what was published waits for consumers: both, since consumer and double may share a thread. */
const PATIENCE_MS = 20;
const PATIENCE_TURNS = 50;

export type DropReason = 'unavailable' | 'tooSlow' | 'ended';

/** Events to deliver that a subscription finds behind it when it begins, and which of those to come are its own. */
interface Source {
  /** The next page, up to the end of the log. */
  page(): Page;
  wants(event: StoredEvent): boolean;
  /** Deleted for good. */
  isDeleted(): boolean;
  readonly filter: Filter | undefined;
  /** The stream, when it is of one. */
  readonly stream: string | undefined;
}

type Page =
  | { readonly kind: 'missing' }
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'events';
      readonly events: readonly StoredEvent[];
      readonly considered: number;
      /** Position from which it was read. */
      readonly from: number;
      readonly isEnd: boolean;
    };

export function allFrom(log: DoubleLog, start: number | 'end', filter: Filter | undefined): Source {
  let next = start === 'end' ? Infinity : start;
  const window = filter?.window ?? Infinity;
  return {
    filter,
    stream: undefined,
    page() {
      next = Math.min(next, log.events.length);
      const from = next === 0 ? 0 : log.positionAt(next);
      const events: StoredEvent[] = [];
      let considered = 0;
      while (next < log.events.length && events.length < PAGE && considered < window) {
        const event = log.events[next]!;
        next += 1;
        considered += 1;
        if (filter === undefined || filter.matches(event)) events.push(event);
      }
      return { kind: 'events', events, considered, from, isEnd: events.length < PAGE && considered < window };
    },
    wants: (event) => filter === undefined || filter.matches(event),
    isDeleted: () => false,
  };
}

export function streamFrom(log: DoubleLog, stream: string, start: number | 'end'): Source {
  let next = start;
  return {
    filter: undefined,
    stream,
    page() {
      const content = log.content(stream);
      if (content.kind === 'deleted') return content;
      if (next === 'end') {
        next = content.kind === 'events' ? content.events.length : 0;
        return { kind: 'events', events: [], considered: 0, from: 0, isEnd: true };
      }
      if (content.kind === 'missing') return content;
      const events: StoredEvent[] = [];
      next = Math.max(next, content.first);
      while (events.length < PAGE) {
        const event = content.events[next];
        if (event === undefined) break;
        events.push(event);
        next += 1;
      }
      return { kind: 'events', events, considered: events.length, from: 0, isEnd: events.length < PAGE };
    },
    isDeleted: () => log.content(stream).kind === 'deleted',
    wants: (event) => event.stream === stream && event.revision >= (next === 'end' ? 0 : next),
  };
}

/**
 * The subscriptions of the double. What is appended is published to those that are live a little at a time, so that a consumer that keeps pace is
 * not taken for a slow one because an append was long.
 */
export class DoubleSubscriptions {
  private published: number;
  private readonly opened = new Set<DoubleSubscription>();
  private readonly waiting = new Set<() => void>();
  private publishing: Promise<void> | undefined;

  constructor(
    private readonly log: DoubleLog,
    private readonly newId: () => string,
  ) {
    this.published = log.events.length;
    log.onGrown = () => void this.allPublished();
  }

  get count(): number {
    return this.opened.size;
  }

  /** How many events the log holds. */
  get end(): number {
    return this.log.events.length;
  }

  open(call: ReadCall, source: Source, fault: ReadFault | undefined): void {
    const subscription = new DoubleSubscription(call, source, this, this.newId(), fault);
    this.opened.add(subscription);
    call.on('cancelled', () => subscription.close());
    call.on('close', () => this.opened.delete(subscription));
    void subscription.run();
  }

  drop(why: DropReason): void {
    for (const subscription of this.opened) subscription.drop(why);
  }

  silence(): void {
    for (const subscription of this.opened) subscription.silence();
  }

  /** The connections are gone: nobody is told. */
  forget(): void {
    for (const subscription of this.opened) subscription.close();
    this.opened.clear();
  }

  /** The log begins anew. */
  restart(): void {
    this.forget();
    this.published = this.log.events.length;
  }

  remove(subscription: DoubleSubscription): void {
    this.opened.delete(subscription);
  }

  /** Resolves when more was published. */
  grown(): Promise<void> {
    return new Promise((resolve) => this.waiting.add(resolve));
  }

  /** Resolves when all that was appended was offered to those that are live. */
  allPublished(): Promise<void> {
    this.publishing ??= this.publish().finally(() => (this.publishing = undefined));
    return this.publishing;
  }

  private async publish(): Promise<void> {
    while (this.published < this.log.events.length) {
      await turn();
      const end = Math.min(this.log.events.length, this.published + LIVE_BUFFER);
      while (this.published < end) {
        const event = this.log.events[this.published]!;
        this.published += 1;
        for (const subscription of this.opened) subscription.offer(event);
      }
      for (const resolve of this.waiting) resolve();
      this.waiting.clear();
      await this.taken();
    }
  }

  /** Until all live consumers took what they were sent, or one has had time enough and did not. */
  private async taken(): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (let turns = 0; turns < PATIENCE_TURNS || performance.now() < end; turns++) {
      if (![...this.opened].some(({ isBehind }) => isBehind)) return;
      await turn();
    }
  }
}

type State = 'catchingUp' | 'live' | 'silent' | 'closed';

class DoubleSubscription {
  private state: State = 'catchingUp';
  private readonly buffer: Buffer[] = [];
  private draining = false;
  private sinceCheckpoint = 0;
  /** Index in `$all` of the first event that was not read from the log. */
  private liveFrom = 0;
  private eventsLeft: number;

  constructor(
    private readonly call: ReadCall,
    private readonly source: Source,
    private readonly all: DoubleSubscriptions,
    private readonly id: string,
    private readonly fault: ReadFault | undefined,
  ) {
    this.eventsLeft = fault?.afterEvents ?? Infinity;
  }

  /** Live, and the consumer has not taken all it was sent. */
  get isBehind(): boolean {
    return this.state === 'live' && this.draining;
  }

  /** Delivers what is there, then what comes. */
  async run(): Promise<void> {
    if (this.source.isDeleted()) return this.fail(wire.streamDeleted(this.source.stream!));
    await this.send(wire.confirmation(this.id));
    while (this.state === 'catchingUp') {
      // Between the last page, found empty, and going live nothing may be awaited: what is appended then would be missed.
      const page = this.source.page();
      if (page.kind === 'deleted') return this.fail(wire.streamDeleted(this.source.stream!));
      if (page.kind === 'missing') {
        await this.all.grown();
        continue;
      }
      for (const event of page.events) await this.sendEvent(event);
      this.sinceCheckpoint += page.considered;
      if (!page.isEnd) await this.catchUpCheckpoint(page.events.at(-1)?.position, page.from);
      else if (page.events.length === 0) break;
    }
    if (this.state !== 'catchingUp') return;
    this.state = 'live';
    this.liveFrom = this.all.end;
    this.push(wire.caughtUp());
  }

  /** What was published now. */
  offer(event: StoredEvent): void {
    if (this.state !== 'live' || event.index < this.liveFrom) return;
    if (this.source.wants(event)) {
      if (this.eventsLeft === 0) return this.strike();
      this.eventsLeft -= 1;
      this.push(event.message);
      if (this.source.stream !== undefined && event.revision === Infinity) {
        return this.fail(wire.streamDeleted(this.source.stream));
      }
    }
    const interval = this.source.filter?.checkpointInterval;
    if (interval === undefined) return;
    this.sinceCheckpoint += 1;
    if (this.sinceCheckpoint < interval) return;
    this.sinceCheckpoint = 0;
    this.push(wire.checkpoint(event.position, event.position));
  }

  drop(why: DropReason): void {
    if (why === 'unavailable') this.fail(wire.connectionLost());
    if (why === 'tooSlow') this.fail(tooSlow());
    if (why === 'ended') {
      this.flush();
      this.call.end();
    }
  }

  silence(): void {
    this.state = 'silent';
    this.buffer.length = 0;
  }

  close(): void {
    this.state = 'closed';
    this.buffer.length = 0;
    this.all.remove(this);
  }

  private strike(): void {
    if (this.fault?.answer === 'never') return this.silence();
    this.flush();
    strike(this.call, this.fault!);
  }

  private fail(error: Error): void {
    this.flush();
    this.call.emit('error', error);
  }

  /** Closed, and what was buffered is sent all the same. */
  private flush(): void {
    for (const message of this.buffer) this.call.write(message);
    this.close();
  }

  /** At the last event of the page, else where the page began: that is what the server sends. */
  private async catchUpCheckpoint(lastEvent: number | undefined, from: number): Promise<void> {
    const interval = this.source.filter?.checkpointInterval;
    if (interval === undefined || this.sinceCheckpoint < interval) return;
    this.sinceCheckpoint %= interval;
    await this.send(wire.checkpoint(lastEvent ?? from, lastEvent ?? 0));
  }

  private async sendEvent(event: StoredEvent): Promise<void> {
    if (this.state !== 'catchingUp') return;
    if (this.eventsLeft === 0) return this.strike();
    this.eventsLeft -= 1;
    await this.send(event.message);
  }

  private async send(message: Buffer): Promise<void> {
    if (this.state === 'catchingUp') await send(this.call, message);
  }

  /** A consumer that leaves more than this waiting has to subscribe again. */
  private push(message: Buffer): void {
    if (this.state !== 'live') return;
    if (this.buffer.length === LIVE_BUFFER) return this.fail(tooSlow());
    this.buffer.push(message);
    if (!this.draining) void this.drain();
  }

  private async drain(): Promise<void> {
    this.draining = true;
    for (let message = this.buffer.shift(); message !== undefined; message = this.buffer.shift()) {
      await send(this.call, message);
    }
    this.draining = false;
  }
}

const tooSlow = () => wire.timedOut('Consumer too slow to handle event while live. Client resubscription required.');

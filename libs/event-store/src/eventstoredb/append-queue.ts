import type { Clock, Random } from '@arauto/clock';
import {
  type Appended,
  type AppendFailure,
  OutcomeUnknown,
  type RecordedEvent,
  Unavailable,
  WrongExpectedRevision,
} from '../port';
import { type Answer, BatchCall, type PendingAppend } from './batch-call';
import type { BatchAppendCall } from './connection';

/**
 * Appends in flight: at first, and at most and at least. More gain little (EventStoreDB 23.10.6: 3.2 k appends a second at 32, 4.4 k at 256) and
 * make each wait longer, up to the two seconds after which the server gives a write up.
 */
const WINDOW = 128;
const LARGEST_WINDOW = 256;
const SMALLEST_WINDOW = 4;

/** Waits before an append is tried again, milliseconds, each time twice as long, and how long it is tried in all. */
const FIRST_RETRY = 50;
const LAST_RETRY = 2_000;
const TRIED_FOR = 10_000;

/** An append, until its outcome is known or it has been tried for long enough. */
interface Queued extends PendingAppend {
  readonly settle: (outcome: Appended | AppendFailure) => void;
  readonly since: number;
  tries: number;
  /** A try had no outcome: the append may be in the log. */
  mayBeWritten: boolean;
}

/** What the queue asks of the rest of the store. */
export interface AppendQueueOptions {
  readonly open: () => Promise<BatchAppendCall>;
  /** Up to `limit` events of a stream from a revision on. */
  readonly read: (stream: string, from: number, limit: number) => Promise<readonly RecordedEvent[]>;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Appends pipelined over one call at a time. Those of one stream go one after the other, each when the one before it is settled; no stream
 * waits for another one's retries. What had no outcome is tried again as the same append, with the same ids, once the try before it is over.
 */
export class AppendQueue {
  /** Streams with an append under way, and the appends that wait for it. */
  private readonly streams = new Map<string, Queued[]>();
  /** To be sent, in order. */
  private readonly ready = new Set<Queued>();
  private call: BatchCall | undefined;
  private opening = false;
  private inFlight = 0;
  private window = WINDOW;
  private windowCutAt = -Infinity;
  private closed = false;
  private whenIdle: (() => void) | undefined;

  constructor(private readonly options: AppendQueueOptions) {}

  append(append: PendingAppend, settle: Queued['settle']): void {
    if (this.closed) return settle(new Unavailable('the event log is closed'));
    const queued: Queued = {
      ...append,
      settle,
      since: this.options.clock.monotonic(),
      tries: 0,
      mayBeWritten: false,
    };
    const behind = this.streams.get(append.stream);
    if (behind) {
      behind.push(queued);
      return;
    }
    this.streams.set(append.stream, []);
    this.ready.add(queued);
    this.pump();
  }

  /** Settles what is there, then ends the call. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.streams.size > 0) await new Promise<void>((resolve) => (this.whenIdle = resolve));
    this.call?.end('the event log is closed');
  }

  private pump(): void {
    if (this.ready.size === 0) return;
    if (!this.call?.isOpen) return this.open();
    for (const queued of this.ready) {
      if (this.inFlight >= this.window) return;
      this.ready.delete(queued);
      this.send(queued, this.call);
      if (!this.call.isOpen) return this.open();
    }
  }

  private open(): void {
    if (this.opening) return;
    this.opening = true;
    const { open, clock, random } = this.options;
    open().then(
      (call) => {
        this.opening = false;
        this.call = new BatchCall(call, clock, random);
        this.pump();
      },
      (error: Error) => {
        this.opening = false;
        const failed = [...this.ready];
        this.ready.clear();
        // What was never sent is refused at once: whoever sent it knows best whether to wait.
        for (const queued of failed) this.retry(queued, error.message, queued.mayBeWritten ? TRIED_FOR : 0);
      },
    );
  }

  private send(queued: Queued, call: BatchCall): void {
    const sentAt = this.options.clock.monotonic();
    this.inFlight++;
    queued.tries++;
    call.send(queued, (answer) => {
      this.inFlight--;
      this.take(queued, answer, sentAt);
      this.pump();
    });
  }

  private take(queued: Queued, answer: Answer, sentAt: number): void {
    switch (answer.kind) {
      case 'placed':
        this.window = Math.min(LARGEST_WINDOW, this.window + 1 / this.window);
        if (answer.position !== undefined)
          this.settle(queued, { revision: answer.revision, position: answer.position });
        else void this.findPosition(queued, answer.revision);
        return;
      case 'refused':
        // While a try is still under way on the server, the next one can be refused in its favour (EventStoreDB 23.10.6).
        if (queued.mayBeWritten) void this.findOutcome(queued, answer.error);
        else this.settle(queued, answer.error);
        return;
      case 'unknown':
      case 'busy':
        queued.mayBeWritten ||= answer.kind === 'unknown';
        // The server has too much to do either way.
        this.cutWindow(sentAt);
        // At `any` a repeat is found by best effort only.
        this.retry(queued, answer.reason, queued.mayBeWritten && queued.expected === 'any' ? 0 : TRIED_FOR);
    }
  }

  /** Once for all that were in flight together. */
  private cutWindow(sentAt: number): void {
    if (sentAt <= this.windowCutAt) return;
    this.windowCutAt = this.options.clock.monotonic();
    this.window = Math.max(SMALLEST_WINDOW, this.window / 2);
  }

  private retry(queued: Queued, reason: string, triedFor: number): void {
    const { clock, random } = this.options;
    const wait = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** queued.tries) * (0.5 + random.fraction());
    if (clock.monotonic() + wait > queued.since + triedFor) {
      const outcome = queued.mayBeWritten
        ? new OutcomeUnknown(`EventStoreDB did not say what became of an append: ${reason}`)
        : new Unavailable(`EventStoreDB took nothing: ${reason}`);
      this.settle(queued, outcome);
      return;
    }
    clock.after(wait, () => {
      this.ready.add(queued);
      this.pump();
    });
  }

  /** A refusal after a try without an outcome: only the stream tells whose events are there. */
  private async findOutcome(queued: Queued, refusal: AppendFailure): Promise<void> {
    const { stream, events, expected } = queued;
    if (refusal instanceof Unavailable) {
      const unknown = 'EventStoreDB did not say what became of an append, and denies access now';
      return this.settle(queued, new OutcomeUnknown(unknown));
    }
    if (!(refusal instanceof WrongExpectedRevision) || expected === 'any') return this.settle(queued, refusal);
    const from = expected === 'noStream' ? 0 : expected + 1;
    try {
      const found = await this.options.read(stream, from, events.length);
      if (found.length === 0) return this.retry(queued, refusal.message, TRIED_FOR);
      const same = found.length === events.length && found.every(({ id }, index) => id === events[index]!.id);
      const { revision, position } = found.at(-1)!;
      this.settle(queued, same ? { revision, position } : refusal);
    } catch (error) {
      this.retry(queued, (error as Error).message, TRIED_FOR);
    }
  }

  /** The server may leave the position out of its answer. */
  private async findPosition(queued: Queued, revision: number): Promise<void> {
    queued.mayBeWritten = true;
    try {
      const [last] = await this.options.read(queued.stream, revision, 1);
      if (last) this.settle(queued, { revision, position: last.position });
      else this.retry(queued, 'its events cannot be found', TRIED_FOR);
    } catch (error) {
      this.retry(queued, (error as Error).message, TRIED_FOR);
    }
  }

  private settle(queued: Queued, outcome: Appended | AppendFailure): void {
    const behind = this.streams.get(queued.stream)!;
    const next = behind.shift();
    if (next) this.ready.add(next);
    else this.streams.delete(queued.stream);
    queued.settle(outcome);
    if (this.streams.size === 0) this.whenIdle?.();
    else this.pump();
  }
}

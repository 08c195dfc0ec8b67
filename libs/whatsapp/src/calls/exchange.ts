import type { Clock } from '@arauto/clock';
import type { Dispatcher } from 'undici';

/** One HTTP exchange, told by where it ended. Nothing here knows what an answer means. */
export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Buffer }
  /** `mayWrite` said no: not one byte of the request was written. */
  | { readonly kind: 'withdrawn' }
  /** Failed before the first byte: name, connection or TLS. */
  | { readonly kind: 'unreached'; readonly why: string }
  /** Written, or perhaps written, and no whole answer. */
  | { readonly kind: 'unanswered'; readonly why: string };

export interface ExchangeOptions {
  readonly mayWrite: () => boolean;
  /** Milliseconds from the write to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Bytes of the answer at most; what is larger is none that we read. Answers to messages are below 2 KiB. */
  readonly largest?: number;
}

const LARGEST_ANSWER = 64 * 1024;
const EMPTY = Buffer.alloc(0);

/**
 * Thrown inside `onRequestStart`. undici then drops the request before it has built a header and keeps the connection;
 * `controller.abort` writes nothing either but destroys the socket, so that a pause would cost a handshake per call.
 */
const DROPPED = new Error('dropped before the write');

/**
 * The undici handler of one exchange. `onRequestStart` runs synchronously with the write, once a connection
 * is free: waiting inside the pool never runs it early.
 */
export class ExchangeHandler implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private cancelTimeout: (() => void) | undefined;
  private status = 0;
  private body: Buffer | undefined;
  private settled = false;

  constructor(
    private readonly options: ExchangeOptions,
    private readonly clock: Clock,
    private readonly done: (exchange: Exchange) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici offers a request again when it closed the socket for reasons of its own. The first write may have arrived.
    if (this.controller) {
      this.settle({ kind: 'unanswered', why: 'the connection was given up after the write' });
      throw DROPPED;
    }
    let open: boolean;
    try {
      open = this.options.mayWrite();
    } catch (error) {
      this.settled = true;
      this.failed(error);
      throw DROPPED;
    }
    if (!open) {
      this.settle({ kind: 'withdrawn' });
      throw DROPPED;
    }
    this.controller = controller;
    this.cancelTimeout = this.clock.after(this.options.timeoutMs, () => this.timeOut());
  }

  /**
   * Not in the tick of the timer: after the machine slept, or the process stood still, timers run before what has arrived meanwhile is
   * read, and an acceptance that lies in the socket would become an unknown outcome.
   */
  private timeOut(): void {
    const why = `no answer within ${this.options.timeoutMs} ms`;
    this.cancelTimeout = this.clock.after(0, () => {
      this.cancelTimeout = this.clock.after(0, () => this.giveUp(why));
    });
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.body = this.body ? Buffer.concat([this.body, chunk]) : chunk;
    const { largest = LARGEST_ANSWER } = this.options;
    if (this.body.length > largest) this.giveUp(`the answer is larger than ${largest} bytes`);
  }

  onResponseEnd(): void {
    this.settle({ kind: 'answered', status: this.status, body: this.body ?? EMPTY });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.settled) return;
    const why = describeFailure(error);
    // A reset of a connection that the server closed while it was idle looks the same as one of a request that was read:
    // the kernel took the bytes. Only what failed before `onRequestStart` is known to have left nothing.
    this.settle(this.controller ? { kind: 'unanswered', why } : { kind: 'unreached', why });
  }

  private giveUp(why: string): void {
    if (this.settled) return;
    this.settle({ kind: 'unanswered', why });
    this.controller?.abort(new Error(why));
  }

  private settle(exchange: Exchange): void {
    if (this.settled) return;
    this.settled = true;
    this.cancelTimeout?.();
    this.done(exchange);
  }
}

/** `ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:9`: the code first, because texts differ between platforms. */
export function describeFailure(error: Error & { readonly code?: unknown }): string {
  const message = error instanceof AggregateError && !error.message ? String(error.errors[0]) : error.message;
  return typeof error.code === 'string' ? `${error.code}: ${message}` : message;
}

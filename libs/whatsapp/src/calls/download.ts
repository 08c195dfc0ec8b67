import { Readable } from 'node:stream';
import type { Clock } from '@arauto/clock';
import type { Dispatcher } from 'undici';
import { describeFailure } from './exchange';

/** A file that the provider began to hand out did not come whole. */
export class FileBrokeOff extends Error {
  override readonly name = 'FileBrokeOff';
  constructor(why: string) {
    super(`the file broke off: ${why}`);
  }
}

/** What came of asking for a file. */
export type Download =
  /** On its way. `content` fails unless all of it comes; `bytes` is null where nobody says how many that are. */
  | { readonly kind: 'begun'; readonly bytes: number | null; readonly content: Readable }
  /** Answered with anything but the file; redirections too. */
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'failed'; readonly why: string };

export interface DownloadOptions {
  /** As it was said elsewhere; null where it was not. */
  readonly bytes: number | null;
  /** Bytes at most. */
  readonly most: number;
  /** Milliseconds until a connection is free and made. */
  readonly waitTimeoutMs: number;
  /** Milliseconds from the request to the headers. */
  readonly headersTimeoutMs: number;
  /** Milliseconds without a byte while somebody waits for one. */
  readonly silenceTimeoutMs: number;
  /** Milliseconds in which nobody takes what has come: less than others wait for its connection. */
  readonly unreadTimeoutMs: number;
}

const NOTHING_CAME = 'nothing came';
/** Thrown inside `onRequestStart`, so that nothing is written for somebody who has given up. */
const GIVEN_UP = new Error('given up before the write');

/**
 * The undici handler of one file. The last piece is held back until the end is known to be right: a reader counts bytes, and whoever has
 * been given as many as were said takes what was cut off after them for whole.
 */
export class DownloadHandler implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private readonly content: Readable;
  private said: number | null;
  private received = 0;
  private held: Buffer | undefined;
  private isPaused = false;
  private stage: 'asked' | 'begun' | 'over' = 'asked';
  private cancelTimeout: () => void = () => undefined;

  constructor(
    private readonly options: DownloadOptions,
    private readonly clock: Clock,
    private readonly done: (download: Download) => void,
  ) {
    this.said = options.bytes;
    this.content = new Readable({
      read: () => this.readOn(),
      destroy: (error, destroyed) => {
        this.letGo('nobody reads it any more');
        destroyed(error);
      },
    });
    // Whoever reads it is told all the same; a failure before that must not end the process.
    this.content.on('error', () => undefined);
    this.within(options.waitTimeoutMs, 'no connection was free');
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.stage === 'over') throw GIVEN_UP;
    this.controller = controller;
    this.within(this.options.headersTimeoutMs, NOTHING_CAME);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200 || this.stage !== 'asked') return;
    if (status !== 200) {
      this.answer({ kind: 'refused', status });
      return;
    }
    const why = this.unfit(headers);
    if (why !== undefined) {
      this.answer({ kind: 'failed', why });
      return;
    }
    this.stage = 'begun';
    this.within(this.options.silenceTimeoutMs, NOTHING_CAME);
    this.done({ kind: 'begun', bytes: this.said, content: this.content });
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.stage !== 'begun') return;
    this.received += chunk.length;
    const most = this.said ?? this.options.most;
    if (this.received > most) {
      this.fail(`it is longer than ${most} bytes`);
      return;
    }
    const { held } = this;
    this.held = chunk;
    if (held && !this.content.push(held)) {
      this.isPaused = true;
      this.within(this.options.unreadTimeoutMs, 'nobody read on');
      controller.pause();
    } else this.within(this.options.silenceTimeoutMs, NOTHING_CAME);
  }

  onResponseEnd(): void {
    if (this.stage !== 'begun') return;
    if (this.said !== null && this.received !== this.said) {
      this.fail(`it ended after ${this.received} of ${this.said} bytes`);
      return;
    }
    this.stage = 'over';
    this.cancelTimeout();
    if (this.held) this.content.push(this.held);
    this.content.push(null);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(describeFailure(error));
  }

  /** Why an answer is no file that can be read. */
  private unfit(headers: Headers): string | undefined {
    const { said } = this;
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') return `it comes encoded as ${String(encoding)}, which nobody asked for`;
    const length = headers['content-length'];
    const bytes = typeof length === 'string' && /^\d{1,15}$/.test(length) ? Number(length) : null;
    if (said !== null && bytes !== null && said !== bytes) return `it is ${bytes} bytes long and not ${said}`;
    this.said = said ?? bytes;
    return (this.said ?? 0) > this.options.most ? `it is larger than ${this.options.most} bytes` : undefined;
  }

  private readOn(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.within(this.options.silenceTimeoutMs, NOTHING_CAME);
    this.controller?.resume();
  }

  private within(ms: number, otherwise: string): void {
    this.cancelTimeout();
    this.cancelTimeout = this.clock.after(ms, () => this.fail(`${otherwise} within ${ms} ms`));
  }

  private fail(why: string): void {
    if (this.stage === 'asked') this.answer({ kind: 'failed', why });
    else if (this.stage === 'begun') this.content.destroy(new FileBrokeOff(why));
  }

  private answer(download: Exclude<Download, { readonly kind: 'begun' }>): void {
    this.letGo('it is no file');
    this.content.destroy();
    this.done(download);
  }

  private letGo(why: string): void {
    if (this.stage === 'over') return;
    this.stage = 'over';
    this.cancelTimeout();
    this.controller?.abort(new Error(why));
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

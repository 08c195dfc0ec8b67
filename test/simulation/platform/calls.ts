import type { Dispatcher } from 'undici';
import type { Chance } from '../chance';
import type { Turns } from '../turns';
import { MINUTE, SECOND } from './durations';
import { type Code, CODES, refusal } from './errors';
import { type Answer, type Graph, type GraphRequest, refused } from './graph';
import type { Fate } from './messages';

/** How a call ends, as far as the way there and back goes. One at most comes true of a call; their sum is 1 at most. */
interface Ends {
  /** No connection: refused, no name, or nothing within five seconds. */
  unreachable: number;
  /** No connection is free for up to a minute: what was true when the call was made is perhaps no longer when it is written. */
  queued: number;
  /** A connection that breaks before the request is written. */
  lostBeforeWrite: number;
  /** Broken after the write, and the request never arrived. */
  cut: number;
  /** Broken after the write, and the request arrived; perhaps a part of the answer came. */
  cutAfterArrival: number;
  /** Nothing comes, and the request never arrived. */
  silent: number;
  silentAfterArrival: number;
  /** 2xx, without a body, with one that is no JSON, or with one that has no id. */
  empty: number;
  garbled: number;
  withoutId: number;
  /** 5xx without an error in JSON, before anything was decided, or after. Source: sections 1.6 and 3.4. */
  broken: number;
  brokenAfterwards: number;
  /** 429 by whoever stands in front, with an error in JSON or without one. */
  throttled: number;
  /** The answer takes up to half a minute. */
  slow: number;
  /** The client takes the written request for one that was not, and offers it to its handler again. */
  offeredAgain: number;
}

/** How likely each is. A world may change them at any time. */
export interface CallFaults extends Ends {
  /** A message is refused with one of `codes`. */
  refused: number;
  /** A message that was taken fails with one of `codes`. */
  failsLater: number;
  /** The same, and it is received all the same. */
  failsAndArrives: number;
  /** A message that was received is said to have failed. */
  arrivesAndFails: number;
  /** A page of a list is shorter than was asked for. */
  shortPages: number;
  codes: readonly Code[];
}

const NO_ENDS: Ends = {
  ...{
    unreachable: 0,
    queued: 0,
    lostBeforeWrite: 0,
    cut: 0,
    cutAfterArrival: 0,
    silent: 0,
    silentAfterArrival: 0,
    empty: 0,
  },
  ...{ garbled: 0, withoutId: 0, broken: 0, brokenAfterwards: 0, throttled: 0, slow: 0, offeredAgain: 0 },
};
const END_NAMES = Object.keys(NO_ENDS) as readonly (keyof Ends)[];

/** Kind weather. */
export const NO_CALL_FAULTS: Readonly<CallFaults> = {
  ...NO_ENDS,
  ...{ refused: 0, failsLater: 0, failsAndArrives: 0, arrivesAndFails: 0, shortPages: 0, codes: CODES },
};

type End = keyof Ends | 'fine';

const UNREACHABLE = [
  ['ECONNREFUSED', 'connect ECONNREFUSED'],
  ['ENOTFOUND', 'getaddrinfo ENOTFOUND graph.facebook.com'],
  ['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'],
] as const;
const CONNECT_TIMEOUT_MS = 5 * SECOND;
/** Bytes that come at once. */
const CHUNK = 64 * 1024;

/** What one engine calls through, in the sense of undici's dispatchers. */
export class Connections {
  private readonly live = new Set<Call>();
  private readonly closing: (() => void)[] = [];
  private closed = false;
  private calls = 0;

  constructor(
    private readonly of: string,
    private readonly faults: Readonly<CallFaults>,
    private readonly chance: Chance,
    private readonly turns: Turns,
    private readonly graph: Graph,
  ) {}

  dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const chance = this.chance.branch(`call ${this.calls++}`);
    const call = new Call(`${this.of}: ${options.method} ${options.path}`, handler, this.turns, () => this.ended(call));
    if (this.closed) {
      call.fail('UND_ERR_CLOSED', 'The client is closed');
      return false;
    }
    this.live.add(call);
    const end = chance.weighted<End>([
      ...END_NAMES.map((name) => [this.faults[name], name] as const),
      [Math.max(0, 1 - END_NAMES.reduce((sum, name) => sum + this.faults[name], 0)), 'fine'],
    ]);
    const ms = waitFor(end, chance);
    if (end === 'unreachable') {
      const [code, message] = chance.pick(UNREACHABLE);
      const after = code === 'UND_ERR_CONNECT_TIMEOUT' ? CONNECT_TIMEOUT_MS : ms;
      call.in(after, 'is not connected', () => call.fail(code, message));
    } else {
      call.in(ms, 'is written', () => this.write(call, requestOf(options), end, chance));
    }
    return true;
  }

  /** Waits for what is in flight. */
  close(): Promise<void> {
    this.closed = true;
    return this.live.size === 0 ? Promise.resolve() : new Promise((resolve) => this.closing.push(resolve));
  }

  /** Cuts off what is in flight; what was written arrives all the same. */
  destroy(): Promise<void> {
    this.closed = true;
    for (const call of this.live) call.fail('UND_ERR_DESTROYED', 'The client is destroyed');
    return Promise.resolve();
  }

  /** Whoever called is gone: nobody is told anything any more, and what was written arrives all the same. */
  die(): void {
    this.closed = true;
    for (const call of this.live) call.end();
  }

  private ended(call: Call): void {
    this.live.delete(call);
    if (this.closed && this.live.size === 0) for (const resolve of this.closing.splice(0)) resolve();
  }

  private write(call: Call, request: GraphRequest, end: End, chance: Chance): void {
    if (end === 'lostBeforeWrite') {
      call.fail('ECONNRESET', 'read ECONNRESET');
      return;
    }
    if (!call.start()) return;
    const written = this.graph.written(this.of, request);
    const there = chance.between(10, 150);
    const back = end === 'slow' ? chance.between(SECOND, 30 * SECOND) : chance.between(20, 300);
    if (end === 'cut' || end === 'silent') {
      if (end === 'cut') call.in(there, 'is cut', () => call.fail('UND_ERR_SOCKET', 'other side closed'));
      return;
    }
    // Not of the call: what was written arrives, whatever becomes of whoever wrote it.
    this.turns.after(there, `${call.what} arrives`, () => {
      const answer = this.answerTo(request, end, chance);
      if (end === 'silentAfterArrival') return;
      call.in(back, end === 'fine' ? 'is answered' : `is answered (${end})`, () => {
        if (end === 'cutAfterArrival') call.breakOff(answer, chance.happens(0.3));
        else if (end === 'offeredAgain') this.offerAgain(call, request, chance);
        else {
          if (written && isRefusal(answer) && call.isWaiting) written.refusedAt = this.turns.now();
          call.answer(unusable(end, answer));
        }
      });
    });
  }

  private answerTo(request: GraphRequest, end: End, chance: Chance): Answer {
    if (end === 'broken') {
      this.graph.untaken(this.of, request, { kind: 'undecided' });
      return plain(chance.pick([500, 502, 503]), chance.pick(['', '<html>Sorry</html>']));
    }
    if (end === 'throttled') {
      const code = chance.pick([null, 4, 80007, 130429] as const);
      this.graph.untaken(this.of, request, code === null ? { kind: 'undecided' } : { kind: 'refused', code });
      return code === null ? plain(429, '<html>Too Many Requests</html>') : refused(refusal(code));
    }
    const answer = this.graph.answer(this.of, request, this.fate(chance));
    return end === 'brokenAfterwards' && answer.status === 200
      ? plain(chance.pick([500, 503]), chance.pick(['', '<html>Sorry</html>']))
      : answer;
  }

  private fate(chance: Chance): Fate {
    const { faults } = this;
    const code = chance.pick(faults.codes);
    const isOf = {
      refuse: chance.happens(faults.refused),
      fail: chance.happens(faults.failsLater),
      failAndArrive: chance.happens(faults.failsAndArrives),
      arriveAndFail: chance.happens(faults.arrivesAndFails),
    };
    if (isOf.refuse) return { refuse: code };
    if (isOf.fail || isOf.failAndArrive) return { failLater: code, arrivesYet: isOf.failAndArrive };
    return { failsYet: isOf.arriveAndFail, shortPage: chance.happens(faults.shortPages) };
  }

  /** A handler that lets itself be started again has its request written a second time. */
  private offerAgain(call: Call, request: GraphRequest, chance: Chance): void {
    if (call.start()) this.write(call, request, 'fine', chance);
  }
}

/** One request and its handler. Nothing is called any more once it is over. */
class Call implements Dispatcher.DispatchController {
  aborted = false;
  paused = false;
  reason: Error | null = null;
  private isOver = false;
  private cancel: () => void = () => undefined;
  private rest: Buffer | undefined;

  constructor(
    readonly what: string,
    private readonly handler: Dispatcher.DispatchHandler,
    private readonly turns: Turns,
    private readonly ended: () => void,
  ) {}

  /** Whether its caller is still there to be told. */
  get isWaiting(): boolean {
    return !this.isOver;
  }

  /** The next thing that becomes of it; there is one at a time. */
  in(ms: number, what: string, run: () => void): void {
    if (!this.isOver) this.cancel = this.turns.after(ms, `${this.what} ${what}`, run);
  }

  /** Whether it is written: a handler that throws is told what it threw, and nothing has left. */
  start(): boolean {
    try {
      this.handler.onRequestStart?.(this, {});
    } catch (error) {
      this.failWith(error as Error);
    }
    return !this.isOver;
  }

  answer(answer: Answer): void {
    this.head(answer);
    this.rest = answer.body;
    this.goOn();
  }

  /** @param isBegun a part of the answer comes first */
  breakOff(answer: Answer, isBegun: boolean): void {
    if (isBegun) {
      this.head(answer);
      if (!this.isOver) this.handler.onResponseData?.(this, answer.body.subarray(0, answer.body.length / 2));
    }
    this.fail('UND_ERR_SOCKET', 'other side closed');
  }

  fail(code: string, message: string): void {
    this.failWith(Object.assign(new Error(message), { code }));
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.cancel();
    this.ended();
  }

  abort(reason: Error): void {
    if (this.isOver) return;
    [this.aborted, this.reason] = [true, reason];
    this.failWith(reason);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    if (!this.paused) return;
    this.paused = false;
    this.in(0, 'goes on', () => this.goOn());
  }

  private head({ status, type, body }: Answer): void {
    if (this.isOver) return;
    const headers = { 'content-type': type, 'content-length': String(body.length) };
    this.handler.onResponseStart?.(this, status, headers, '');
  }

  private goOn(): void {
    const { rest } = this;
    if (this.isOver || this.paused || !rest) return;
    if (rest.length === 0) {
      this.end();
      this.handler.onResponseEnd?.(this, {});
      return;
    }
    this.rest = rest.subarray(CHUNK);
    this.handler.onResponseData?.(this, rest.subarray(0, CHUNK));
    if (this.rest.length === 0) this.goOn();
    else if (!this.paused) this.in(1, 'goes on', () => this.goOn());
  }

  private failWith(error: Error): void {
    if (this.isOver) return;
    this.end();
    this.handler.onResponseError?.(this, error);
  }
}

/** Milliseconds until a connection is there; most find one that is open already. */
function waitFor(end: End, chance: Chance): number {
  if (end === 'queued') return chance.between(SECOND / 2, chance.pick([2 * SECOND, 2 * SECOND, MINUTE]));
  return chance.happens(0.9) ? chance.between(0, 2) : chance.between(20, 300);
}

function plain(status: number, text: string): Answer {
  return { status, type: 'text/html', body: Buffer.from(text) };
}

/** An error by its code: the message was not taken. */
function isRefusal({ status, type }: Answer): boolean {
  return status >= 400 && type === 'application/json';
}

/** 2xx that nobody can use. A refusal stays one. */
function unusable(end: End, answer: Answer): Answer {
  if (answer.status !== 200) return answer;
  if (end === 'empty') return plain(200, '');
  if (end === 'garbled') return plain(200, '<html>OK</html>');
  return end === 'withoutId' ? { ...answer, body: Buffer.from('{"messaging_product":"whatsapp"}') } : answer;
}

/** @throws Error for what the model does not know: a body that is no text, headers that are no flat list */
function requestOf({ origin, method, path, headers, body }: Dispatcher.DispatchOptions): GraphRequest {
  if (!Array.isArray(headers)) throw new Error('headers are to be a flat list');
  if (typeof body !== 'string' && body !== null && body !== undefined) throw new Error('the body is to be a text');
  const flat = headers as readonly string[];
  const place = flat.findIndex((name, n) => n % 2 === 0 && name.toLowerCase() === 'authorization');
  const token = place < 0 ? undefined : /^Bearer (.+)$/.exec(flat[place + 1] ?? '')?.[1];
  return { method, origin: origin?.toString(), path, token, body: body ?? '' };
}

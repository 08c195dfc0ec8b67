import { OutcomeUnknown, Unavailable } from '@arauto/event-store';
import type { Chance } from './chance';
import type { Process } from './process';
import type { Scheduler } from './scheduler';

/** How a store answers one request. */
export type Mishap = 'none' | 'refused' | 'unknown, not done' | 'unknown, done' | 'slow' | 'stuck';

/** How stores behave towards a process; asked at each request. */
export type StoreWeather = (store: StoreName, what: string, isWrite: boolean) => Mishap;

export type StoreName = 'log' | 'views' | 'vault' | 'files' | 'leases';

/** What a face makes of a store: what writes, and what hands out pieces one after the other. */
interface Kind {
  readonly store: StoreName;
  /** Methods that change something: what they did may stay unknown to who asked. */
  readonly writes: readonly string[];
  /** Methods that hand out what can be iterated. */
  readonly iterates: readonly string[];
  /** Methods that answer at once and ask nobody, and what is no method. */
  readonly local: readonly string[];
  /** What is thrown when the store cannot be had, and when nobody knows what it did. */
  readonly away: () => Error;
  readonly unknown: () => Error;
}

/** As drivers name what they throw when a server, or the way to it, is the trouble. */
class MongoNetworkError extends Error {
  override readonly name = 'MongoNetworkError';
}

const away = () => new MongoNetworkError('the store cannot be had');
const unknown = () => new MongoNetworkError('the connection was lost before the answer');

export const KINDS = {
  log: {
    store: 'log',
    writes: ['append', 'appendMany'],
    iterates: ['readAll', 'subscribe'],
    local: ['close'],
    away: () => new Unavailable('the log cannot be had'),
    unknown: () => new OutcomeUnknown('the connection was lost before the answer'),
  },
  reader: { store: 'views', writes: [], iterates: ['stream'], local: ['close', 'reopen'], away, unknown },
  writer: {
    store: 'views',
    writes: ['commit', 'caughtUp', 'discard'],
    iterates: [],
    local: ['gather', 'isFull', 'restMs', 'isFilling', 'interruptedRebuild', 'close', 'standBy'],
    ...{ away, unknown },
  },
  vault: { store: 'vault', writes: ['put', 'erase', 'remove'], iterates: ['entries'], local: ['close'], away, unknown },
  files: {
    store: 'files',
    writes: ['receive', 'keep', 'discard'],
    iterates: ['open'],
    local: [],
    ...{ away, unknown },
  },
  leases: {
    store: 'leases',
    writes: ['take', 'renew', 'giveBack'],
    iterates: [],
    local: [],
    ...{ away, unknown },
  },
  notices: { store: 'leases', writes: ['post', 'withdraw'], iterates: [], local: [], away, unknown },
} satisfies Readonly<Record<string, Kind>>;

/** Writes that engines make again and again, and after which there is nothing new to find. */
export const ROUTINE: ReadonlySet<string> = new Set([
  ...['views caughtUp', 'leases renew', 'leases take', 'leases post', 'leases giveBack', 'leases withdraw'],
]);

/** Milliseconds that a request takes, as it is chance's. */
const QUICK = 0.4;
const SLOW = 8_000;
/** After so long a driver gives up waiting for an answer. */
const GIVEN_UP_AFTER = 30_000;

/** What a process has of a store: requests that take time, go wrong, and are answered to nobody once it is dead. */
export class Faces {
  private readonly chance: Chance;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly process: Process,
    private readonly weather: StoreWeather,
  ) {
    this.chance = process.chance.branch('stores');
  }

  of<Store extends object>(kind: Kind, target: Store): Store {
    const methods = new Map<string | symbol, unknown>();
    return new Proxy(target, {
      get: (_, name) => {
        if (!methods.has(name)) methods.set(name, this.method(kind, target, name));
        return methods.get(name) ?? Reflect.get(target, name);
      },
    });
  }

  private method(kind: Kind, target: object, name: string | symbol): unknown {
    const found: unknown = Reflect.get(target, name);
    if (typeof found !== 'function' || typeof name !== 'string') return undefined;
    const call = (args: unknown[]) => (found as (...args: unknown[]) => unknown).apply(target, args);
    if (kind.local.includes(name)) return (...args: unknown[]) => call(args);
    if (kind.iterates.includes(name)) {
      return (...args: unknown[]) => this.iterated(kind, name, () => call(args) as AsyncIterable<unknown>);
    }
    return (...args: unknown[]) => this.request(kind, name, () => call(args) as Promise<unknown>);
  }

  /** A request, and its answer. */
  private request(kind: Kind, what: string, run: () => Promise<unknown>): Promise<unknown> {
    const { scheduler, process, chance } = this;
    const name = `${kind.store} ${what}`;
    const isWrite = kind.writes.includes(what);
    return new Promise((resolve, reject) => {
      const mishap = this.weather(kind.store, what, isWrite);
      const way = () => chance.fraction() * (mishap === 'slow' ? SLOW : QUICK);
      const answer = (tell: () => void) => {
        // What reads answers in the step that looks: whoever asked goes on from there in its own time.
        if (isWrite) scheduler.task(way(), `${name} answered`, process, tell);
        else if (!process.isDead) tell();
      };
      const refuse = (error: Error, after = way()) =>
        scheduler.task(after, `${name} failed`, process, () => reject(error));
      if (mishap === 'stuck') return void refuse(isWrite ? kind.unknown() : kind.away(), GIVEN_UP_AFTER);
      if (mishap === 'refused') return void refuse(kind.away());
      if (mishap === 'unknown, not done') return void refuse(isWrite ? kind.unknown() : kind.away());
      // Of a write that is under way the store knows, whoever has died since; of a read nobody minds.
      scheduler.task(way(), name, isWrite ? undefined : process, () => {
        run().then(
          (value) => {
            if (isWrite && !ROUTINE.has(name)) scheduler.changed();
            if (mishap === 'unknown, done' && isWrite) refuse(kind.unknown());
            else answer(() => resolve(isSlice(value) ? this.sliceOf(kind, value) : value));
          },
          (error: unknown) => answer(() => reject(error as Error)),
        );
      });
    });
  }

  /** What is handed out piece by piece: each piece is asked for. */
  private async *iterated(kind: Kind, what: string, open: () => AsyncIterable<unknown>): AsyncGenerator<unknown> {
    let iterator: AsyncIterator<unknown> | undefined;
    try {
      for (;;) {
        const next = await (this.request(kind, what, () => {
          iterator ??= open()[Symbol.asyncIterator]();
          return iterator.next();
        }) as Promise<IteratorResult<unknown>>);
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator?.return?.();
    }
  }

  /** A stream that was read has its events with it. */
  private sliceOf(kind: Kind, slice: AsyncIterable<unknown> & { readonly exists: boolean }): unknown {
    const pieces = () => this.iterated(kind, 'readStream', () => slice);
    return { exists: slice.exists, [Symbol.asyncIterator]: pieces };
  }
}

function isSlice(value: unknown): value is AsyncIterable<unknown> & { readonly exists: boolean } {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'exists' in value;
}

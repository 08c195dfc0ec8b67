import * as childProcess from 'node:child_process';
import * as crypto from 'node:crypto';
import * as dgram from 'node:dgram';
import * as dns from 'node:dns';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import * as net from 'node:net';
import * as timers from 'node:timers';
import * as timersPromises from 'node:timers/promises';
import * as tls from 'node:tls';
import * as workerThreads from 'node:worker_threads';
import * as zlib from 'node:zlib';

/** Something of the real world was touched in the middle of a simulated one. */
export class Touched extends Error {
  override readonly name = 'Touched';
}

type Holder = Record<string, unknown>;

/** Something that is replaced while the guard is on. */
interface Real {
  readonly name: string;
  readonly holder: Holder;
  readonly key: string;
}

/** How many callers are named. */
const CALLERS = 4;
/** What is noted at most: who touches the clock touches it a million times. */
const MOST_NOTED = 20;

/**
 * While it is on, whatever would touch a disk, a socket, a thread, the real time or real chance is noted, and throws. What is noted fails a world
 * even where an engine swallows what was thrown.
 *
 * It replaces properties: code that took a function out of its module when it was loaded goes past it. Compiled TypeScript does not, it asks the
 * module at each call.
 */
export class Guard {
  /** What was touched, and by whom. */
  readonly touched: string[] = [];
  private replaced: { readonly real: Real; readonly before: PropertyDescriptor | undefined }[] = [];

  on(): void {
    for (const real of REALS) {
      const before = Object.getOwnPropertyDescriptor(real.holder, real.key);
      this.replaced.push({ real, before });
      this.replace(real, this.trap(real.name));
    }
    const date = { name: 'Date', holder: globalThis as unknown as Holder, key: 'Date' };
    this.replaced.push({ real: date, before: Object.getOwnPropertyDescriptor(globalThis, 'Date') });
    this.replace(date, this.dateOf(Date));
    syncBuiltinESMExports();
  }

  off(): void {
    for (const { real, before } of this.replaced.splice(0).reverse()) {
      if (before) Object.defineProperty(real.holder, real.key, before);
      // What it had from its prototype it has again.
      else Reflect.deleteProperty(real.holder, real.key);
    }
    syncBuiltinESMExports();
  }

  private replace({ holder, key }: Real, value: unknown): void {
    Object.defineProperty(holder, key, { value, writable: true, configurable: true, enumerable: true });
  }

  /** A function, not an arrow: some are made with `new`. */
  private trap(name: string) {
    const note = () => this.note(name);
    return function trapped(): never {
      throw note();
    };
  }

  /** The time that is asked for, and not one that is told. */
  private dateOf(real: DateConstructor): DateConstructor {
    const now = this.trap('Date.now');
    const note = () => this.note('Date');
    return new Proxy(real, {
      get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
      construct: (target, args, as) => {
        if (args.length === 0) throw note();
        return Reflect.construct(target, args, as) as object;
      },
      apply: () => {
        throw note();
      },
    });
  }

  private note(name: string): Touched {
    const error = new Touched(`${name} was called in a simulated world`);
    if (this.touched.length < MOST_NOTED) this.touched.push(`${name}, by ${callersOf(error)}`);
    return error;
  }
}

/** The innermost callers that are none of ours here. */
function callersOf({ stack = '' }: Error): string {
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !/[\\/]guard\.[jt]s:/.test(line));
  const short = frames.map((line) =>
    line
      .trim()
      .replace(/^at /, '')
      .replace(/\(?\/.*\/(?=(dist|node_modules)\/)/, '('),
  );
  return short.slice(0, CALLERS).join(' < ') || 'nobody that is known';
}

function of(name: string, module: object, keys: readonly string[]): Real[] {
  const holder = module as Holder;
  return keys.filter((key) => holder[key] !== undefined).map((key) => ({ name: `${name}.${key}`, holder, key }));
}

/** Functions of a module, and no classes. */
function functionsOf(module: object): string[] {
  const holder = module as Holder;
  return Object.keys(module).filter((key) => typeof holder[key] === 'function' && /^[a-z]/.test(key));
}

/** Behind the wrapper that a compiled `import * as` makes are the properties that everybody asks. */
function moduleOf(imported: object): object {
  return (imported as { readonly default?: object }).default ?? imported;
}

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];
/** They answer from a thread, whenever that is done. */
const THREADS_OF_CRYPTO = ['scrypt', 'pbkdf2', 'hkdf', 'generateKey', 'generateKeyPair', 'generatePrime', 'checkPrime'];
const CHANCE = ['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync'];
const SUBTLE = [
  ...['encrypt', 'decrypt', 'sign', 'verify', 'digest', 'generateKey'],
  ...['deriveKey', 'deriveBits', 'importKey', 'exportKey', 'wrapKey', 'unwrapKey'],
];
const THREADS_OF_ZLIB = [
  ...['deflate', 'inflate', 'gzip', 'gunzip', 'deflateRaw', 'inflateRaw', 'unzip'],
  ...['brotliCompress', 'brotliDecompress'],
];

const REALS: readonly Real[] = [
  ...of('globalThis', globalThis, [...TIMERS, 'fetch', 'WebSocket']),
  ...of('timers', moduleOf(timers), TIMERS),
  ...of('timers/promises', moduleOf(timersPromises), TIMERS),
  ...of('AbortSignal', AbortSignal, ['timeout']),
  ...of('performance', performance, ['now']),
  ...of('process', process, ['hrtime']),
  ...of('Math', Math, ['random']),
  ...of('crypto', moduleOf(crypto), [...CHANCE, ...THREADS_OF_CRYPTO]),
  ...of('crypto', globalThis.crypto, ['randomUUID', 'getRandomValues']),
  ...of('crypto.subtle', globalThis.crypto.subtle, SUBTLE),
  ...of('zlib', moduleOf(zlib), THREADS_OF_ZLIB),
  ...of('worker_threads', moduleOf(workerThreads), ['Worker']),
  ...of('child_process', moduleOf(childProcess), functionsOf(moduleOf(childProcess))),
  ...of('fs', moduleOf(fs), functionsOf(moduleOf(fs))),
  ...of('fs.promises', fs.promises, functionsOf(fs.promises)),
  ...of('net', moduleOf(net), ['connect', 'createConnection', 'createServer']),
  ...of('net.Socket', net.Socket.prototype, ['connect']),
  ...of('net.Server', net.Server.prototype, ['listen']),
  ...of('tls', moduleOf(tls), ['connect', 'createServer']),
  ...of('dns', moduleOf(dns), ['lookup', 'resolve']),
  ...of('dns.promises', dns.promises, ['lookup', 'resolve']),
  ...of('dgram', moduleOf(dgram), ['createSocket']),
  ...of('http', moduleOf(http), ['request', 'get', 'createServer']),
  ...of('https', moduleOf(https), ['request', 'get', 'createServer']),
  ...of('http2', moduleOf(http2), ['connect', 'createServer', 'createSecureServer']),
];

/** Names of everything that the guard catches besides `Date`. */
export const GUARDED: readonly string[] = REALS.map(({ name }) => name);

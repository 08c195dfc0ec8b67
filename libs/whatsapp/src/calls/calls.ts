import type { LookupFunction } from 'node:net';
import type { Clock } from '@arauto/clock';
import { Pool } from 'undici';
import { guardedLookup } from '../hosts/guarded-lookup';
import type { Connect, Connections } from './connections';
import { type Exchange, ExchangeHandler, type ExchangeOptions } from './exchange';

export interface CallOptions {
  readonly clock: Clock;
  /** How names become addresses; a guarded look-up of the system's by default. */
  readonly lookup?: LookupFunction | undefined;
  /** Calls in flight at most; what is above waits in the pool, and is judged by `mayWrite` only when its turn comes. */
  readonly connections?: number | undefined;
  /** Milliseconds for name, TCP and TLS together. */
  readonly connectTimeoutMs?: number | undefined;
  /** Opens what is called through, once for calls and once for files; connections of undici's by default. The options above are theirs. */
  readonly connect?: Connect | undefined;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Name, value, name, value. */
  readonly headers: string[];
  readonly body: string | Buffer | null;
}

/** The calls to one origin: none is repeated, pipelined or redirected. */
export class Calls {
  private readonly through: Connections;
  private readonly clock: Clock;

  constructor(
    origin: string,
    { clock, lookup = guardedLookup(), connections = 512, connectTimeoutMs = 5000, connect }: CallOptions,
  ) {
    this.clock = clock;
    const pool = () =>
      new Pool(origin, {
        connections,
        pipelining: 1,
        allowH2: false,
        connect: { timeout: connectTimeoutMs, lookup },
        // Ours is the one time-out, from the write to the last byte, on the injected clock.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    this.through = (connect ?? pool)();
  }

  /** @param failed is told what `mayWrite` threw, and nothing else */
  make(
    call: Call,
    options: ExchangeOptions,
    done: (exchange: Exchange) => void,
    failed: (error: unknown) => void,
  ): void {
    this.through.dispatch(call, new ExchangeHandler(options, this.clock, done, failed));
  }

  /** Waits for what is in flight. */
  close(): Promise<void> {
    return this.through.close();
  }
}

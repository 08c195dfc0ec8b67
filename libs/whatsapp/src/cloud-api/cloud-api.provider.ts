import type { LookupFunction } from 'node:net';
import type { Clock } from '@arauto/clock';
import { Pool } from 'undici';
import type { ProviderHosts } from '../hosts';
import { guardedLookup } from '../hosts/guarded-lookup';
import type { NumberFacts, OutboundTemplate, Provider, ProviderError, SendOutcome } from '../provider';
import { parseJson, readGraphError, readSendAnswer } from './answer';
import { type CloudApiConnection, type Endpoint, endpointOf } from './connection';
import { type Exchange, ExchangeHandler, type ExchangeOptions } from './exchange';
import { messageBody } from './message-body';
import { NUMBER_FIELDS, readNumberFacts } from './number-facts';

export interface CloudApiOptions {
  /** Where connections may lead. */
  readonly hosts: ProviderHosts;
  readonly clock: Clock;
  /** How names become addresses; a guarded look-up of the system's by default. */
  readonly lookup?: LookupFunction | undefined;
  /** Calls in flight at most; what is above waits in the pool, and is judged by `mayWrite` only when its turn comes. */
  readonly connections?: number | undefined;
  /** Milliseconds for name, TCP and TLS together. */
  readonly connectTimeoutMs?: number | undefined;
}

const INSPECT_TIMEOUT_MS = 10_000;

/**
 * One business phone number at Meta's Cloud API.
 * @throws UnfitSettings naming every wrong one
 */
export function cloudApi(connection: CloudApiConnection, options: CloudApiOptions): Provider {
  return new CloudApiProvider(endpointOf(connection, options.hosts), options);
}

class CloudApiProvider implements Provider {
  private readonly pool: Pool;
  private readonly clock: Clock;
  private readonly sendPath: string;
  private readonly sendHeaders: string[];

  constructor(
    private readonly endpoint: Endpoint,
    { clock, lookup = guardedLookup(), connections = 512, connectTimeoutMs = 5000 }: CloudApiOptions,
  ) {
    this.clock = clock;
    this.sendPath = `${endpoint.path}/messages`;
    this.sendHeaders = ['authorization', endpoint.authorization, 'content-type', 'application/json'];
    this.pool = new Pool(endpoint.origin, {
      connections,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: connectTimeoutMs, lookup },
      // Ours is the one time-out, from the write to the last byte, on the injected clock.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  send(message: OutboundTemplate, options: ExchangeOptions): Promise<SendOutcome> {
    return new Promise((resolve, reject) => {
      this.exchange(
        'POST',
        this.sendPath,
        this.sendHeaders,
        messageBody(message),
        options,
        (exchange) => resolve(readSendAnswer(exchange)),
        reject,
      );
    });
  }

  async inspect(): Promise<NumberFacts | { readonly error: ProviderError }> {
    const exchange = await new Promise<Exchange>((resolve, reject) => {
      const options = { mayWrite: () => true, timeoutMs: INSPECT_TIMEOUT_MS };
      const path = `${this.endpoint.path}?fields=${NUMBER_FIELDS}`;
      this.exchange('GET', path, ['authorization', this.endpoint.authorization], null, options, resolve, reject);
    });
    if (exchange.kind === 'withdrawn') return netError('withdrawn');
    if (exchange.kind !== 'answered') return netError(exchange.why);
    const json = parseJson(exchange.body);
    const error = readGraphError(json);
    if (error) return { error };
    const facts = exchange.status === 200 ? readNumberFacts(json) : null;
    return facts ?? netError(`HTTP ${exchange.status} without number facts: is baseUrl a Cloud API?`);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private exchange(
    method: 'GET' | 'POST',
    path: string,
    headers: string[],
    body: string | null,
    options: ExchangeOptions,
    done: (exchange: Exchange) => void,
    failed: (error: unknown) => void,
  ): void {
    this.pool.dispatch({ method, path, headers, body }, new ExchangeHandler(options, this.clock, done, failed));
  }
}

function netError(details: string): { readonly error: ProviderError } {
  return { error: { code: 'ENG_NET', details } };
}

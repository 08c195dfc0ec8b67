import { RateLimit } from '@arauto/access';
import type { Clock } from '@arauto/clock';
import { HttpProblem } from '../problems/problem';

/** How often a key may ask, and an address be wrong. Webhooks and what needs no key are not counted. */
export class RequestRates {
  private readonly requests: RateLimit;
  private readonly wrongKeys: RateLimit;

  /** Both a minute. */
  constructor(
    limits: { readonly requestsOfKey: number; readonly wrongKeysOfAddress: number },
    private readonly clock: Clock,
  ) {
    this.requests = new RateLimit(limits.requestsOfKey);
    this.wrongKeys = new RateLimit(limits.wrongKeysOfAddress);
  }

  /** @throws HttpProblem `too_many_requests` */
  countRequest(keyId: string): void {
    refuse(this.requests.take(keyId, this.clock.monotonic()), 'This key has made too many requests.');
  }

  /** @throws HttpProblem `too_many_requests` */
  countWrongKey(address: string): void {
    const wait = this.wrongKeys.take(address, this.clock.monotonic());
    refuse(wait, 'Too many wrong keys came from this address. A right one is taken.');
  }
}

function refuse(wait: number, why: string): void {
  if (wait === 0) return;
  const seconds = Math.ceil(wait / 1000);
  const detail = `${why} Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  throw new HttpProblem('too_many_requests', detail, {}, { 'retry-after': String(seconds) });
}

import { addressGroup, may, type Principal, seesEverything } from '@arauto/access';
import type { FastifyRequest } from 'fastify';
import type { Keys } from '../dependencies';
import { HttpProblem } from '../problems/problem';
import type { RequestRates } from './request-rates';
import { type EndpointFacts, endpointIn } from './endpoint';
import { isPublicPrefix } from './route-table';

const principals = new WeakMap<FastifyRequest, Principal>();

/** Longest key looked at: ours are far shorter. */
const MAX_KEY_LENGTH = 512;

/**
 * Runs before a body is read: who has no key cannot make us read one. What does not exist is 401 without a key too, so that
 * nobody learns which routes there are.
 * @param rates counts the request; without them nothing is counted
 * @throws HttpProblem `unauthenticated`, `forbidden`, `too_many_requests`
 */
export function authenticate(request: FastifyRequest, keys: Keys, rates?: RequestRates): void {
  const endpoint = endpointOf(request);
  const access = endpoint?.access ?? (isPublicPrefix(pathOf(request)) ? 'public' : []);
  if (access === 'public') return;
  const principal = principalOf(request, keys, rates);
  principals.set(request, principal);
  rates?.countRequest(principal.id);
  const missing = access.filter((permission) => !may(principal, permission));
  if (missing.length > 0) {
    throw new HttpProblem('forbidden', `The key "${principal.name}" lacks the permission ${missing.join(', ')}.`);
  }
  if (endpoint?.wholeInstallation && !seesEverything(principal)) {
    throw new HttpProblem('forbidden', 'Only a key of every subaccount (*) can do that.');
  }
}

/** A right key is let in whatever was tried before from where it comes: many may come from one address. */
function principalOf(request: FastifyRequest, keys: Keys, rates: RequestRates | undefined): Principal {
  const header = request.headers.authorization;
  const secret = header === undefined ? undefined : /^Bearer +(\S+) *$/i.exec(header)?.[1];
  const principal = secret === undefined || secret.length > MAX_KEY_LENGTH ? undefined : keys.whoIs(secret);
  if (principal) return principal;
  if (header !== undefined) rates?.countWrongKey(addressGroup(request.socket.remoteAddress));
  const why =
    header === undefined
      ? 'Send a key: Authorization: Bearer <key>.'
      : secret === undefined
        ? 'The Authorization header is not of the form Bearer <key>.'
        : 'The key is unknown or revoked.';
  throw new HttpProblem('unauthenticated', why, {}, { 'www-authenticate': 'Bearer' });
}

/** @throws Error when the route is public: nobody asked */
export function principalOfRequest(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error(`${request.method} ${request.url} has no principal`);
  return principal;
}

export function endpointOf(request: FastifyRequest): EndpointFacts | undefined {
  return request.is404 ? undefined : endpointIn(request.routeOptions.config);
}

/** The path without its query string, as it came; without scheme and host where it came in absolute form (RFC 9112 section 3.2.2). */
export function pathOf(request: FastifyRequest): string {
  return request.url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0]!;
}

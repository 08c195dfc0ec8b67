import { addressGroup, may, type Principal, seesEverything } from '@arauto/access';
import type { FastifyRequest } from 'fastify';
import { HttpProblem } from '../problems/problem';
import type { Doorkeeper } from './doorkeeper';
import { type EndpointFacts, endpointIn } from './endpoint';
import { isPublicRoute } from './route-table';
import { changes, requireSameOrigin } from './same-origin';
import { sessionIn } from './session-cookie';

const principals = new WeakMap<FastifyRequest, Principal>();

/** Longest key looked at: ours are far shorter. */
const MAX_KEY_LENGTH = 512;

/**
 * Runs before a body is read: who has no key cannot make us read one. What does not exist is 401 without a key too, so that
 * nobody learns which routes there are.
 * @throws HttpProblem `unauthenticated`, `forbidden`, `foreign_origin`, `too_many_requests`
 */
export function authenticate(request: FastifyRequest, door: Doorkeeper): void {
  const endpoint = endpointOf(request);
  const config = request.is404 ? undefined : request.routeOptions.config;
  const access = endpoint?.access ?? (isPublicRoute(pathOf(request), config) ? 'public' : []);
  if (access === 'public') return;
  const principal = principalOf(request, door);
  principals.set(request, principal);
  door.rates.countRequest(principal.id);
  const missing = access.filter((permission) => !may(principal, permission));
  if (missing.length > 0) {
    throw new HttpProblem('forbidden', `The key "${principal.name}" lacks the permission ${missing.join(', ')}.`);
  }
  if (endpoint?.wholeInstallation && !seesEverything(principal)) {
    throw new HttpProblem('forbidden', 'Only a key of every subaccount (*) can do that.');
  }
}

/**
 * Whether whoever began a long answer may go on with it: keys are revoked at once, and sessions end.
 * @throws WrittenByLaterVersion when revocations cannot be heard of any more
 */
export function stillKnown(request: FastifyRequest, door: Doorkeeper): boolean {
  return Boolean(holderOf(request, door));
}

/** A right key is let in whatever was tried before from where it comes: many may come from one address. */
function principalOf(request: FastifyRequest, door: Doorkeeper): Principal {
  const principal = holderOf(request, door);
  const { authorization } = request.headers;
  if (principal) {
    if (authorization === undefined && changes(request.method)) requireSameOrigin(request, door.publicUrl);
    return principal;
  }
  if (authorization !== undefined) door.rates.countWrongKey(addressGroup(request.socket.remoteAddress));
  throw unauthenticated(whyUnknown(authorization, principal === null));
}

/** Undefined for nobody we know, null where that is because a session has ended. What is said by a header is not looked for in a cookie. */
function holderOf(request: FastifyRequest, { keys, sessions }: Doorkeeper): Principal | undefined | null {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const session = sessionIn(request);
    return session === undefined ? undefined : (sessions.whoIs(session) ?? null);
  }
  const secret = keyIn(authorization);
  return secret === undefined || secret.length > MAX_KEY_LENGTH ? undefined : keys.whoIs(secret);
}

function keyIn(authorization: string): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
}

function whyUnknown(authorization: string | undefined, ended: boolean): string {
  if (ended) return 'You are not signed in any more. Sign in again.';
  if (authorization === undefined) return 'Send a key: Authorization: Bearer <key>.';
  return keyIn(authorization) === undefined
    ? 'The Authorization header is not of the form Bearer <key>.'
    : 'The key is unknown or revoked.';
}

export function unauthenticated(why: string): HttpProblem {
  return new HttpProblem('unauthenticated', why, {}, { 'www-authenticate': 'Bearer' });
}

/** @throws Error when the route is public: nobody asked */
export function principalOfRequest(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error(`${request.method} ${request.url} has no principal`);
  return principal;
}

/** Who shares what is held of bodies: a tenant makes as many keys as it likes. Whoever needs no key is one with all others that need none. */
export function tenantOf(request: FastifyRequest): string {
  return principals.get(request)?.subaccountIds.join(' ') ?? '';
}

export function endpointOf(request: FastifyRequest): EndpointFacts | undefined {
  return request.is404 ? undefined : endpointIn(request.routeOptions.config);
}

/** The path without its query string, as it came; without scheme and host where it came in absolute form (RFC 9112 section 3.2.2). */
export function pathOf(request: FastifyRequest): string {
  return request.url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1)[0]!;
}

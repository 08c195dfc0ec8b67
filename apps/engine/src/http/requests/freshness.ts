import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endpointOf } from './authentication';

/** Answers that change while the revision they carry as `ETag` stays: those of a campaign whose contacts are on their way, and of a number that sends. */
const restless = new WeakSet<FastifyRequest>();

/** Notes whether the revision says all about what is answered. */
export function noteRestless(request: FastifyRequest, payload: object): void {
  const { contacts, waiting, tierUsed } = payload as Readonly<Record<string, unknown>>;
  const isThere = (value: unknown) => value !== undefined && value !== null;
  if ((typeof contacts === 'number' && contacts > 0) || isThere(waiting) || isThere(tierUsed)) restless.add(request);
}

/**
 * Gives what is read a weak `ETag` of its content where it has no revision, and answers 304 to who has it already. A HEAD reads nothing
 * of a stream.
 */
export async function freshness(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const isHead = request.method === 'HEAD';
  if ((!isHead && request.method !== 'GET') || !endpointOf(request)) return payload;
  if (isHead && isStream(payload)) payload.destroy();
  if (reply.statusCode !== 200 || typeof payload !== 'string' || restless.has(request)) return payload;
  let tag = reply.getHeader('etag');
  if (typeof tag !== 'string') {
    tag = `W/"${createHash('sha1').update(payload).digest('base64url')}"`;
    void reply.header('etag', tag);
  }
  if (!matches(request.headers['if-none-match'], tag)) return payload;
  void reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return isHead ? '' : null;
}

/** Weak comparison of RFC 9110 section 13.1.2. */
function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  const plain = (one: string) => one.trim().replace(/^W\//, '');
  return header.split(',').some((one) => plain(one) === plain(tag));
}

function isStream(payload: unknown): payload is { destroy(): void } {
  return typeof payload === 'object' && payload !== null && 'destroy' in payload;
}

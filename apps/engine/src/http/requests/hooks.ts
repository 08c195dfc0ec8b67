import type { Views } from '@arauto/application';
import { isObject, UNPRINTABLE } from '@arauto/application/fields';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem, notFound } from '../problems/problem';
import { endpointOf } from './authentication';
import { checkBody, checkQuery } from './check-input';
import { afterOf, revisionTag } from './contexts';
import type { Cursors } from './cursors';
import { noteRestless } from './freshness';
import { languageOf } from './language';

/** Only uploads take multipart bodies: its parser would leave the body of others unread and the handler without one. */
export function refuseContentType(request: FastifyRequest): void {
  const facts = endpointOf(request);
  if (!facts || facts.ownBody || !request.headers['content-type']?.startsWith('multipart/')) return;
  throw new HttpProblem('unsupported_media_type', 'Send JSON with the content type application/json.');
}

/** Holds query and body against the classes that the endpoint names, and opens cursors; handlers get only what is valid. */
export function checkInput(cursors: Cursors) {
  return async (request: FastifyRequest): Promise<void> => {
    const facts = endpointOf(request);
    if (!facts) return;
    // No id of ours has them, and stores cut a text at a NUL.
    if (Object.values(request.params as Record<string, string>).some((id) => UNPRINTABLE.test(id))) throw notFound();
    const { after, ...query } = checkQuery(facts.query, request.query as Record<string, unknown>);
    if (typeof after === 'string') afterOf.set(request, after);
    request.query = query;
    if (!reads(request) && !facts.ownBody) request.body = checkBody(facts.body, request.body, facts.bodyOptional);
    if (typeof query['cursor'] === 'string') query['cursor'] = cursors.open(request, query['cursor']);
  };
}

/** Seals where a page ended, and where it began. */
export function sealCursor(cursors: Cursors) {
  return async (request: FastifyRequest, _reply: FastifyReply, payload: unknown): Promise<unknown> => {
    if (!endpointOf(request) || !isObject(payload) || !('nextCursor' in payload)) return payload;
    const sealed = (cursor: unknown) =>
      cursor === null || cursor === undefined ? null : cursors.seal(request, cursor);
    const { nextCursor, previousCursor } = payload;
    return {
      ...payload,
      nextCursor: sealed(nextCursor),
      ...('previousCursor' in payload && { previousCursor: sealed(previousCursor) }),
    };
  };
}

/** `ETag` and `Location`, from what is answered. */
export async function answerHeaders(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const facts = endpointOf(request);
  if (!facts || reply.statusCode >= 300 || typeof payload !== 'object' || payload === null) return payload;
  if (facts.etag && 'revision' in payload) {
    void reply.header('etag', revisionTag(Number(payload.revision), languageOf(request)));
    noteRestless(request, payload);
  }
  if (reply.statusCode === 201 && 'id' in payload) {
    const collection = request.routeOptions.url?.split('/:id')[0] ?? '';
    void reply.header('location', `${collection}/${encodeURIComponent(String(payload.id))}`);
  }
  return payload;
}

/** Longest wait of a command's answer for the views, milliseconds. */
const VIEWS_WAIT = 500;
/** The same of an answer that is owed by time: what it waited for gave the views half a second already where they are other processes'. */
const VIEWS_WAIT_BY_TIME = 50;

/**
 * Holds a command's answer back until the views have what it did, for callers that look right after without `?after=`. They are a few
 * milliseconds behind; when they are slower, or have stopped, the answer does not wait for them.
 */
export function afterViews(views: Pick<Views, 'reached'>) {
  return async (request: FastifyRequest, _reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const facts = endpointOf(request);
    const isCommand = !reads(request) && facts?.isCommand === true;
    if (isCommand && typeof payload === 'object' && payload !== null && 'position' in payload) {
      const wait = facts.answersByTime ? VIEWS_WAIT_BY_TIME : VIEWS_WAIT;
      await views.reached('operational', String(payload.position), wait);
    }
    return payload;
  };
}

/** HEAD asks for what GET answers. */
function reads({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

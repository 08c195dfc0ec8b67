import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type BodiesInFlight, refuseLength } from '../bodies/bodies-in-flight';
import { unreadableBody } from '../problems/problem';
import { tenantOf } from './authentication';

/** Deeper than any body of ours; a body of a million brackets must not overflow the stack of whoever walks it. */
const MAX_DEPTH = 32;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The only body parser for JSON: UTF-8 or nothing, no `__proto__`, not too deep, and an empty body is no body.
 * Bodies that are too large (Fastify's `bodyLimit`) are refused before they are read, else while they arrive.
 */
export function registerJsonBody(fastify: FastifyInstance, bodies: BodiesInFlight): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  const read = (request: FastifyRequest, body: Buffer, done: (error: Error | null, parsed?: unknown) => void) => {
    if (body.length === 0) {
      done(null, undefined);
      return;
    }
    let text: string;
    try {
      text = decoder.decode(body);
    } catch {
      done(unreadableBody('is not UTF-8'));
      return;
    }
    if (depthOf(text) > MAX_DEPTH) {
      done(unreadableBody(`is nested deeper than ${MAX_DEPTH} levels`));
      return;
    }
    void parse(request, text, (error, parsed) => {
      done(error ? unreadableBody(`is not JSON: ${placeOf(text)}`) : null, parsed);
    });
  };
  fastify.addContentTypeParser(/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i, (request, payload, done) => {
    const largest = request.routeOptions.bodyLimit;
    refuseLength(request.headers['content-length'], largest);
    bodies.collect(
      payload,
      largest,
      (error, body) => {
        if (error) done(error);
        else read(request, body!, done);
      },
      tenantOf(request),
    );
  });
}

/** A parser quotes what it read, which may be personal data: only the place is passed on. */
function placeOf(text: string): string {
  try {
    JSON.parse(text);
    return 'it has a forbidden property name';
  } catch (cause) {
    const at = /position (\d+)/.exec((cause as Error).message)?.[1];
    return at === undefined ? 'it ends too early' : `it breaks off at character ${at}`;
  }
}

/** Levels of brackets outside strings. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x5d || code === 0x7d) depth--;
  }
  return deepest;
}

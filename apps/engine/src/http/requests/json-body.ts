import type { FastifyInstance } from 'fastify';
import { invalid } from '../problems/problem';

/** Deeper than any body of ours; a body of a million brackets must not overflow the stack of whoever walks it. */
const MAX_DEPTH = 32;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The only body parser for JSON: UTF-8 or nothing, no `__proto__`, not too deep, and an empty body is no body.
 * Bodies that are too large are refused while they arrive (Fastify's `bodyLimit`).
 */
export function registerJsonBody(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i,
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (body.length === 0) {
        done(null, undefined);
        return;
      }
      let text: string;
      try {
        text = decoder.decode(body as Buffer);
      } catch {
        done(unreadable('is not UTF-8'));
        return;
      }
      if (depthOf(text) > MAX_DEPTH) {
        done(unreadable(`is nested deeper than ${MAX_DEPTH} levels`));
        return;
      }
      void parse(request, text, (error, parsed) => {
        done(error ? unreadable(`is not JSON: ${placeOf(text)}`) : null, parsed);
      });
    },
  );
}

function unreadable(what: string): Error {
  return invalid([{ path: '', code: 'unreadable', message: `The body ${what}.` }]);
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

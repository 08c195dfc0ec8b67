import type { FastifyRequest } from 'fastify';
import { HttpProblem } from '../problems/problem';

/** Whether a request of this method changes something. */
export function changes(method: string): boolean {
  return !['GET', 'HEAD'].includes(method.toUpperCase());
}

/**
 * A browser sends the cookie of a session along with whatever a page asks for: what changes something must come from a page of ours.
 * `Sec-Fetch-Site` says so where the browser has it, else `Origin` must name the host that was asked, or the public one. Neither can be
 * set by a page. Source: Fetch Metadata Request Headers, section 2.3; RFC 6454 section 7.
 * @param silent what to make of a request that has neither: no browser of today sends one
 * @throws HttpProblem `foreign_origin`
 */
export function requireSameOrigin(
  { headers }: Pick<FastifyRequest, 'headers'>,
  publicUrl: string | null,
  silent: 'refused' | 'let through' = 'refused',
): void {
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  if (site === undefined && origin === undefined && silent === 'let through') return;
  if (site !== undefined ? site === 'same-origin' : isOurs(origin, host, publicUrl)) return;
  const detail = 'What changes something by a session must come from a page of this engine. Programs use a key.';
  throw new HttpProblem('foreign_origin', detail);
}

function isOurs(origin: string | undefined, host: string | undefined, publicUrl: string | null): boolean {
  const from = hostOf(origin);
  return from !== undefined && (from === host?.toLowerCase() || from === hostOf(publicUrl ?? undefined));
}

/** With its port, where that is not the scheme's own; undefined for `null`, which pages without an origin send. */
function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}

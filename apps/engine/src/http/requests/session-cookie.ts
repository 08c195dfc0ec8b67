import { SESSION_SECONDS } from '@arauto/access';
import type { FastifyRequest } from 'fastify';
import type { HttpSettings } from '../dependencies';

export const SESSION_COOKIE = 'arauto_session';

/** The session that a browser sends with a request; undefined where it sends none. */
export function sessionIn({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === SESSION_COOKIE) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** `Set-Cookie` of a session: no script reads it, and no other site has it sent along. */
export function sessionCookie(session: string, settings: Pick<HttpSettings, 'publicUrl'>): string {
  return cookie(session, SESSION_SECONDS, settings);
}

/** `Set-Cookie` that takes it away. */
export function noSessionCookie(settings: Pick<HttpSettings, 'publicUrl'>): string {
  return cookie('', 0, settings);
}

function cookie(value: string, seconds: number, { publicUrl }: Pick<HttpSettings, 'publicUrl'>): string {
  const secure = publicUrl?.startsWith('https:') ? '; Secure' : '';
  return `${SESSION_COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}

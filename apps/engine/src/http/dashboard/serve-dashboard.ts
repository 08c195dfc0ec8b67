import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC_PAGE } from '../requests/route-table';
import { BuiltDashboard } from './built-dashboard';

/** Nothing from elsewhere and no script within a page. Styles are: Mantine writes the variables of its theme, and what locks scrolling, into elements. */
const CONTENT_SECURITY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

const YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * Serves the dashboard: the page at `/` and at every path that is one of its pages, its files under `/assets`. Everybody may have it, since it knows
 * nothing: what it shows it asks of `/v1`. What is no page stays the 404 it was.
 * @param folder what the build of `apps/dashboard` left
 */
export function serveDashboard(fastify: FastifyInstance, folder: string): void {
  const dashboard = BuiltDashboard.in(folder);
  if (!dashboard) {
    fastify.get('/', { config: { ...PUBLIC_PAGE } }, (_request, reply) => {
      void reply.type('text/plain; charset=utf-8');
      return reply.send('Arauto runs here. Its dashboard was not built: `npm run build:dashboard` builds it.\n');
    });
    return;
  }
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const { tag, bytes, encoding } = dashboard.answer(request.headers['accept-encoding']);
    void reply
      .header('content-security-policy', CONTENT_SECURITY)
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-encoding')
      .header('etag', tag);
    if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send();
    if (encoding) void reply.header('content-encoding', encoding);
    return reply.type('text/html; charset=utf-8').send(bytes);
  };
  for (const path of ['/', ...dashboard.pages.flatMap((page) => [`/${page}`, `/${page}/*`])]) {
    fastify.get(path, { config: { ...PUBLIC_PAGE } }, answer);
  }
  // Not awaited: that would begin the routes registered before, which then knew nothing of the framework's handler of errors.
  void fastify.register(fastifyStatic, {
    root: dashboard.assets,
    prefix: '/assets/',
    // Swagger's screens have decorated it already.
    decorateReply: false,
    preCompressed: true,
    index: false,
    immutable: true,
    maxAge: YEAR_MS,
    setHeaders: (reply) => void reply.header('content-security-policy', CONTENT_SECURITY),
  });
}

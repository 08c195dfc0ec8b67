import type { RouteOptions } from 'fastify';
import { type EndpointFacts, endpointIn } from './endpoint';

export interface KnownRoute {
  readonly method: string;
  /** As Fastify has it: `/v1/campaigns/:id`. */
  readonly path: string;
  readonly endpoint: EndpointFacts | undefined;
  readonly isPublic: boolean;
}

/** Served by plugins that cannot say so: Swagger's screens, files of the dashboard, and webhooks, which have signatures of their own. */
const PUBLIC_PREFIXES = ['/docs', '/assets/', '/webhooks/'];

/** What a route says in its config that is a page for everybody, not an endpoint of the API. */
export const PUBLIC_PAGE = { isPublicPage: true } as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    isPublicPage?: boolean;
  }
}

/** Every route of the app, as it was registered. */
export class RouteTable {
  private readonly known: KnownRoute[] = [];

  /** Answers what the route says of itself. */
  add(route: RouteOptions): EndpointFacts | undefined {
    const endpoint = endpointIn(route.config);
    const isPublic = isPublicRoute(route.url, route.config);
    for (const method of [route.method].flat()) this.known.push({ method, path: route.url, endpoint, isPublic });
    return endpoint;
  }

  all(): readonly KnownRoute[] {
    return this.known;
  }

  /** @throws Error naming every route that says neither which permission it needs nor that it is public */
  requirePermissions(): void {
    const open = this.known.filter(({ endpoint, isPublic }) => endpoint === undefined && !isPublic);
    if (open.length === 0) return;
    const names = open.map(({ method, path }) => `${method} ${path}`).join(', ');
    throw new Error(`These routes name no permission and are not marked public: ${names}`);
  }

  /** Methods that exist at a path without query string, HEAD beside GET untold; empty where there is nothing. */
  methodsAt(path: string): readonly string[] {
    const parts = path.split('/');
    const here = this.known.filter((route) => matches(route.path.split('/'), parts));
    return [...new Set(here.map(({ method }) => method))].filter((method) => method !== 'HEAD').sort();
  }
}

/** Whether a route that is no endpoint may be asked for without a key; what is not there has no config. */
export function isPublicRoute(path: string, config: unknown): boolean {
  const isPage = (config as Partial<typeof PUBLIC_PAGE> | undefined)?.isPublicPage === true;
  return isPage || PUBLIC_PREFIXES.some((prefix) => path.startsWith(prefix));
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.at(-1) === '*') return matches(pattern.slice(0, -1), parts.slice(0, pattern.length - 1));
  if (pattern.length !== parts.length) return false;
  return pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]));
}

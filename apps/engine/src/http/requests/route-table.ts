import type { RouteOptions } from 'fastify';
import { type EndpointFacts, endpointIn } from './endpoint';

export interface KnownRoute {
  readonly method: string;
  /** As Fastify has it: `/v1/campaigns/:id`. */
  readonly path: string;
  readonly endpoint: EndpointFacts | undefined;
}

/** Served by plugins that cannot say so: Swagger's screens, and webhooks, which have signatures of their own. */
const PUBLIC_PREFIXES = ['/docs', '/webhooks/'];

/** Every route of the app, as it was registered. */
export class RouteTable {
  private readonly known: KnownRoute[] = [];

  /** Answers what the route says of itself. */
  add(route: RouteOptions): EndpointFacts | undefined {
    const endpoint = endpointIn(route.config);
    for (const method of [route.method].flat()) this.known.push({ method, path: route.url, endpoint });
    return endpoint;
  }

  all(): readonly KnownRoute[] {
    return this.known;
  }

  /** @throws Error naming every route that says neither which permission it needs nor that it is public */
  requirePermissions(): void {
    const open = this.known.filter(({ path, endpoint }) => endpoint === undefined && !isPublicPrefix(path));
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

export function isPublicPrefix(path: string): boolean {
  return PUBLIC_PREFIXES.some((prefix) => path.startsWith(prefix));
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.length !== parts.length) return false;
  return pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]));
}

import type { Permission } from '@arauto/access';
import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiOperation } from '@nestjs/swagger';
import type { Access } from '../dependencies';
import type { ProblemCode } from '../problems/problem-statuses';
import type { SchemaName } from '../documents/schemas';

/** What every route says of itself: who may call it, what it takes, what it answers. */
export interface EndpointFacts {
  /** Several: all of them are needed. `public` needs no key. */
  readonly permission: Permission | readonly [Permission, ...Permission[]] | 'public';
  /** It shows or does something of the whole installation: only for keys of every subaccount (`*`). */
  readonly wholeInstallation?: boolean;
  /** One imperative sentence without a full stop. */
  readonly summary: string;
  readonly status?: 200 | 201 | 202;
  /** What the body of the answer is; text answers name their media type. */
  readonly answers: SchemaName | { readonly mediaType: string } | { readonly pageOf: SchemaName };
  /** Class of the JSON body; without one a body must be empty. */
  readonly body?: Type;
  /** Its body may be left out. */
  readonly bodyOptional?: boolean;
  /** It takes an upload of contacts: through its gate, and the handler reads the body itself. */
  readonly ownBody?: boolean;
  /** Class of the query parameters; without one there are none. */
  readonly query?: Type;
  /** Codes it can be refused with beyond those that its permission, body and query imply. */
  readonly problems?: readonly ProblemCode[];
  /** It changes something: honours `Idempotency-Key` (POST) and, when `etag`, `If-Match`. */
  readonly command?: boolean;
  /** Its answer carries the stream's revision as `ETag`. */
  readonly etag?: boolean;
}

/** Fastify's route config of an endpoint, read by the hooks. */
export interface EndpointConfig {
  readonly access: Access;
  readonly facts: EndpointFacts;
}

/** Undefined for the config of a route that is no endpoint: a plugin's. */
export function endpointIn(config: unknown): EndpointConfig | undefined {
  const { access, facts } = (config ?? {}) as Partial<EndpointConfig>;
  return access && facts ? { access, facts } : undefined;
}

export const ENDPOINT_EXTENSION = 'x-arauto-endpoint';

/** Declares a handler: a route without this decorator keeps the app from starting. */
export function Endpoint(facts: EndpointFacts): MethodDecorator {
  const { permission } = facts;
  const access: Access =
    permission === 'public' ? 'public' : typeof permission === 'string' ? [permission] : permission;
  const config: EndpointConfig = { access, facts };
  return applyDecorators(
    RouteConfig(config),
    HttpCode(facts.status ?? 200),
    ApiOperation({ summary: facts.summary }),
    ApiExtension(ENDPOINT_EXTENSION, facts),
  );
}

import type { Permission } from '@arauto/access';
import { AfterQuery, answer, type UseCaseFacts } from '@arauto/application';
import type { NamedShape } from '@arauto/application/fields';
import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { Command } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiOperation } from '@nestjs/swagger';
import type { Access } from '../dependencies';
import type { ProblemCode } from '../problems/problem-statuses';

/** Of bytes of which nobody knows before what they are. */
export const ANY_TYPE = '*/*';

/** Bodies that are no JSON of a class: contacts of a campaign, in a file or as JSON, lists of persons in a file, and files to be sent. */
export type OwnBody = 'contacts' | 'persons' | 'media';

/** What is HTTP's about a route. */
interface RouteFacts {
  /** One imperative sentence without a full stop. */
  readonly summary: string;
  /** 204 answers nothing. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Of an answer that is no JSON; several where it depends on what is asked for, `ANY_TYPE` where nobody knows before. */
  readonly mediaType?: string | readonly string[];
  /** A part of its answer can be asked for, by `Range`. */
  readonly hasRanges?: boolean;
  /** Its body may be left out. */
  readonly bodyOptional?: boolean;
  /** It takes an upload: through its gate, and the handler reads the body itself. */
  readonly ownBody?: OwnBody;
  /** What else it answers, and when that is. */
  readonly otherwise?: { readonly status: 200; readonly when: string; readonly answers: NamedShape<unknown> };
  /** Its answer carries the stream's revision as `ETag`, and a command honours `If-Match`. */
  readonly etag?: boolean;
  /** Its answer is owed at a time of its own, which leaves the views time enough if they are not late. */
  readonly answersByTime?: boolean;
}

/** A route that a use case is behind, which says the rest. */
interface UseCaseRoute extends RouteFacts {
  readonly useCase: Type & { readonly facts: UseCaseFacts };
}

/** A route that no use case is behind. */
interface OwnRoute extends RouteFacts {
  readonly permission: Permission | 'any key' | 'public';
  readonly answers?: UseCaseFacts['answers'];
  /** It shows or does something of the whole installation: only for keys of every subaccount (`*`). */
  readonly wholeInstallation?: boolean;
  readonly query?: Type;
  readonly body?: Type;
  readonly isCommand?: boolean;
  readonly problems?: readonly ProblemCode[];
}

/** What every route says of itself: who may call it, what it takes, what it answers. */
export interface EndpointFacts extends RouteFacts {
  readonly access: Access;
  readonly wholeInstallation?: boolean;
  /** Class of the JSON body; without one a body must be empty. */
  readonly body?: Type | undefined;
  /** Class of the query parameters; without one there are none. */
  readonly query?: Type | undefined;
  /** It changes something: honours `Idempotency-Key` (POST). */
  readonly isCommand: boolean;
  readonly answers?: UseCaseFacts['answers'] | undefined;
  /** Codes it can be refused with beyond those that the rest implies. */
  readonly problems: readonly ProblemCode[];
}

/** Undefined for the config of a route that is no endpoint: a plugin's. */
export function endpointIn(config: unknown): EndpointFacts | undefined {
  return (config as { readonly endpoint?: EndpointFacts } | undefined)?.endpoint;
}

export const ENDPOINT_EXTENSION = 'x-arauto-endpoint';

/** Declares a handler: a route without this decorator keeps the app from starting. */
export function Endpoint(route: UseCaseRoute | OwnRoute): MethodDecorator {
  const endpoint = 'useCase' in route ? factsOfUseCase(route) : factsOf(route);
  return applyDecorators(
    RouteConfig({ endpoint }),
    HttpCode(route.status ?? 200),
    ApiOperation({ summary: route.summary }),
    ApiExtension(ENDPOINT_EXTENSION, endpoint),
    handsOn(endpoint),
  );
}

/** What a handler does not take of a request is checked, documented, and lost. */
function handsOn({ body, query }: EndpointFacts): MethodDecorator {
  return ({ constructor }, name) => {
    const taken = Reflect.getMetadata(ROUTE_ARGS_METADATA, constructor, name) as object | undefined;
    const takes = (kind: RouteParamtypes) => Object.keys(taken ?? {}).some((key) => key.startsWith(`${kind}:`));
    if (body && !takes(RouteParamtypes.BODY)) throw new Error(`${String(name)} does not take the body of its use case`);
    if (query && query !== AfterQuery && !takes(RouteParamtypes.QUERY)) {
      throw new Error(`${String(name)} does not take the query of its use case`);
    }
  };
}

function factsOfUseCase({ useCase, ...route }: UseCaseRoute): EndpointFacts {
  const isCommand = useCase.prototype instanceof Command;
  const { permission, body, query, answers, problems = [] } = useCase.facts;
  const access = typeof permission === 'string' ? [permission] : permission;
  // What every command answers and every query takes needs no saying.
  const implied = isCommand ? { query, answers: answers ?? answer } : { query: query ?? AfterQuery, answers };
  return { ...route, ...implied, access, isCommand, body, problems };
}

function factsOf({ permission, isCommand = false, problems = [], ...route }: OwnRoute): EndpointFacts {
  const access = permission === 'public' ? permission : permission === 'any key' ? [] : [permission];
  return { ...route, access, isCommand, problems };
}

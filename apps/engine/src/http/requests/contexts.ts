import { type CommandContext, type QueryContext } from '@arauto/application';
import type { Language } from '@arauto/domain';
import { uuidV5 } from '@arauto/event-store';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalid } from '../problems/problem';
import { endpointOf, pathOf, principalOfRequest } from './authentication';
import { canonical, sha256 } from './canonical';
import { languageOf } from './language';

/** Namespace of command ids, chosen once: with another, a key repeated after an upgrade would act again. */
const COMMANDS = '6a1c1b0e-5a43-4d0e-9f0c-3a4e2f6d8b71';

/** Context of a command, from its request. */
export const Commanding = createParamDecorator((_: unknown, host: ExecutionContext) =>
  commandContext(host.switchToHttp().getRequest<FastifyRequest>()),
);

/** Context of a query, from its request. */
export const Asking = createParamDecorator((_: unknown, host: ExecutionContext) =>
  queryContext(host.switchToHttp().getRequest<FastifyRequest>()),
);

/**
 * `bodyHash` stands for the body of requests that are not JSON.
 * @throws HttpProblem `validation_failed` for an `Idempotency-Key` or `If-Match` that is none
 */
export function commandContext(request: FastifyRequest, bodyHash?: string): CommandContext {
  const key = request.method === 'POST' ? idempotencyKey(request) : undefined;
  const principal = principalOfRequest(request);
  return {
    principal,
    correlationId: request.id,
    idempotency:
      key === undefined
        ? undefined
        : {
            commandId: uuidV5(
              COMMANDS,
              [principal.id, request.routeOptions.url ?? '', pathOf(request), key].join('\n'),
            ),
            bodyHash: bodyHash ?? sha256(canonical(request.body ?? {})),
          },
    expectedRevision: endpointOf(request)?.etag ? expectedRevision(request) : undefined,
  };
}

/** The position that `?after=` names, by request: it is of the context, and no handler's to see. */
export const afterOf = new WeakMap<FastifyRequest, string>();

export function queryContext(request: FastifyRequest): QueryContext {
  return { principal: principalOfRequest(request), after: afterOf.get(request), language: languageOf(request) };
}

/** 8 to 128 printable characters of ASCII, without spaces around. */
function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e][\x20-\x7e]{6,126}[\x21-\x7e]$/.test(key)) return key;
  throw invalid([
    {
      path: 'Idempotency-Key',
      code: 'invalid',
      message: 'Idempotency-Key must be 8 to 128 printable ASCII characters.',
    },
  ]);
}

/** An answer in another language is another representation of the revision: who has one has not the other. */
export function revisionTag(revision: number, language: Language): string {
  return language === 'en' ? `"${revision}"` : `"${revision}-${language}"`;
}

/** `If-Match: "7"` → 7, in whatever language it was read. */
function expectedRevision(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined) return undefined;
  const revision = /^"(\d{1,9})(?:-[A-Za-z-]{2,8})?"$/.exec(header)?.[1];
  if (revision !== undefined) return Number(revision);
  throw invalid([
    { path: 'If-Match', code: 'invalid', message: 'If-Match must be one ETag as it was answered, like "7".' },
  ]);
}

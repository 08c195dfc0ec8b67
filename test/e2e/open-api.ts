import type { Api } from './api';

/** An operation of the served OpenAPI document. */
export interface Operation {
  readonly method: string;
  /** `/v1/campaigns/{id}` */
  readonly path: string;
  /** `GET /v1/campaigns/{id}` */
  readonly name: string;
  readonly queryParameters: readonly string[];
}

interface Documented {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { parameters?: { in: string; name: string }[] }>>>>;
}

/** Every operation that the engine says it serves. */
export async function operationsOf(api: Api): Promise<readonly Operation[]> {
  const { body } = await api.get<Documented>('/v1/openapi.json');
  return Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, { parameters = [] }]) => {
      const method = verb.toUpperCase();
      const queryParameters = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
      return { method, path, name: `${method} ${path}`, queryParameters };
    }),
  );
}

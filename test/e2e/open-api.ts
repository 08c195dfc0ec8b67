import type { Permission } from '@arauto/access';
import type { Api } from './api';

/** An operation of the served OpenAPI document. */
export interface Operation {
  readonly method: string;
  /** `/v1/campaigns/{id}` */
  readonly path: string;
  /** `GET /v1/campaigns/{id}` */
  readonly name: string;
  readonly queryParameters: readonly string[];
  readonly permissions: readonly Permission[] | 'public';
  /** A body with what it needs; undefined where it takes none. */
  readonly body: unknown;
}

interface DocumentedOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[];
  readonly 'x-permission': Operation['permissions'];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly minLength?: number;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Documented {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
}

/** Every operation that the engine says it serves. */
export async function operationsOf(api: Api): Promise<readonly Operation[]> {
  const { body } = await api.get<Documented>('/v1/openapi.json');
  const { schemas } = body.components;
  return Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, { parameters = [], 'x-permission': permissions, requestBody }]) => {
      const method = verb.toUpperCase();
      const schema = requestBody?.content['application/json']?.schema;
      const queryParameters = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
      return {
        method,
        path,
        name: `${method} ${path}`,
        queryParameters,
        permissions,
        body: schema && least(schema, schemas),
      };
    }),
  );
}

/** The least that a schema takes. Patterns are not obeyed. */
function least(schema: Schema, schemas: Documented['components']['schemas']): unknown {
  const { $ref, type, properties = {}, required = [], items } = schema;
  if ($ref !== undefined) return least(schemas[$ref.split('/').at(-1)!]!, schemas);
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  if (type === 'object') return Object.fromEntries(required.map((name) => [name, least(properties[name]!, schemas)]));
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => least(items!, schemas));
  if (type === 'string') return 'x'.repeat(schema.minLength ?? 1);
  return type === 'boolean' ? true : (schema.minimum ?? 1);
}

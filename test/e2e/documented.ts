import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** JSON Schema, as far as the document says answers in it. */
interface Schema {
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: 'date-time';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly description?: string;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content: Content }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const FILE = join(__dirname, '../../../apps/engine/src/http/documents/openapi.golden.json');
const { paths, components } = JSON.parse(readFileSync(FILE, 'utf8')) as Document;

/** Literal parts before parameters: `/v1/templates/sync` is no template. */
const ROUTES = Object.entries(paths)
  .map(([path, operations]) => ({ parts: path.split('/'), operations }))
  .sort((one, other) => one.parts.filter(isParameter).length - other.parts.filter(isParameter).length);

function isParameter(part: string): boolean {
  return part.startsWith('{');
}

/** What any route may refuse with, whatever it does: an address, method, body or header that is none. */
const ANYWHERE = [400, 404, 405, 408, 413, 415, 431];

/**
 * What the document does not say of an answer: its status, its media type, or something in its body.
 * @param body parsed, where it is JSON
 */
export function undocumented(
  method: string,
  path: string,
  answer: { readonly status: number; readonly mediaType: string; readonly body: unknown },
): readonly string[] {
  const { status, mediaType, body } = answer;
  if (mediaType === 'application/problem+json') {
    const known = operationOf(method, path)?.responses[status] || ANYWHERE.includes(status);
    return [...(known ? [] : [`the status ${status}`]), ...faults(components.schemas['Problem']!, body, 'body')];
  }
  const operation = operationOf(method, path);
  if (!operation || status === 304) return [];
  if (status === 204) return operation.responses[status] ? [] : [`the status ${status}`];
  const documented = operation.responses[status]?.content;
  const content = documented?.[mediaType] ?? documented?.['*/*'];
  if (!content) return [`the status ${status} with ${mediaType}`];
  return mediaType === 'application/json' ? faults(content.schema, body, 'body') : [];
}

function operationOf(method: string, path: string): Operation | undefined {
  const parts = path.split('?', 1)[0]!.split('/');
  const fits = (pattern: readonly string[]) =>
    pattern.length === parts.length && pattern.every((part, at) => isParameter(part) || part === parts[at]);
  return ROUTES.find((route) => fits(route.parts) && route.operations[method.toLowerCase()])?.operations[
    method.toLowerCase()
  ];
}

/** More than a schema asks for: what has no name in the document is no part of an answer. */
function faults(schema: Schema, value: unknown, at: string): string[] {
  const { $ref, oneOf, type, properties, required = [], additionalProperties, items } = schema;
  if ($ref !== undefined) return faults(components.schemas[$ref.split('/').at(-1)!]!, value, at);
  if (oneOf) {
    const found = oneOf.map((one) => faults(one, value, at));
    return found.some((one) => one.length === 0) ? [] : found.flat();
  }
  const kind = kindOf(value);
  const allowed = [type ?? []].flat();
  if (allowed.length > 0 && !allowed.includes(kind) && !(kind === 'integer' && allowed.includes('number'))) {
    return [`${at} is ${kind} and not ${allowed.join(' or ')}`];
  }
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${JSON.stringify(value)}`];
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value))) {
    return [`${at} is ${value}`];
  }
  if (typeof value === 'string' && schema.format === 'date-time' && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) {
    return [`${at} is the time ${value}`];
  }
  if (Array.isArray(value)) return items ? value.flatMap((item, index) => faults(items, item, `${at}[${index}]`)) : [];
  if (typeof value !== 'object' || value === null || (!properties && !additionalProperties)) return [];
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const known = properties && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      return known ? faults(known, inner, `${at}.${name}`) : [`${at}.${name} is there`];
    }),
  ];
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

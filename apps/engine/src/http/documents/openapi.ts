import { fault, type PageFacts } from '@arauto/application';
import { kindsOf, type Schema, schemaOf, shapes } from '@arauto/application/fields';
import { CAMPAIGN_FILES } from '@arauto/domain';
import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PROBLEMS, type ProblemCode } from '../problems/problem-statuses';
import { LanguageQuery } from '../requests/language';
import { changes } from '../requests/same-origin';
import { SESSION_COOKIE } from '../requests/session-cookie';
import { ANY_TYPE, ENDPOINT_EXTENSION, type EndpointFacts, type OwnBody } from '../requests/endpoint';
import { JSON_CONTACTS } from '../uploads/contacts.body';

type Node = Record<string, unknown>;

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** OpenAPI 3.1 of everything that is served, with permissions and refusals. */
export function openApiOf(app: INestApplication, version: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Arauto')
    .setDescription(
      'WhatsApp campaigns from a contact file to a report. Errors are application/problem+json with a stable code. What the engine says in its own words it says in English, Brazilian Portuguese or Spanish; codes and other machine values are the same in all of them.',
    )
    .setVersion(version)
    .setLicense('Proprietary', 'https://arauto.example/license')
    .addServer('/', 'This engine')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' }, 'key')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', description: 'A session of `POST /v1/login`' }, 'session');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const schemas = new Map<string, Schema>([
    ['Problem', problemSchema()],
    [fault.name, fault.schema],
  ]);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Node>)) {
      describe(path, method, operation, schemas);
    }
  }
  document.components = {
    ...document.components,
    schemas: Object.fromEntries(schemas),
    parameters: LANGUAGE_PARAMETERS,
  };
  return document;
}

/** Turns what an endpoint says of itself into an operation's parameters, body, answers and security. */
function describe(path: string, method: string, operation: Node, schemas: Map<string, Schema>): void {
  const facts = operation[ENDPOINT_EXTENSION] as EndpointFacts | undefined;
  if (!facts) throw new Error(`${path} has an operation without @Endpoint`);
  Reflect.deleteProperty(operation, ENDPOINT_EXTENSION);
  const { access } = facts;
  operation['tags'] = [path.split('/').find((part) => part !== '' && part !== 'v1') ?? 'documents'];
  operation['security'] = access === 'public' ? [] : [{ key: [] }, { session: [] }];
  operation['x-permission'] = access;
  operation['description'] = needs(facts);
  operation['parameters'] = [
    ...((operation['parameters'] ?? []) as Node[]),
    ...(facts.query ? queryParameters(facts.query) : []),
    ...languageParameters(path, facts),
    ...(facts.isCommand ? commandHeaders(facts, method) : []),
  ];
  if (facts.ownBody) operation['requestBody'] = OWN_BODIES[facts.ownBody];
  else if (facts.body) {
    collect(facts.body, schemas);
    const schema = { $ref: `#/components/schemas/${facts.body.name}` };
    operation['requestBody'] = { required: !facts.bodyOptional, content: { 'application/json': { schema } } };
  }
  if (facts.otherwise) schemas.set(facts.otherwise.answers.name, facts.otherwise.answers.schema);
  operation['responses'] = responsesOf(path, method, facts, facts.status === 204 ? {} : contentOf(facts, schemas));
}

function needs({ access, wholeInstallation }: EndpointFacts): string {
  if (access === 'public') return 'Needs no key.';
  if (access.length === 0) return 'Needs a key, whatever it permits.';
  const names = access.map((name) => `\`${name}\``).join(' and ');
  return `Needs the permission ${names}${wholeInstallation ? ', and a key of every subaccount (`*`)' : ''}.`;
}

function queryParameters(type: Type): Node[] {
  return [...kindsOf(type)].map(
    ([
      name,
      {
        schema: { description, ...schema },
        optional = false,
      },
    ]) => ({
      name,
      in: 'query',
      required: !optional,
      ...(description !== undefined && { description }),
      schema,
    }),
  );
}

/** Of every route that answers in the engine's own words, said once. */
const LANGUAGE_PARAMETERS = {
  Language: { ...queryParameters(LanguageQuery)[0], name: 'language', in: 'query' },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description:
      'The best of it that there is (RFC 9110): any Portuguese is answered in `pt-BR`, any Spanish in `es`, all else in `en`. `Content-Language` of the answer says which it was.',
    schema: { type: 'string', example: 'pt-BR,pt;q=0.9,en;q=0.5' },
  },
} as const;

/** Those of reports have a `language` of their own, of their labels, too. */
function languageParameters(path: string, { query }: EndpointFacts): Node[] {
  if (!/^\/(v1|health)\//.test(path) || path === '/v1/openapi.json') return [];
  const hasOwn = query !== undefined && kindsOf(query).has('language');
  return (['Language', 'AcceptLanguage'] as const)
    .filter((name) => !(hasOwn && name === 'Language'))
    .map((name) => ({ $ref: `#/components/parameters/${name}` }));
}

/** Adds the schema of a class, and those of its parts, under their names. */
function collect(type: Type, schemas: Map<string, Schema>): void {
  const fields = [...kindsOf(type)].filter(([, { hidden }]) => !hidden);
  const required = fields.filter(([, { optional }]) => !optional).map(([name]) => name);
  schemas.set(type.name, {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, kind]) => [name, schemaOf(kind)])),
    ...(required.length > 0 && { required }),
  });
  for (const [, { part }] of fields) if (part) collect(part, schemas);
}

const NEEDING_A_KEY = [
  'unauthenticated',
  'forbidden',
  'too_many_requests',
  'store_unavailable',
  'views_catching_up',
] as const;

function commandHeaders({ etag }: EndpointFacts, method: string): Node[] {
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key and body answer the same and act once; on POST.',
    schema: { type: 'string', minLength: 8, maxLength: 128 },
  };
  const match = {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The ETag that was read: refused with 412 when it is at another revision.',
    schema: { type: 'string', example: '"7"' },
  };
  return [...(method === 'post' ? [key] : []), ...(etag ? [match] : [])];
}

function responsesOf(path: string, method: string, facts: EndpointFacts, content: Node): Node {
  const codes = new Set<ProblemCode>(facts.problems);
  codes.add('validation_failed');
  if (facts.access !== 'public') for (const code of NEEDING_A_KEY) codes.add(code);
  if (facts.access !== 'public' && changes(method)) codes.add('foreign_origin');
  if (facts.isCommand) codes.add('concurrent_change').add('idempotency_mismatch');
  if (facts.isCommand && facts.etag) codes.add('conflict');
  if (facts.body || facts.ownBody) codes.add('payload_too_large').add('unsupported_media_type');
  if (facts.hasRanges) codes.add('range_not_satisfiable');
  codes.add('internal_error');
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  const refusals = [...byStatus].sort(([a], [b]) => a - b);
  const { status = 200 } = facts;
  const headers = facts.etag ? { headers: { ETag: { schema: { type: 'string' }, description: 'The revision' } } } : {};
  return {
    [status]: { description: 'Done', ...headers, ...(status === 204 ? {} : { content }) },
    ...otherwise(facts),
    ...(facts.hasRanges ? { 206: { description: 'A part of it', content } } : {}),
    ...(path === '/health/ready' ? { 503: { description: 'Not ready', content } } : {}),
    ...Object.fromEntries(
      refusals.map(([code, names]) => [
        code,
        { description: names.map((name) => `\`${name}\`: ${PROBLEMS[name].title}`).join('; '), content: PROBLEM },
      ]),
    ),
  };
}

function otherwise({ otherwise: other }: EndpointFacts): Node {
  if (!other) return {};
  const content = { 'application/json': { schema: shapes.refTo(other.answers).schema } };
  return { [other.status]: { description: other.when, content } };
}

/** What is answered; its schema is added under its name. */
function contentOf({ answers, mediaType }: EndpointFacts, schemas: Map<string, Schema>): Node {
  // Of bytes OpenAPI 3.1 says nothing but their type.
  if (mediaType !== undefined) {
    const types = [mediaType].flat();
    return Object.fromEntries(types.map((type) => [type, { schema: type === ANY_TYPE ? {} : { type: 'string' } }]));
  }
  if (!answers) throw new Error('a route says neither what it answers nor in which media type');
  const shape = 'pageOf' in answers ? answers.pageOf : answers;
  schemas.set(shape.name, shape.schema);
  const schema = shapes.refTo(shape).schema;
  if (!('pageOf' in answers)) return { 'application/json': { schema } };
  return { 'application/json': { schema: pageOf(schema, answers) } };
}

function pageOf(items: Schema, { bothWays, beside = {} }: PageFacts): Schema {
  const total = {
    type: 'object',
    required: ['value', 'relation'],
    properties: { value: { type: 'integer' }, relation: { type: 'string', enum: ['exact', 'atLeast'] } },
  };
  return {
    type: 'object',
    required: ['items', 'nextCursor', ...(bothWays ? ['previousCursor'] : []), ...Object.keys(beside)],
    properties: {
      items: { type: 'array', items },
      nextCursor: { type: ['string', 'null'] },
      ...(bothWays && { previousCursor: { type: ['string', 'null'] } }),
      total,
      ...Object.fromEntries(Object.entries(beside).map(([name, { schema }]) => [name, schema])),
    },
  };
}

const FILE = fileForm('CSV, or a workbook (.xlsx).', {
  mapping: { type: 'string', contentMediaType: 'application/json' },
  sheet: { type: 'string', description: 'Of a workbook; the first that can be seen where it is left out.' },
});

const MEDIA_FILE = fileForm(
  Object.entries(CAMPAIGN_FILES)
    .map(([type, { mimeTypes, maxBytes }]) => `${type} (${mimeTypes.join(', ')}) up to ${maxBytes / 2 ** 20} MB`)
    .join('; '),
);

/** A form with a file, and what may stand beside it. */
function fileForm(description: string, beside: Node = {}): Node {
  const file = { type: 'string', contentMediaType: 'application/octet-stream', description };
  const schema = { type: 'object', required: ['file'], properties: { file, ...beside } };
  return { 'multipart/form-data': { schema } };
}

const UPLOAD_BODY = {
  required: true,
  content: {
    ...FILE,
    'application/json': {
      schema: {
        type: 'object',
        required: ['contacts'],
        properties: { contacts: JSON_CONTACTS },
        additionalProperties: false,
      },
    },
  },
};

const OWN_BODIES: Readonly<Record<OwnBody, Node>> = {
  contacts: UPLOAD_BODY,
  persons: { required: true, content: FILE },
  media: { required: true, content: MEDIA_FILE },
};

function problemSchema(): Node {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { type: 'string', enum: Object.keys(PROBLEMS) },
      instance: { type: 'string', description: 'The X-Request-Id of the answer' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/Fault' } },
      currentStatus: { type: 'string' },
      allowed: { type: 'array', items: { type: 'string' } },
    },
  };
}

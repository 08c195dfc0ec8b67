import { graphError, type GraphError } from './graph-error';
import { asObject, asText, type JsonObject } from './json-object';
import { type TemplateButton, type TemplateComponent } from './template-shape';
import { type Template, type TemplateCategory, type ParameterFormat } from './templates';
import { type World } from './world';

/** A template definition as it came in, in either spelling of its fields; or what is wrong with it. */
export type Definition =
  | {
      readonly name: string;
      readonly language: string;
      readonly category: TemplateCategory;
      readonly parameterFormat: ParameterFormat;
      readonly components: readonly TemplateComponent[];
      readonly messageSendTtlSeconds?: number;
    }
  | { readonly problem: string };

/** Seconds that may be set, by category; -1 is the longest. Platform reference, 4.6. */
const LIFETIMES = { AUTHENTICATION: [30, 900], UTILITY: [30, 43_200], MARKETING: [43_200, 2_592_000] } as const;

/** Reads `{ name, language, category, parameter_format | parameterFormat, components, message_send_ttl_seconds | messageSendTtlSeconds }`. */
export function readDefinition(body: JsonObject): Definition {
  const { name, language, components } = body;
  if (typeof name !== 'string' || !/^[a-z0-9_]{1,512}$/.test(name)) {
    return { problem: 'name must be 1 to 512 characters of a-z, 0-9 and _' };
  }
  if (typeof language !== 'string' || language === '') return { problem: 'language is required' };
  const category = asText(body.category)?.toUpperCase();
  if (category !== 'MARKETING' && category !== 'UTILITY' && category !== 'AUTHENTICATION') {
    return { problem: 'category must be MARKETING, UTILITY or AUTHENTICATION' };
  }
  if (!Array.isArray(components) || components.length === 0)
    return { problem: 'components must be a list that is not empty' };
  const read = components.map(asComponent);
  const wrong = read.indexOf(undefined);
  if (wrong >= 0) return { problem: `components[${wrong}] must be an object with a type` };
  const format = (asText(body.parameter_format ?? body.parameterFormat) ?? 'positional').toUpperCase();
  if (format !== 'POSITIONAL' && format !== 'NAMED') return { problem: 'parameterFormat must be positional or named' };
  const definition = {
    name,
    language,
    category,
    parameterFormat: format,
    components: read as TemplateComponent[],
  } as const;
  const ttl = body.message_send_ttl_seconds ?? body.messageSendTtlSeconds;
  if (ttl === undefined || ttl === null) return definition;
  const [shortest, longest] = LIFETIMES[category];
  const longestByName = ttl === -1 && category !== 'MARKETING';
  if (!longestByName && !(Number.isInteger(ttl) && Number(ttl) >= shortest && Number(ttl) <= longest)) {
    return { problem: `message_send_ttl_seconds of ${category} must be from ${shortest} to ${longest}` };
  }
  return { ...definition, messageSendTtlSeconds: Number(ttl) };
}

function asComponent(value: unknown): TemplateComponent | undefined {
  const object = asObject(value);
  const type = asText(object?.type);
  if (!object || type === undefined) return undefined;
  const buttons = Array.isArray(object.buttons)
    ? object.buttons.map(asButton).filter((button) => button !== undefined)
    : undefined;
  return { ...object, type, format: asText(object.format), text: asText(object.text), buttons };
}

function asButton(value: unknown): TemplateButton | undefined {
  const object = asObject(value);
  const type = asText(object?.type);
  return object && type !== undefined
    ? { ...object, type, text: asText(object.text), url: asText(object.url) }
    : undefined;
}

/** `GET /{waba}/message_templates` with `fields`, `name`, `language`, `status`, `limit`, `after`. */
export function listTemplates(
  world: World,
  account: string,
  query: URLSearchParams,
): { json: JsonObject } | GraphError {
  const limit = Number(query.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1) return graphError(100, 'Param limit must be a positive integer.');
  const [name, language, status] = [query.get('name'), query.get('language'), query.get('status')];
  const matching = world.known.templates
    .of(account)
    .filter(
      (template) =>
        (name === null || template.name.includes(name)) &&
        (language === null || template.language === language) &&
        (status === null || template.status === status.toUpperCase()),
    );
  const start = cursorPosition(query.get('after'));
  if (start === undefined) return graphError(100, 'Param after is not a cursor.');
  const page = matching.slice(start, start + Math.min(limit, 1000));
  const fields = query.get('fields')?.split(',');
  const end = start + page.length;
  const more = end < matching.length && { next: `?after=${cursor(end)}&limit=${limit}` };
  const paging = page.length > 0 ? { cursors: { before: cursor(start), after: cursor(end) }, ...more } : undefined;
  return { json: { data: page.map((template) => described(template, fields)), ...(paging && { paging }) } };
}

const cursor = (position: number): string => Buffer.from(`t${position}`).toString('base64url');

function cursorPosition(text: string | null): number | undefined {
  if (text === null) return 0;
  const position = /^t(\d+)$/.exec(Buffer.from(text, 'base64url').toString())?.[1];
  return position === undefined ? undefined : Number(position);
}

const DEFAULT_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];

function described(template: Template, fields: readonly string[] = DEFAULT_FIELDS): JsonObject {
  const all: JsonObject = {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    parameter_format: template.parameterFormat,
    components: template.components,
    message_send_ttl_seconds: template.messageSendTtlSeconds ?? null,
    quality_score: { score: 'GREEN', date: 1_795_258_800 },
    rejected_reason: 'NONE',
  };
  const wanted = [...fields.map((field) => field.trim()), 'id'];
  return Object.fromEntries(Object.entries(all).filter(([field]) => wanted.includes(field)));
}

/** `POST /{waba}/message_templates`: the template waits for review, which the control API ends. */
export function createTemplate(world: World, account: string, body: JsonObject): { json: JsonObject } | GraphError {
  const definition = readDefinition(body);
  if ('problem' in definition) return graphError(100, `Invalid template: ${definition.problem}.`);
  const { templates } = world.known;
  const known = templates.find(account, definition.name, definition.language);
  if (known)
    return graphError(100, `There is already ${definition.language} content for the template ${definition.name}.`);
  const { id, status, category } = templates.put({ ...definition, account, status: 'PENDING' });
  return { json: { id, status, category } };
}

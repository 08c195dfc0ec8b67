import { isObject, type JsonObject } from '../json';
import type { ListedTemplate } from '../provider';
import { optionalText } from '../reading';
import { templateStatusOf } from '../meta-webhooks/platform-words';
import { graphPage, pageQuery } from './graph-page';

const FIELDS = 'name,language,status,category,parameter_format,components,message_send_ttl_seconds';

/** What follows `/message_templates?`. @param after of the page before, empty for the first */
export function templatesQuery(after: string): string {
  return pageQuery(FIELDS, after);
}

/** A page of templates, and after what the next one begins: empty at the last. Null for an answer that is none. */
export function templatesPage(
  json: unknown,
): { readonly templates: readonly ListedTemplate[]; readonly after: string } | null {
  const page = graphPage(json);
  return page && { templates: page.data.filter(isObject).map(toListed), after: page.after };
}

function toListed(raw: JsonObject): ListedTemplate {
  const { components, message_send_ttl_seconds: ttl } = raw;
  return {
    name: optionalText(raw, 'name') ?? '',
    language: (optionalText(raw, 'language') ?? '').replace('-', '_'),
    category: optionalText(raw, 'category') ?? 'MARKETING',
    parameterFormat: optionalText(raw, 'parameter_format')?.toLowerCase() === 'named' ? 'named' : 'positional',
    status: templateStatusOf(optionalText(raw, 'status') ?? ''),
    components: Array.isArray(components) ? components.filter(isObject) : [],
    // Graph leaves out what is null.
    messageSendTtlSeconds: isTtl(ttl) ? ttl : null,
  };
}

function isTtl(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value === -1 || (value as number) > 0);
}

import { isObject, type JsonObject } from '../json';
import type { ListedTemplate } from '../provider';
import { optionalText } from '../reading';
import { templateStatusOf } from '../meta-webhooks/platform-words';

const FIELDS = 'name,language,status,category,parameter_format,components,message_send_ttl_seconds';
const PAGE = 100;

/** What follows `/message_templates?`. @param after of the page before, empty for the first */
export function pageQuery(after: string): string {
  return `fields=${FIELDS}&limit=${PAGE}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`;
}

/** A page of templates, and after what the next one begins: empty at the last. Null for an answer that is none. */
export function pageOf(
  json: unknown,
): { readonly templates: readonly ListedTemplate[]; readonly after: string } | null {
  if (!isObject(json) || !Array.isArray(json['data'])) return null;
  const listed: readonly unknown[] = json['data'];
  const { paging } = json;
  const cursors = isObject(paging) ? paging['cursors'] : undefined;
  // A short page is no end: only without `next` there is nothing more. Source: Meta, Graph API, *Paginated results*.
  const goesOn = listed.length === PAGE || optionalText(paging, 'next') !== undefined;
  const after = goesOn ? (optionalText(cursors, 'after') ?? '') : '';
  return { templates: listed.filter(isObject).map(toListed), after };
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

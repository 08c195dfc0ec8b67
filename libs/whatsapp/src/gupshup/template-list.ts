import { isObject, type JsonObject } from '../json';
import { templateStatusOf } from '../meta-webhooks/platform-words';
import type { ListedTemplate } from '../provider';
import { optionalText } from '../reading';
import { componentsOf } from './template-components';

/** A template as it is listed, with the id that sends name it by. */
export interface KnownTemplate {
  readonly id: string;
  readonly template: ListedTemplate;
}

/** `{ status: "success", templates: […] }`; null for an answer that is none. Source: Gupshup's documentation, *Get templates list*. */
export function readTemplateList(json: unknown): readonly KnownTemplate[] | null {
  const listed = isObject(json) ? json['templates'] : undefined;
  if (!Array.isArray(listed)) return null;
  return listed.filter(isObject).map((raw) => ({ id: optionalText(raw, 'id') ?? '', template: toListed(raw) }));
}

function toListed(raw: JsonObject): ListedTemplate {
  return {
    name: optionalText(raw, 'elementName') ?? '',
    language: (optionalText(raw, 'languageCode') ?? '').replace('-', '_'),
    category: optionalText(raw, 'category')?.toUpperCase() ?? 'MARKETING',
    parameterFormat: optionalText(raw, 'parameterFormat')?.toLowerCase() === 'named' ? 'named' : 'positional',
    status: statusOf(optionalText(raw, 'status')?.toUpperCase() ?? ''),
    components: componentsOf(raw),
  };
}

/** Meta's words, and one of Gupshup's own for what it could not even hand in. */
function statusOf(word: string): ListedTemplate['status'] {
  return word === 'FAILED' ? 'rejected' : templateStatusOf(word);
}

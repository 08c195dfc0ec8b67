import type { components } from '../../api/schema';
import type { TemplatesSearch } from './search';

type Template = components['schemas']['Template'];

/** Those that a search is for; `q` is part of a name, of what is written in it, in any case. */
export function matching(templates: readonly Template[], search: TemplatesSearch): readonly Template[] {
  const { q, status, category, language, sender } = search;
  const wanted = q?.toLowerCase();
  return templates.filter(
    (template) =>
      (status === undefined || template.status === status) &&
      (category === undefined || template.category === category) &&
      (language === undefined || template.language === language) &&
      (sender === undefined || template.senderId === sender) &&
      (wanted === undefined || textOf(template).includes(wanted)),
  );
}

function textOf({ name, components }: Template): string {
  const texts = (components as readonly { readonly text?: unknown }[]).map(({ text }) => text);
  return [name, ...texts.filter((text) => typeof text === 'string')].join('\n').toLowerCase();
}

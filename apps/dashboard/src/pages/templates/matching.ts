import type { components } from '../../api/schema';

type Template = components['schemas']['Template'];

interface Wanted {
  readonly q?: string;
  readonly status?: string;
  readonly category?: string;
  readonly language?: string;
  readonly sender?: string;
}

/** Those that a search is for; `q` is part of a name, of what is written in it, in any case. */
export function matching(templates: readonly Template[], wanted: Wanted): readonly Template[] {
  const { q, status, category, language, sender } = wanted;
  const text = q?.toLowerCase();
  return templates.filter(
    (template) =>
      (status === undefined || template.status === status) &&
      (category === undefined || template.category === category) &&
      (language === undefined || template.language === language) &&
      (sender === undefined || template.senderId === sender) &&
      (text === undefined || textOf(template).includes(text)),
  );
}

function textOf({ name, components }: Template): string {
  const texts = (components as readonly { readonly text?: unknown }[]).map(({ text }) => text);
  return [name, ...texts.filter((text) => typeof text === 'string')].join('\n').toLowerCase();
}

import { cleanParameter } from '@arauto/domain';
import { type FillProblem, findProblems } from './fill-problems';
import type { FillableText, Template } from './template';

/** Values by variable key, as the vault holds them. */
export type TemplateValues = Readonly<Record<string, string | undefined>>;

/** A template with a value for each of its variables: what a person is sent, in no provider's shape. */
export interface FilledTemplate {
  readonly template: Template;
  /** The cleaned value of a variable; empty for an optional one without. */
  readonly valueOf: (key: string) => string;
}

/** Fills in a template; every provider words what comes of it in its own way. */
export function fillTemplate(
  template: Template,
  values: TemplateValues,
): { readonly filled: FilledTemplate } | { readonly problems: readonly FillProblem[] } {
  const valueOf = cleanValues(template, values);
  const problems = findProblems(template, valueOf);
  return problems.length > 0 ? { problems } : { filled: { template, valueOf } };
}

/** What this template cannot take of these values; none when it can be sent. The same judgement at upload, in a test and at sending. */
export function fillProblems(template: Template, values: TemplateValues): readonly FillProblem[] {
  return findProblems(template, cleanValues(template, values));
}

/** Cleans every value once; a variable without one reads as empty. */
export function cleanValues(template: Template, values: TemplateValues): (key: string) => string {
  const clean = new Map<string, string>();
  for (const variables of [template.variables, template.optional]) {
    for (const { key } of variables) {
      const value = Object.hasOwn(values, key) ? values[key] : undefined;
      clean.set(key, value === undefined ? '' : cleanParameter(value));
    }
  }
  return (key) => clean.get(key) ?? '';
}

/** The variables of a text as parameters go: by number, a number used twice once; names in the order of the text. */
export function parametersOf(text: FillableText): readonly string[] {
  return [...new Set(text.keys)].sort((a, b) => positionOf(a) - positionOf(b));
}

/** `2`, `header.2` and `card_1.2` come second, whatever their order in the text; names keep theirs. */
function positionOf(key: string): number {
  const number = /^(?:header\.|card_\d+\.)?(\d+)$/.exec(key);
  return number ? Number(number[1]) : 0;
}

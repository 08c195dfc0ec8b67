import type { ParameterMapping, ParameterSource, TemplateContent } from '@arauto/domain';
import type { Problem } from '@arauto/domain';
import { fillProblems, readTemplate, type Template, type TemplateSource } from '@arauto/whatsapp';
import type { Problems } from '../use-case/problems';
import type { ContentInput, ParameterSourceInput } from './campaign-settings.input';

const KNOWN_TYPES: readonly string[] = ['text', 'media'];
const FIELDS: readonly string[] = ['type', 'templateId', 'parameterMapping'];

/** The shape of a campaign's content; whether the template exists and takes these variables is asked afterwards. */
export function checkContent(problems: Problems, content: ContentInput): TemplateContent | undefined {
  if (content.type !== 'template') {
    if (KNOWN_TYPES.includes(content.type)) problems.notSupportedYet('content.type', content.type);
    else problems.add('content.type', 'invalid', 'content.type must be template.');
    return undefined;
  }
  for (const field of Object.keys(content).filter((each) => !FIELDS.includes(each))) {
    problems.notSupportedYet(`content.${field}`, content[field]);
  }
  const { templateId, parameterMapping = {} } = content;
  if (typeof templateId !== 'string' || templateId === '') {
    problems.add('content.templateId', 'required', 'content.templateId must be the id of a template.');
    return undefined;
  }
  return { type: 'template', templateId, parameterMapping: checkMapping(problems, parameterMapping) };
}

function checkMapping(
  problems: Problems,
  mapping: { readonly [variable: string]: ParameterSourceInput },
): ParameterMapping {
  const entries = Object.entries(mapping).flatMap(([variable, source]) => {
    const path = mappingPath(variable);
    const { from, value, default: fallback } = source as Partial<Record<'from' | 'value' | 'default', unknown>>;
    if ((from === undefined) === (value === undefined)) {
      problems.add(path, 'invalid', `${path} must have either from or value.`);
      return [];
    }
    const texts = [from, value, fallback].filter((each) => each !== undefined);
    if (texts.some((each) => typeof each !== 'string') || from === '') {
      problems.add(path, 'invalid', `${path} must hold texts.`);
      return [];
    }
    return [[variable, sourceOf(from, value, fallback)] as const];
  });
  return Object.fromEntries(entries);
}

function sourceOf(from: unknown, value: unknown, fallback: unknown): ParameterSource {
  if (value !== undefined) return { value: value as string };
  return fallback === undefined ? { from: from as string } : { from: from as string, default: fallback as string };
}

function mappingPath(variable: string): string {
  return `content.parameterMapping.${variable}`;
}

/** Every variable of the template must be mapped, and nothing else. */
export function mappingProblems(template: TemplateSource, mapping: ParameterMapping): Problem[] {
  const read = readTemplate(template);
  if ('problems' in read) {
    return read.problems.map(({ path, message }) => ({
      path: 'content.templateId',
      code: 'template_unusable',
      message: `The template cannot be used: ${path} ${message}.`,
    }));
  }
  const variables = read.template.variables.map(({ key }) => key);
  const unmapped = variables.filter((key) => !Object.hasOwn(mapping, key));
  const unknown = Object.keys(mapping).filter((key) => !variables.includes(key));
  return [
    ...unmapped.map((key) => ({
      path: mappingPath(key),
      code: 'parameter_unmapped',
      message: `The template's variable ${key} is mapped to nothing.`,
    })),
    ...unknown.map((key) => ({
      path: mappingPath(key),
      code: 'parameter_unknown',
      message: `The template has no variable ${key}.`,
    })),
    ...constantProblems(read.template, mapping),
  ];
}

/** Constants that nobody's message could hold, whatever the contacts bring. */
function constantProblems(template: Template, mapping: ParameterMapping): Problem[] {
  const constants = Object.entries(mapping).filter(([, source]) => 'value' in source);
  if (constants.length === 0) return [];
  // The shortest that a contact could bring.
  const shortest = template.variables.map(({ key }) => [key, key === 'header.media' ? '1' : 'x'] as const);
  const values = Object.fromEntries([
    ...shortest,
    ...constants.map(([key, source]) => [key, 'value' in source ? source.value : ''] as const),
  ]);
  return fillProblems(template, values).flatMap(({ code, at, message }) => {
    const { header, body } = template;
    const keys = at === 'body' ? body.keys : at === 'header' && header?.type === 'text' ? header.text.keys : [at];
    const key = keys.find((each) => constants.some(([constant]) => constant === each));
    if (key === undefined) return [];
    const what = code === 'ENG_PARAM_MISSING' ? 'parameter_missing' : 'parameter_invalid';
    return [{ path: `${mappingPath(key)}.value`, code: what, message: `The constant cannot be sent: ${message}.` }];
  });
}

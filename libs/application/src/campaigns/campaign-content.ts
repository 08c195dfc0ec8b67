import type { ParameterMapping, ParameterSource, Problem, TemplateContent } from '@arauto/domain';
import {
  fillProblems,
  keysOfProblem,
  providerKind,
  readTemplate,
  shortestValues,
  type Template,
  type TemplateSource,
} from '@arauto/whatsapp';
import { Field, finding, id, isObject, type Kind, notYet, oneOf, optional, record, text, under } from '../fields';

const CONSTANT = text({ max: 1024, min: 0 });
const SOURCE = text({ max: 128 });

/** `{ from, default? }` or `{ value }`, nothing else. */
const parameterSource: Kind<ParameterSource> = {
  schema: {
    oneOf: [
      {
        type: 'object',
        properties: { from: SOURCE.schema, default: CONSTANT.schema },
        required: ['from'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: { value: CONSTANT.schema },
        required: ['value'],
        additionalProperties: false,
      },
    ],
  },
  check: (value) => {
    if (!isObject(value)) return finding('not_an_object', 'must be an object with from, or with value');
    const known = 'value' in value ? ['value'] : ['from', 'default'];
    const strange = Object.keys(value).filter((name) => !known.includes(name));
    const [given, rules] = 'value' in value ? ['value', CONSTANT] : ['from', SOURCE];
    return [
      ...strange.flatMap((name) => finding('unknown_field', `is no field beside ${known[0]}`, `.${name}`)),
      ...(given in value
        ? under(`.${given}`, rules.check(value[given]))
        : finding('required', 'is missing', `.${given}`)),
      ...(given === 'from' && value['default'] !== undefined
        ? under('.default', CONSTANT.check(value['default']))
        : []),
    ];
  },
};

/** Which variable of a template is what of a contact. */
export const parameterMapping: Kind<ParameterMapping> = record(parameterSource, { max: 100 });

export class ContentBody {
  @Field(oneOf(['template'], ['text', 'media'])) readonly type!: 'template';
  @Field(id) readonly templateId!: string;
  @Field(
    optional(parameterMapping),
    'Template variable → where its value comes from: name, phone, correlationId, a parameter, a constant. Variables are called as the template ' +
      'lists them: 1 or nome, header.1, header.media, header.latitude, button.0, offer.expires; those of the first card of a carousel card_1.1, ' +
      'card_1.header.media, card_1.button.0.',
  )
  readonly parameterMapping?: ParameterMapping;
  @Field(notYet) readonly text?: undefined;
  @Field(notYet) readonly media?: undefined;
  @Field(notYet) readonly fallbackTemplateId?: undefined;
}

export function contentOf({ type, templateId, parameterMapping = {} }: ContentBody): TemplateContent {
  return { type, templateId, parameterMapping };
}

function mappingPath(variable: string): string {
  return `content.parameterMapping.${variable}`;
}

/**
 * Every variable of the template must be mapped, and nothing else; and what is sent through must be able to carry it.
 * @param providers of the numbers that it is sent from, as far as there are any
 */
export function mappingProblems(
  template: TemplateSource,
  mapping: ParameterMapping,
  providers: readonly string[],
): Problem[] {
  const uncarried = [...new Set(providers)].flatMap(
    (provider) => providerKind(provider).uncarried?.(template.components, Object.keys(mapping)) ?? [],
  );
  if (uncarried.length > 0) {
    return uncarried.map((message) => ({ path: 'content.templateId', code: 'template_uncarried', message }));
  }

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
  const known = [...variables, ...read.template.optional.map(({ key }) => key)];
  const unknown = Object.keys(mapping).filter((key) => !known.includes(key));
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
  const given = Object.fromEntries(
    constants.map(([key, source]) => [key, 'value' in source ? source.value : ''] as const),
  );
  const values = { ...shortestValues(template), ...given };
  return fillProblems(template, values).flatMap(({ code, what: why, at, message }) => {
    const key = keysOfProblem({ what: why, at }, template).find((each) =>
      constants.some(([constant]) => constant === each),
    );
    if (key === undefined) return [];
    const what = code === 'ENG_PARAM_MISSING' ? 'parameter_missing' : 'parameter_invalid';
    return [{ path: `${mappingPath(key)}.value`, code: what, message: `The constant cannot be sent: ${message}.` }];
  });
}

import { type ParameterMapping, parameterValues } from '@arauto/domain';
import { templatesView } from '@arauto/read-models/operational';
import { fillProblems, previewTemplate, readTemplate } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { parameterMapping } from '../campaigns/campaign-content';
import { Field, optional, record, text } from '../fields';
import { list, named, object, oneOf, orNull, refTo, type Shown, text as shownText } from '../fields/shapes';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { fault } from '../use-case/problems';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';

const CELL = text({ max: 1024, min: 0, lines: true });

/** A row as a contact file has it; what is left out is empty. */
export class PreviewTemplateBody {
  @Field(
    optional(parameterMapping),
    'As in the content of a campaign; by default each variable is the parameter of its name.',
  )
  readonly parameterMapping?: ParameterMapping;
  @Field(optional(text({ max: 200, min: 0 }))) readonly name?: string;
  @Field(optional(text({ max: 40, min: 0 }))) readonly phone?: string;
  @Field(optional(text({ max: 256, min: 0 }))) readonly correlationId?: string;
  @Field(optional(record(CELL, { max: 100 }))) readonly parameters?: { readonly [name: string]: string };
}

const HEADERS = ['text', 'image', 'video', 'document', 'location'] as const;
const BUTTONS = ['quick_reply', 'url', 'phone', 'copy_code', 'flow', 'catalog', 'mpm', 'voice_call'] as const;

const shownHeader = object({ type: oneOf(HEADERS), value: shownText });
const shownButton = object({ type: oneOf(BUTTONS), label: shownText, value: orNull(shownText) });

const preview = named(
  'TemplatePreview',
  object({
    /** A variable without a value stands there as `{{1}}`. */
    header: orNull(shownHeader),
    body: shownText,
    footer: orNull(shownText),
    /** A limited-time offer; `expires` as it was given. */
    offer: orNull(object({ text: shownText, expires: orNull(shownText) })),
    buttons: list(shownButton),
    /** Of a carousel, from left to right. */
    cards: list(object({ header: shownHeader, body: orNull(shownText), buttons: list(shownButton) })),
    /** What keeps it from being sent so; empty when it can be. */
    problems: list(refTo(fault)),
  }),
);
type Preview = Shown<typeof preview>;

/** What a person would read, filled in with the values of a row by the same rules as a message is. */
export class PreviewTemplate extends QueryWith<PreviewTemplateBody & { readonly templateId: string }, Preview> {
  static readonly facts: UseCaseFacts = {
    permission: 'template:read',
    body: PreviewTemplateBody,
    answers: preview,
    problems: ['not_found'],
  };
}

@QueryHandler(PreviewTemplate)
export class PreviewTemplateHandler implements IQueryHandler<PreviewTemplate> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: PreviewTemplate): Promise<Preview> {
    await caughtUp(this.views, 'operational', context);
    const { templateId, name = null, phone = null, correlationId = null, parameters = {} } = input;
    const doc = await getDocument(this.views, templatesView, templateId, context.principal, 'template');
    const read = readTemplate(doc);
    if ('problems' in read) return UNUSABLE;
    const { template } = read;
    const mapping =
      input.parameterMapping ?? byName([...template.variables, ...template.optional].map(({ key }) => key));
    const values = parameterValues(mapping, { name, phone, correlationId, parameters });
    const problems = fillProblems(template, values).map(({ what, at, message }) => ({
      path: at,
      code: what === 'missing' ? 'parameter_missing' : 'parameter_invalid',
      message: `${message[0]!.toUpperCase()}${message.slice(1)}.`,
    }));
    return { ...previewTemplate(template, values), problems };
  }
}

function byName(variables: readonly string[]): ParameterMapping {
  return Object.fromEntries(variables.map((key) => [key, { from: key }]));
}

const UNUSABLE: Preview = {
  header: null,
  body: '',
  footer: null,
  offer: null,
  buttons: [],
  cards: [],
  problems: [{ path: '', code: 'template_unusable', message: 'The template cannot be read.' }],
};

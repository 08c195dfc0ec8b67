import {
  type CampaignContent,
  type CampaignMedia,
  FREE_FORM_LIMITS,
  type ParameterMapping,
  type ParameterSource,
  type Problem,
  templatePathOf,
  wrongPlaceholders,
} from '@arauto/domain';
import {
  fillProblems,
  keysOfProblem,
  providerKind,
  readTemplate,
  shortestValues,
  type Template,
  type TemplateSource,
} from '@arauto/whatsapp';
import {
  Field,
  finding,
  id,
  isObject,
  type Kind,
  narrowed,
  oneOf,
  optional,
  part,
  record,
  text,
  under,
} from '../fields';

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

/** Characters of a link: what browsers and servers on the way take for sure. */
const LONGEST_LINK = 2000;

const LINK = text({ max: LONGEST_LINK, pattern: /^https:\/\/[^\s/]+\S*$/, of: 'an https link without blanks' });

export class MediaBody {
  @Field(oneOf(['image', 'video', 'audio', 'document'])) readonly type!: 'image' | 'video' | 'audio' | 'document';
  @Field(
    optional(LINK),
    'Where the platform fetches the file, once for every message: image (JPEG, PNG) up to 5 MB, video (MP4, 3GP) and audio up to 16 MB, document up to 100 MB.',
  )
  readonly link?: string;
  @Field(
    optional(id),
    'In place of a link: a file that was uploaded to this campaign (`POST /v1/campaigns/{id}/media`).',
  )
  readonly uploaded?: string;
}

/** It lies in one place. */
const media: Kind<MediaBody> = narrowed(part(MediaBody), ({ link, uploaded }) => {
  if (link === undefined && uploaded === undefined) return finding('required', 'must have link, or uploaded');
  return link === undefined || uploaded === undefined
    ? []
    : finding('ambiguous', 'must have link or uploaded, not both');
});

/** Of each kind of content, the fields that it is made of. */
const FIELDS_OF = {
  template: ['type', 'templateId', 'parameterMapping'],
  text: ['type', 'text', 'fallbackTemplateId', 'parameterMapping'],
  media: ['type', 'media', 'caption', 'filename', 'fallbackTemplateId', 'parameterMapping'],
} as const satisfies Record<CampaignContent['type'], readonly (keyof ContentBody)[]>;

const NEEDED = { template: 'templateId', text: 'text', media: 'media' } as const;

export class ContentBody {
  @Field(oneOf(['template', 'text', 'media']), 'Text and media reach people inside an open session alone.')
  readonly type!: CampaignContent['type'];
  @Field(optional(id), 'Of a template.') readonly templateId?: string;
  @Field(
    optional(parameterMapping),
    'Template variable → where its value comes from: name, phone, correlationId, a parameter, a constant. Variables are called as the template ' +
      'lists them: 1 or nome, header.1, header.media, header.latitude, button.0, offer.expires; those of the first card of a carousel card_1.1, ' +
      'card_1.header.media, card_1.button.0. Of text and media: of the fallback template.',
  )
  readonly parameterMapping?: ParameterMapping;
  @Field(
    optional(text({ max: FREE_FORM_LIMITS.text, lines: true, example: 'Olá {{name}}' })),
    'Of text: what is written, with fields of the contact as {{name}}, {{phone}}, {{correlationId}} or {{a parameter}}.',
  )
  readonly text?: string;
  @Field(optional(media), 'Of media: the file.') readonly media?: MediaBody;
  @Field(
    optional(text({ max: FREE_FORM_LIMITS.caption, lines: true })),
    'Of media, but for audio: what is written below it, with fields of the contact as in a text.',
  )
  readonly caption?: string;
  @Field(
    optional(text({ max: 240 })),
    'Of a document: what it is called on the phone. Of an uploaded file, its own name where it says none.',
  )
  readonly filename?: string;
  @Field(
    optional(id),
    'Of text and media: the template that goes out where no session is open. Without one such contacts end in error.',
  )
  readonly fallbackTemplateId?: string;
}

/** What a campaign sends: fields of one kind of content, and no others. */
export const campaignContent: Kind<ContentBody> = narrowed(part(ContentBody), (body) => {
  const { type } = body;
  if (!Object.hasOwn(FIELDS_OF, type)) return [];
  const fields: readonly string[] = FIELDS_OF[type];
  const strange = Object.keys(body).filter((name) => DECLARED.has(name) && given(body, name) && !fields.includes(name));
  const needed = NEEDED[type];
  return [
    ...strange.flatMap((name) => finding('unknown_field', `is no field of content of the type ${type}`, `.${name}`)),
    ...(given(body, needed) ? [] : finding('required', 'is missing', `.${needed}`)),
    ...fileFindings(body),
    ...wordsFindings(body),
    ...mappingFindings(body),
  ];
});

/** Fields that nobody knows are named by the check of the body itself. */
const DECLARED: ReadonlySet<string> = new Set(Object.values(FIELDS_OF).flat());

function given(body: ContentBody, name: string): boolean {
  return (body as unknown as Record<string, unknown>)[name] !== undefined;
}

function fileFindings({ type, media, caption, filename }: ContentBody) {
  if (type !== 'media' || !isObject(media)) return [];
  return [
    ...(media.type === 'audio' && caption !== undefined
      ? finding('unknown_field', 'is no field of an audio file: it has no caption', '.caption')
      : []),
    ...(media.type !== 'document' && media.uploaded === undefined && filename !== undefined
      ? finding('unknown_field', 'is a field of documents and uploaded files alone', '.filename')
      : []),
  ];
}

/** An empty one says nothing: it is what a campaign without a fallback shows. */
function mappingFindings({ type, fallbackTemplateId, parameterMapping: mapping }: ContentBody) {
  if (type === 'template' || fallbackTemplateId !== undefined) return [];
  if (!isObject(mapping) || Object.keys(mapping).length === 0) return [];
  return finding('unknown_field', 'is of the fallback template, and there is none', '.parameterMapping');
}

function wordsFindings({ text: words, caption }: ContentBody) {
  return Object.entries({ text: words, caption }).flatMap(([field, value]) =>
    typeof value === 'string'
      ? wrongPlaceholders(value).flatMap((wrong) =>
          finding(
            'placeholder_invalid',
            `holds ${wrong}, which names no field of a contact as {{name}} does`,
            `.${field}`,
          ),
        )
      : [],
  );
}

export function contentOf(body: ContentBody): CampaignContent {
  const { type, templateId = '', text: words = '', media, caption, filename, fallbackTemplateId } = body;
  const { parameterMapping = {} } = body;
  const fallback = { ...(fallbackTemplateId !== undefined && { fallbackTemplateId }), parameterMapping };
  switch (type) {
    case 'template':
      return { type, templateId, parameterMapping };
    case 'text':
      return { type, text: words, ...fallback };
    case 'media':
      return {
        type,
        media: mediaOf(media!),
        ...(caption !== undefined && { caption }),
        ...(filename !== undefined && { filename }),
        ...fallback,
      };
  }
}

function mediaOf({ type, link = '', uploaded }: MediaBody): CampaignMedia {
  return uploaded === undefined ? { type, link } : { type, uploaded };
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
  content: CampaignContent,
  providers: readonly string[],
): Problem[] {
  const { parameterMapping: mapping } = content;
  const path = templatePathOf(content);
  const uncarried = [...new Set(providers)].flatMap(
    (provider) => providerKind(provider).uncarried?.(template.components, Object.keys(mapping)) ?? [],
  );
  if (uncarried.length > 0) {
    return uncarried.map((message) => ({ path, code: 'template_uncarried', message }));
  }

  const read = readTemplate(template);
  if ('problems' in read) {
    return read.problems.map(({ path: where, message }) => ({
      path,
      code: 'template_unusable',
      message: `The template cannot be used: ${where} ${message}.`,
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

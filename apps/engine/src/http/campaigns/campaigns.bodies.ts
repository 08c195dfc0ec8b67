import {
  above,
  type Check,
  finding,
  flag,
  id,
  isObject,
  list,
  oneOf,
  record,
  text,
  under,
  whole,
} from '../fields/checks';
import { Field, IdField, NotYet, Part, TextField } from '../fields/field';
import { timeZone } from '../fields/zones';
import { PaceBody } from '../senders/senders.bodies';

const DAY_SECONDS = 86_400;

/** `{ from, default? }` or `{ value }`, nothing else. */
const parameterSource: Check = (value) => {
  if (!isObject(value)) return finding('not_an_object', 'must be an object with from, or with value');
  const known = 'value' in value ? ['value'] : ['from', 'default'];
  const strange = Object.keys(value).filter((name) => !known.includes(name));
  const [given, rules] = 'value' in value ? ['value', text({ max: 1024, min: 0 })] : ['from', text({ max: 128 })];
  return [
    ...strange.flatMap((name) => finding('unknown_field', `is no field beside ${known[0]}`, `.${name}`)),
    ...(given in value ? under(`.${given}`, rules(value[given])) : finding('required', 'is missing', `.${given}`)),
    ...(given === 'from' && value['default'] !== undefined
      ? under('.default', text({ max: 1024, min: 0 })(value['default']))
      : []),
  ];
};

const senderIds: Check = (value) =>
  Array.isArray(value) && value.length > 1
    ? finding('not_supported_yet', 'may have one entry: several senders come with a later version')
    : list(id, { min: 1, max: 1 })(value);

const SENDER_IDS = {
  type: 'array',
  items: { type: 'string', maxLength: 128 },
  minItems: 1,
  maxItems: 1,
} as const;

export class ContentBody {
  @Field(oneOf(['template'], ['text', 'media']), { type: 'string', enum: ['template'] }) type!: string;
  @IdField() templateId!: string;
  @Field(
    record(parameterSource, { max: 100 }),
    {
      type: 'object',
      additionalProperties: {
        oneOf: [
          {
            type: 'object',
            properties: { from: { type: 'string' }, default: { type: 'string' } },
            required: ['from'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: { value: { type: 'string' } },
            required: ['value'],
            additionalProperties: false,
          },
        ],
      },
      description:
        'Template variable → where its value comes from: name, phone, correlationId, a parameter, a constant.',
    },
    { optional: true },
  )
  parameterMapping?: Record<string, { from: string; default?: string } | { value: string }> | undefined;
  @NotYet() text?: unknown;
  @NotYet() media?: unknown;
  @NotYet() fallbackTemplateId?: unknown;
}

export class RetryPolicyBody {
  @Field(whole(1, 20), { type: 'integer', minimum: 1, maximum: 20 }, { optional: true }) maxAttempts?:
    number | undefined;
  @Field(above(0, 100), { type: 'number', exclusiveMinimum: 0, maximum: 100 }, { optional: true })
  scale?: number | undefined;
  @Field(
    list(text({ max: 32, pattern: /^\w+$/, of: 'an error code' }), { max: 20 }),
    { type: 'array', items: { type: 'string', maxLength: 32 }, maxItems: 20 },
    { optional: true },
  )
  retryAfterAcceptance?: string[] | undefined;
}

export class UnknownOutcomeBody {
  @Field(whole(1, 7 * DAY_SECONDS), { type: 'integer', minimum: 1, maximum: 7 * DAY_SECONDS }, { optional: true })
  graceSeconds?: number | undefined;
  @Field(
    oneOf(['ask', 'assume_delivered', 'assume_not_sent']),
    { type: 'string', enum: ['ask', 'assume_delivered', 'assume_not_sent'] },
    { optional: true },
  )
  then?: string | undefined;
}

/** What a campaign may be told, whether new or edited. */
class SettingsBody {
  @Part(PaceBody, { optional: true, nullable: true }) pace?: PaceBody | null | undefined;
  @Field(timeZone, { type: 'string', example: 'America/Sao_Paulo' }, { optional: true, nullable: true })
  timeZone?: string | null | undefined;
  @Part(RetryPolicyBody, { optional: true }) retryPolicy?: RetryPolicyBody | undefined;
  @Field(whole(1, 30 * DAY_SECONDS), { type: 'integer', minimum: 1, maximum: 30 * DAY_SECONDS }, { optional: true })
  reportingHorizonSeconds?: number | undefined;
  @Part(UnknownOutcomeBody, { optional: true }) unknownOutcome?: UnknownOutcomeBody | undefined;
  @Field(oneOf(['wait'], ['fail']), { type: 'string', enum: ['wait'] }, { optional: true })
  whenTierIsFull?: string | undefined;
  @NotYet() sendWindow?: unknown;
  @NotYet() guardRails?: unknown;
  @NotYet() canary?: unknown;
}

export class CreateCampaignBody extends SettingsBody {
  @IdField({ optional: true }) subaccountId?: string | undefined;
  @TextField({ max: 200, example: 'Cobrança de março' }) name!: string;
  @Field(senderIds, SENDER_IDS) senderIds!: string[];
  @Part(ContentBody) content!: ContentBody;
}

export class EditCampaignBody extends SettingsBody {
  @TextField({ max: 200 }, { optional: true }) name?: string | undefined;
  @Field(senderIds, SENDER_IDS, { optional: true }) senderIds?: string[] | undefined;
  @Part(ContentBody, { optional: true }) content?: ContentBody | undefined;
}

export class ScheduleCampaignBody {
  @TextField({
    max: 19,
    pattern: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/,
    of: 'a wall clock without offset, like 2026-12-01T09:00',
    example: '2026-12-01T09:00',
  })
  localTime!: string;
  @Field(timeZone, { type: 'string', example: 'America/Sao_Paulo' }, { optional: true }) timeZone?: string | undefined;
}

export class StartCampaignBody {
  @NotYet() canary?: unknown;
}

export class PauseCampaignBody {
  @TextField({ max: 200 }, { optional: true }) reason?: string | undefined;
}

export class DuplicateCampaignBody {
  @TextField({ max: 200 }, { optional: true }) name?: string | undefined;
  @Field(flag, { type: 'boolean' }, { optional: true }) withContacts?: boolean | undefined;
}

export class RetryFailedBody {
  @Field(
    oneOf(['failed', 'unsent', 'unread']),
    { type: 'string', enum: ['failed', 'unsent', 'unread'] },
    { optional: true },
  )
  which?: string | undefined;
}

export class TestMessageBody {
  @TextField({ max: 40, example: '+5511900001234' }) phone!: string;
  @TextField({ max: 200 }, { optional: true }) name?: string | undefined;
  @Field(
    record(text({ max: 1024, min: 0, lines: true }), { max: 50 }),
    { type: 'object', additionalProperties: { type: 'string', maxLength: 1024 } },
    { optional: true },
  )
  parameters?: Record<string, string> | undefined;
}

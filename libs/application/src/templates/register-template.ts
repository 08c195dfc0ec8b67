import { isDeepStrictEqual } from 'node:util';
import {
  type JsonValue,
  Refusal,
  senderAggregate,
  stream,
  type Template,
  TEMPLATE_STATUSES,
  templateAggregate,
  type TemplateStatus,
  templateDecider,
} from '@arauto/domain';
import { validateTemplate } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { anyObject, Field, id, list, oneOf, optional, text, whole } from '../fields';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound, Problems } from '../use-case/problems';
import { owned, subaccountOf } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { templateId } from './template-id';

const NAME = text({
  max: 512,
  pattern: /^[a-z0-9_]+$/,
  of: 'lower case letters, digits and _',
  example: 'aviso_de_fatura',
});
const LANGUAGE = text({
  max: 15,
  pattern: /^[a-z]{2,3}(_[A-Za-z]{2,4})?$/,
  of: 'a language like pt_BR',
  example: 'pt_BR',
});

/** Seconds. The shortest and the longest of all categories. Source: Meta, *Time-to-live*. */
const SHORTEST_TTL = 30;
const LONGEST_TTL = 2_592_000;

export class RegisterTemplateBody {
  @Field(optional(id)) readonly subaccountId?: string;
  @Field(id) readonly senderId!: string;
  @Field(NAME) readonly name!: string;
  @Field(LANGUAGE) readonly language!: string;
  @Field(oneOf(['UTILITY', 'MARKETING', 'AUTHENTICATION']))
  readonly category!: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  @Field(optional(oneOf(['positional', 'named']))) readonly parameterFormat?: 'positional' | 'named';
  /** In the provider's own shape: what is inside is the platform's to judge. */
  @Field(list(anyObject, { min: 1, max: 10 })) readonly components!: readonly { readonly [key: string]: unknown }[];
  /** As it is set at the platform: seconds, or -1 for its longest; nothing is set by default. */
  @Field(optional(whole(-1, LONGEST_TTL))) readonly messageSendTtlSeconds?: number;
  /** `approved` by default. */
  @Field(optional(oneOf(TEMPLATE_STATUSES))) readonly status?: TemplateStatus;
}

export class RegisterTemplate extends CommandWith<RegisterTemplateBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'template:write',
    body: RegisterTemplateBody,
    problems: ['not_found', 'already_exists'],
  };
}

@CommandHandler(RegisterTemplate)
export class RegisterTemplateHandler implements ICommandHandler<RegisterTemplate> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  /** A template has one id for its sender, name and language: registered twice it is one, as the platform has it. */
  async execute({ context, input }: RegisterTemplate): Promise<Answer> {
    const { id: subaccountId } = await subaccountOf(this.runner, context.principal, input.subaccountId);
    const { state } = await this.runner.load(senderAggregate, input.senderId);
    const sender = owned(context.principal, state, 'sender');
    if (sender.subaccountId !== subaccountId) throw notFound('sender');
    const template = check(input);
    return this.runner.run(context, async ({ create }) => {
      const { senderId } = input;
      const id = templateId(senderId, template.name, template.language);
      refuseAnother((await this.runner.load(templateAggregate, id)).state, template);
      const command = { type: 'RegisterTemplate', subaccountId, senderId, ...template } as const;
      return answerOf(id, await create(templateDecider, stream.template(id), command));
    });
  }
}

type Checked = ReturnType<typeof check>;

/** Taking another text for the one that is there would let people believe that it is the one that is sent. */
function refuseAnother(known: Template, { components, parameterFormat, category }: Checked): void {
  if (known.status === 'none') return;
  const { components: there, parameterFormat: format, category: kind } = known;
  if (isDeepStrictEqual([there, format, kind], [components, parameterFormat, category])) return;
  throw new Refusal(
    'already_exists',
    'The sender has a template of this name and language with another content. Give it another name.',
  );
}

function check(input: RegisterTemplateBody) {
  const { name, language, category, parameterFormat = 'positional', status = 'approved' } = input;
  const { messageSendTtlSeconds: ttl } = input;
  const problems = new Problems();
  const components = input.components as readonly { readonly [key: string]: JsonValue }[];
  for (const { path, code, message } of validateTemplate({ name, language, category, parameterFormat, components })) {
    problems.add(path, code === 'unsupported' ? 'not_supported_yet' : code, `${path} ${message}.`);
  }
  if (ttl !== undefined && ttl !== -1 && ttl < SHORTEST_TTL) {
    problems.add('messageSendTtlSeconds', 'invalid', `messageSendTtlSeconds must be -1 or at least ${SHORTEST_TTL}.`);
  }
  problems.refuse();
  const checked = { name, language, category, parameterFormat, components, status };
  return ttl === undefined ? checked : { ...checked, messageSendTtlSeconds: ttl };
}

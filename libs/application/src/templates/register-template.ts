import { isDeepStrictEqual } from 'node:util';
import type { Permission } from '@arauto/access';
import {
  type JsonValue,
  Refusal,
  senderAggregate,
  stream,
  type Template,
  TEMPLATE_STATUSES,
  templateAggregate,
  templateDecider,
} from '@arauto/domain';
import { validateTemplate } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkWord, notFound, Problems } from '../use-case/problems';
import { owned, subaccountOf } from '../use-case/scope';
import { templateId } from './template-id';

export interface RegisterTemplateInput {
  readonly subaccountId?: string | undefined;
  readonly senderId: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly parameterFormat?: string | undefined;
  /** In the provider's own shape. */
  readonly components: readonly { readonly [key: string]: unknown }[];
  /** approved (the default), paused, disabled, pending, rejected. */
  readonly status?: string | undefined;
}

export class RegisterTemplate extends Command<Answer> {
  static readonly permission: Permission = 'template:write';

  constructor(
    readonly context: CommandContext,
    readonly input: RegisterTemplateInput,
  ) {
    super();
  }
}

export const TEMPLATE_CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
const PARAMETER_FORMATS = ['positional', 'named'] as const;

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

function check(input: RegisterTemplateInput) {
  const problems = new Problems();
  const { name, language } = input;
  const category = checkWord(problems, 'category', input.category, TEMPLATE_CATEGORIES) ?? 'UTILITY';
  const status = checkWord(problems, 'status', input.status ?? 'approved', TEMPLATE_STATUSES) ?? 'approved';
  const format = input.parameterFormat ?? 'positional';
  const parameterFormat = checkWord(problems, 'parameterFormat', format, PARAMETER_FORMATS) ?? 'positional';
  const components = input.components as readonly { readonly [key: string]: JsonValue }[];
  for (const { path, code, message } of validateTemplate({ name, language, parameterFormat, components })) {
    problems.add(path, code === 'unsupported' ? 'not_supported_yet' : code, `${path} ${message}.`);
  }
  problems.refuse();
  return { name, language, category, parameterFormat, components, status };
}

import { senderAggregate, senderDecider, type SenderSettings, stream } from '@arauto/domain';
import { namesOf, type ProviderKind, providerKind } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, nullable, optional, part, text } from '../fields';
import { PLATFORM } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { Problems } from '../use-case/problems';
import { requireRevision } from '../use-case/require-revision';
import { owned } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { connectSender } from './connect-sender';
import { NumberClaims } from './number-claims';
import type { Platform } from './platform';
import { SenderSecrets } from './sender-secrets';
import { ConnectionBody, CredentialsBody, PaceBody, portfolioId } from './sender-fields';
import { checkSettings, tidyConnection } from './sender-settings';

export class EditSenderBody {
  @Field(optional(text({ max: 200 }))) readonly name?: string;
  @Field(optional(portfolioId)) readonly portfolioId?: string;
  @Field(optional(part(ConnectionBody))) readonly connection?: ConnectionBody;
  /** All of them together: a half-changed set would verify nothing. */
  @Field(optional(part(CredentialsBody))) readonly credentials?: CredentialsBody;
  @Field(optional(nullable(part(PaceBody)))) readonly pace?: PaceBody | null;
}

export class EditSender extends CommandWith<EditSenderBody & { readonly senderId: string }> {
  static readonly facts: UseCaseFacts = {
    permission: 'sender:write',
    body: EditSenderBody,
    problems: ['not_found', 'already_registered'],
  };
}

@CommandHandler(EditSender)
export class EditSenderHandler implements ICommandHandler<EditSender> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(SenderSecrets) private readonly secrets: SenderSecrets,
    @Inject(NumberClaims) private readonly numbers: NumberClaims,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async execute({ context, input }: EditSender): Promise<Answer> {
    const { senderId, connection, credentials } = input;
    const name = stream.sender(senderId);
    const { state, revision } = await this.runner.load(senderAggregate, senderId);
    const sender = owned(context.principal, state, 'sender');
    const settings = check(input, providerKind(sender.provider), this.platform);
    const former = namesOf(sender).phoneNumberId;
    const number = { ...sender, ...settings };
    const repeated = await this.runner.repeats(context, name);
    // Nothing is claimed and nothing kept for an edit that will be refused.
    if (!repeated) requireRevision(context, revision);
    return this.runner.run(context, async (steps) => {
      const moves = namesOf(number).phoneNumberId !== former && !repeated;
      if (moves) await this.numbers.claim(steps, number, senderId);
      const credentialsRef = credentials && !repeated ? await this.secrets.keep(senderId, credentials) : undefined;
      const changes: Partial<SenderSettings> = { ...settings, ...(credentialsRef !== undefined && { credentialsRef }) };
      const edited = await steps.main(senderDecider, name, { type: 'EditSender', changes });
      if (moves) await this.numbers.release(steps, former, senderId);
      const reconnects = connection !== undefined || credentials !== undefined;
      const connected = reconnects ? await connectSender(this.platform, steps, senderId, edited.state) : undefined;
      return answerOf(senderId, connected ?? edited);
    });
  }
}

function check(input: EditSenderBody, kind: ProviderKind, platform: Platform): Partial<SenderSettings> {
  const { name, portfolioId, connection, pace } = input;
  const problems = new Problems();
  checkSettings(problems, platform, kind, input);
  problems.refuse();
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(portfolioId !== undefined && { portfolioId }),
    ...(connection !== undefined && { connection: tidyConnection(connection) }),
    ...(pace !== undefined && { pace }),
  };
}

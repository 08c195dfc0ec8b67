import type { Permission } from '@arauto/access';
import { type Connection, senderAggregate, senderDecider, type SenderSettings, stream } from '@arauto/domain';
import { namesOf, type ProviderKind, providerKind, type Settings } from '@arauto/whatsapp';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { PLATFORM } from '../tokens';
import { requireRevision } from '../campaigns/campaign-parts';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, Problems } from '../use-case/problems';
import { owned } from '../use-case/scope';
import { connectSender } from './connect-sender';
import { NumberClaims } from './number-claims';
import type { Platform } from './platform';
import { SenderSecrets } from './sender-secrets';
import { checkPace, checkSettings, tidyConnection } from './sender-settings';

export interface EditSenderInput {
  readonly senderId: string;
  readonly name?: string | undefined;
  readonly portfolioId?: string | undefined;
  readonly connection?: Connection | undefined;
  /** All of them together: a half-changed set would verify nothing. */
  readonly credentials?: Settings | undefined;
  readonly pace?: { readonly messagesPerSecond: number } | null | undefined;
}

export class EditSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: EditSenderInput,
  ) {
    super();
  }
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
    const number = namesOf({ ...sender, ...settings }).phoneNumberId;
    const repeated = await this.runner.repeats(context, name);
    // Nothing is claimed and nothing kept for an edit that will be refused.
    if (!repeated) requireRevision(context, revision);
    return this.runner.run(context, async (steps) => {
      const moves = number !== former && !repeated;
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

function check(input: EditSenderInput, kind: ProviderKind, platform: Platform): Partial<SenderSettings> {
  const problems = new Problems();
  const { name, portfolioId, connection, pace } = input;
  checkSettings(problems, platform, kind, input);
  const changes = {
    ...(name !== undefined && { name: checkText(problems, 'name', name) }),
    ...(portfolioId !== undefined && { portfolioId: checkText(problems, 'portfolioId', portfolioId, 64) }),
    ...(connection !== undefined && { connection: tidyConnection(connection) }),
    ...(pace !== undefined && { pace: checkPace(problems, pace) }),
  };
  problems.refuse();
  return changes;
}

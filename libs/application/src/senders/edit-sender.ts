import type { Permission } from '@arauto/access';
import { senderDecider, type SenderSettings, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { RevisionConflict } from '../errors';
import { PLATFORM } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, Problems } from '../use-case/problems';
import { owned } from '../use-case/scope';
import { connectSender } from './connect-sender';
import { NumberClaims } from './number-claims';
import type { Platform } from './platform';
import { SenderSecrets } from './sender-secrets';
import { checkConnection, checkCredentials, checkPace } from './sender-settings';
import type { ConnectionInput, CredentialsInput } from './sender.body';

export interface EditSenderInput {
  readonly senderId: string;
  readonly name?: string | undefined;
  readonly portfolioId?: string | undefined;
  readonly connection?: ConnectionInput | undefined;
  /** All three together: a half-changed set would verify nothing. */
  readonly credentials?: CredentialsInput | undefined;
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
    const { senderId, credentials } = input;
    const name = stream.sender(senderId);
    const { state, revision } = await this.runner.load(senderDecider, name);
    const former = owned(context.principal, state, 'sender').connection.phoneNumberId;
    const settings = check(input, this.platform);
    const number = settings.connection?.phoneNumberId ?? former;
    return this.runner.run(context, async (steps) => {
      const moves = number !== former && !(await this.runner.repeats(context, name));
      if (moves) {
        const { expectedRevision = revision } = context;
        // A claim for an edit that will be refused would keep the number from others.
        if (expectedRevision !== revision) throw new RevisionConflict(expectedRevision, revision);
        await this.numbers.claim(steps, number, senderId);
      }
      const credentialsRef = credentials && (await this.secrets.keep(senderId, credentials));
      const changes: Partial<SenderSettings> = { ...settings, ...(credentialsRef !== undefined && { credentialsRef }) };
      const edited = await steps.main(senderDecider, name, { type: 'EditSender', changes });
      if (moves) await this.numbers.release(steps, former, senderId);
      const reconnects = changes.connection !== undefined || credentialsRef !== undefined;
      const connected = reconnects ? await connectSender(this.platform, steps, senderId) : undefined;
      return answerOf(senderId, connected ?? edited);
    });
  }
}

function check(input: EditSenderInput, platform: Platform): Partial<SenderSettings> {
  const problems = new Problems();
  const { name, portfolioId, connection, credentials, pace } = input;
  if (credentials) checkCredentials(problems, credentials);
  const changes = {
    ...(name !== undefined && { name: checkText(problems, 'name', name) }),
    ...(portfolioId !== undefined && { portfolioId: checkText(problems, 'portfolioId', portfolioId, 64) }),
    ...(connection !== undefined && { connection: checkConnection(problems, connection, platform) }),
    ...(pace !== undefined && { pace: checkPace(problems, pace) }),
  };
  problems.refuse();
  return changes;
}

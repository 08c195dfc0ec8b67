import type { Permission } from '@arauto/access';
import { senderDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { Field, optional, text } from '../fields';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { owned } from '../use-case/scope';

export class PauseSenderBody {
  @Field(optional(text({ max: 200 }))) readonly reason?: string;
}

export class PauseSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: PauseSenderBody & { readonly senderId: string },
  ) {
    super();
  }
}

@CommandHandler(PauseSender)
export class PauseSenderHandler implements ICommandHandler<PauseSender> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: PauseSender): Promise<Answer> {
    const { senderId } = input;
    const name = stream.sender(senderId);
    owned(context.principal, (await this.runner.load(senderDecider, name)).state, 'sender');
    const reason = input.reason?.trim() ?? 'paused_by_admin';
    return this.runner.run(context, async ({ main }) =>
      answerOf(
        senderId,
        await main(senderDecider, name, { type: 'PauseSender', by: 'admin', reason, remedy: 'Resume the sender.' }),
      ),
    );
  }
}

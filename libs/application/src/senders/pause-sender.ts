import type { Permission } from '@arauto/access';
import { senderAggregate, senderDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, Problems } from '../use-case/problems';
import { owned } from '../use-case/scope';

export interface PauseSenderInput {
  readonly senderId: string;
  readonly reason?: string | undefined;
}

export class PauseSender extends Command<Answer> {
  static readonly permission: Permission = 'sender:write';

  constructor(
    readonly context: CommandContext,
    readonly input: PauseSenderInput,
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
    owned(context.principal, (await this.runner.load(senderAggregate, senderId)).state, 'sender');
    const problems = new Problems();
    const reason = input.reason === undefined ? 'paused_by_admin' : checkText(problems, 'reason', input.reason);
    problems.refuse();
    return this.runner.run(context, async ({ main }) =>
      answerOf(
        senderId,
        await main(senderDecider, name, { type: 'PauseSender', by: 'admin', reason, remedy: 'Resume the sender.' }),
      ),
    );
  }
}

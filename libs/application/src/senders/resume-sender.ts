import { senderAggregate, senderDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { answerOf, CommandRunner } from '../use-case/command-runner';

import { owned } from '../use-case/scope';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

export class ResumeSender extends CommandWith<{ readonly senderId: string }> {
  static readonly facts: UseCaseFacts = { permission: 'sender:write', problems: ['not_found'] };
}

@CommandHandler(ResumeSender)
export class ResumeSenderHandler implements ICommandHandler<ResumeSender> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: ResumeSender): Promise<Answer> {
    const { senderId } = input;
    const name = stream.sender(senderId);
    owned(context.principal, (await this.runner.load(senderAggregate, senderId)).state, 'sender');
    return this.runner.run(context, async ({ main }) =>
      answerOf(senderId, await main(senderDecider, name, { type: 'ResumeSender', by: 'admin' })),
    );
  }
}

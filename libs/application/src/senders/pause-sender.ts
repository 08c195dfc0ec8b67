import { PAUSED_BY_ADMIN, senderAggregate, senderDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, optional, text } from '../fields';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { owned } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

export class PauseSenderBody {
  @Field(optional(text({ max: 200 }))) readonly reason?: string;
}

export class PauseSender extends CommandWith<PauseSenderBody & { readonly senderId: string }> {
  static readonly facts: UseCaseFacts = { permission: 'sender:write', body: PauseSenderBody, problems: ['not_found'] };
}

@CommandHandler(PauseSender)
export class PauseSenderHandler implements ICommandHandler<PauseSender> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: PauseSender): Promise<Answer> {
    const { senderId } = input;
    const name = stream.sender(senderId);
    owned(context.principal, (await this.runner.load(senderAggregate, senderId)).state, 'sender');
    const reason = input.reason?.trim() ?? PAUSED_BY_ADMIN;
    return this.runner.run(context, async ({ main }) =>
      answerOf(
        senderId,
        await main(senderDecider, name, { type: 'PauseSender', by: 'admin', reason, remedy: 'Resume the sender.' }),
      ),
    );
  }
}

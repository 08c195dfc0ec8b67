import type { Permission } from '@arauto/access';
import { stream, suppressionDecider } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { Identities } from '../sending/identities';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { namedPerson } from './named-person';

export interface LiftSuppressionInput {
  readonly subaccountId?: string | undefined;
  readonly phone: string;
  /** `all` (the default) or `marketing`. */
  readonly category?: string | undefined;
}

export class LiftSuppression extends Command<Answer> {
  static readonly permission: Permission = 'suppression:write';

  constructor(
    readonly context: CommandContext,
    readonly input: LiftSuppressionInput,
  ) {
    super();
  }
}

@CommandHandler(LiftSuppression)
export class LiftSuppressionHandler implements ICommandHandler<LiftSuppression> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Identities) private readonly identities: Identities,
  ) {}

  /** Answers the personKey as id. */
  async execute({ context, input }: LiftSuppression): Promise<Answer> {
    const person = await namedPerson(this.runner, this.identities, context.principal, input);
    const { subaccountId, personKey, formerKeys, category } = person;
    return this.runner.run(context, async ({ main, aside }) => {
      const command = { type: 'LiftSuppression', category, source: 'api' } as const;
      for (const key of formerKeys) await aside(suppressionDecider, stream.suppression(subaccountId, key), command);
      return answerOf(personKey, await main(suppressionDecider, stream.suppression(subaccountId, personKey), command));
    });
  }
}

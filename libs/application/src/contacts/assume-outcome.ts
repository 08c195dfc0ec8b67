import type { Permission } from '@arauto/access';
import { contactAggregate, contactDecider, isTestContact, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { loadCampaign } from '../campaigns/campaign-parts';
import type { Answer, CommandContext } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkWord, notFound, Problems } from '../use-case/problems';

export interface AssumeOutcomeInput {
  readonly campaignId: string;
  readonly contactId: string;
  /** `delivered` or `not_sent`. */
  readonly outcome: string;
}

export class AssumeOutcome extends Command<Answer> {
  static readonly permission: Permission = 'contact:assume';

  constructor(
    readonly context: CommandContext,
    readonly input: AssumeOutcomeInput,
  ) {
    super();
  }
}

@CommandHandler(AssumeOutcome)
export class AssumeOutcomeHandler implements ICommandHandler<AssumeOutcome> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: AssumeOutcome): Promise<Answer> {
    const { campaignId, contactId } = input;
    await loadCampaign(this.runner, context.principal, campaignId);
    const name = stream.contact(campaignId, contactId);
    const contact = await this.runner.load(contactAggregate, campaignId, contactId);
    if (contact.state.status === 'none' || isTestContact(contactId)) throw notFound('contact');
    const problems = new Problems();
    const outcome = checkWord(problems, 'outcome', input.outcome, ['delivered', 'not_sent']) ?? 'delivered';
    problems.refuse();
    return this.runner.run(context, async ({ main }) =>
      answerOf(contactId, await main(contactDecider, name, { type: 'AssumeOutcome', outcome })),
    );
  }
}

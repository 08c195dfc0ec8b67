import { contactAggregate, contactDecider, isTestContact, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { loadCampaign, type OfContact } from '../campaigns/campaign-parts';
import type { Answer } from '../context';
import { Field, oneOf } from '../fields';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

export class AssumeOutcomeBody {
  @Field(oneOf(['delivered', 'not_sent'])) readonly outcome!: 'delivered' | 'not_sent';
}

export class AssumeOutcome extends CommandWith<AssumeOutcomeBody & OfContact> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:assume',
    body: AssumeOutcomeBody,
    problems: ['not_found', 'wrong_status'],
  };
}

@CommandHandler(AssumeOutcome)
export class AssumeOutcomeHandler implements ICommandHandler<AssumeOutcome> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: AssumeOutcome): Promise<Answer> {
    const { campaignId, contactId, outcome } = input;
    await loadCampaign(this.runner, context.principal, campaignId);
    const name = stream.contact(campaignId, contactId);
    const contact = await this.runner.load(contactAggregate, campaignId, contactId);
    if (contact.state.status === 'none' || isTestContact(contactId)) throw notFound('contact');
    return this.runner.run(context, async ({ main }) =>
      answerOf(contactId, await main(contactDecider, name, { type: 'AssumeOutcome', outcome })),
    );
  }
}

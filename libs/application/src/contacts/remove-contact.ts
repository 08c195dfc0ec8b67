import { campaignDecider, contactAggregate, contactDecider, isTestContact, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { loadCampaign, type OfContact } from '../campaigns/campaign-parts';
import type { Answer } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

export class RemoveContact extends CommandWith<OfContact> {
  static readonly facts: UseCaseFacts = {
    permission: 'contact:remove',
    problems: ['not_found', 'wrong_status', 'contact_in_progress'],
  };
}

@CommandHandler(RemoveContact)
export class RemoveContactHandler implements ICommandHandler<RemoveContact> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: RemoveContact): Promise<Answer> {
    const { campaignId, contactId } = input;
    const { state: campaign } = await loadCampaign(this.runner, context.principal, campaignId);
    const name = stream.contact(campaignId, contactId);
    const contact = await this.runner.load(contactAggregate, campaignId, contactId);
    if (contact.state.status === 'none' || isTestContact(contactId)) throw notFound('contact');
    campaignDecider.decide({ type: 'AllowRemoval' }, campaign);
    return this.runner.run(context, async ({ main }) =>
      answerOf(contactId, await main(contactDecider, name, { type: 'RemoveContact', cause: 'admin' })),
    );
  }
}

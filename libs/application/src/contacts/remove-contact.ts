import type { Permission } from '@arauto/access';
import { campaignDecider, contactDecider, isTestContact, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { loadCampaign, type OfContact } from '../campaigns/campaign-parts';
import type { Answer, CommandContext } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';

export class RemoveContact extends Command<Answer> {
  static readonly permission: Permission = 'contact:remove';

  constructor(
    readonly context: CommandContext,
    readonly input: OfContact,
  ) {
    super();
  }
}

@CommandHandler(RemoveContact)
export class RemoveContactHandler implements ICommandHandler<RemoveContact> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: RemoveContact): Promise<Answer> {
    const { campaignId, contactId } = input;
    const { state: campaign } = await loadCampaign(this.runner, context.principal, campaignId);
    const name = stream.contact(campaignId, contactId);
    const contact = await this.runner.load(contactDecider, name);
    if (contact.state.status === 'none' || isTestContact(contactId)) throw notFound('contact');
    campaignDecider.decide({ type: 'AllowRemoval' }, campaign);
    return this.runner.run(context, async ({ main }) =>
      answerOf(contactId, await main(contactDecider, name, { type: 'RemoveContact', cause: 'admin' })),
    );
  }
}

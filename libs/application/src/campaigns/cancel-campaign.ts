import type { Permission } from '@arauto/access';
import { campaignDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { loadCampaign, type OfCampaign } from './campaign-parts';

export class CancelCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:cancel';

  constructor(
    readonly context: CommandContext,
    readonly input: OfCampaign,
  ) {
    super();
  }
}

@CommandHandler(CancelCampaign)
export class CancelCampaignHandler implements ICommandHandler<CancelCampaign> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input: { campaignId } }: CancelCampaign): Promise<Answer> {
    await loadCampaign(this.runner, context.principal, campaignId);
    return this.runner.run(context, async ({ main }) =>
      answerOf(campaignId, await main(campaignDecider, stream.campaign(campaignId), { type: 'CancelCampaign' })),
    );
  }
}

import { campaignDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';

export class UnscheduleCampaign extends CommandWith<OfCampaign> {
  static readonly facts: UseCaseFacts = { permission: 'campaign:schedule', problems: ['not_found', 'wrong_status'] };
}

@CommandHandler(UnscheduleCampaign)
export class UnscheduleCampaignHandler implements ICommandHandler<UnscheduleCampaign> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input: { campaignId } }: UnscheduleCampaign): Promise<Answer> {
    await loadCampaign(this.runner, context.principal, campaignId);
    return this.runner.run(context, async ({ main }) =>
      answerOf(campaignId, await main(campaignDecider, stream.campaign(campaignId), { type: 'UnscheduleCampaign' })),
    );
  }
}

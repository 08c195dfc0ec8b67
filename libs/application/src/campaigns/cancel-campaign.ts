import type { SendingFloor } from '@arauto/dispatch';
import { campaignDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { FLOOR } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';

export class CancelCampaign extends CommandWith<OfCampaign> {
  static readonly facts: UseCaseFacts = { permission: 'campaign:cancel', problems: ['not_found', 'wrong_status'] };
}

@CommandHandler(CancelCampaign)
export class CancelCampaignHandler implements ICommandHandler<CancelCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(FLOOR) private readonly floor: SendingFloor,
  ) {}

  /** Resolves when every gate is closed: no call starts any more. */
  async execute({ context, input: { campaignId } }: CancelCampaign): Promise<Answer> {
    await loadCampaign(this.runner, context.principal, campaignId);
    return this.runner.run(context, async ({ main }) => {
      const canceled = await main(campaignDecider, stream.campaign(campaignId), { type: 'CancelCampaign' });
      await this.floor.seen(canceled.position);
      return answerOf(campaignId, canceled);
    });
  }
}

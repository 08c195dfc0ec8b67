import { type Clock, instant } from '@arauto/clock';
import { campaignDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, notYet } from '../fields';
import { CLOCK } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';
import { Preflight } from './preflight';

export class StartCampaignBody {
  @Field(notYet) readonly canary?: undefined;
}

export class StartCampaign extends CommandWith<StartCampaignBody & OfCampaign> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:start',
    body: StartCampaignBody,
    problems: ['not_found', 'wrong_status', 'upload_open', 'preflight_failed'],
  };
}

@CommandHandler(StartCampaign)
export class StartCampaignHandler implements ICommandHandler<StartCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Preflight) private readonly preflight: Preflight,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, input }: StartCampaign): Promise<Answer> {
    const { campaignId } = input;
    const { state } = await loadCampaign(this.runner, context.principal, campaignId);
    const { problems, template } = await this.preflight.check(state);
    const now = instant(this.clock.now());
    const user = context.principal.name;
    return this.runner.run(context, async ({ main }) => {
      const command = { type: 'StartCampaign', now, user, template, problems, scheduled: false } as const;
      return answerOf(campaignId, await main(campaignDecider, stream.campaign(campaignId), command));
    });
  }
}

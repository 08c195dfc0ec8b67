import type { SendingFloor } from '@arauto/dispatch';
import { campaignDecider, PAUSED_BY_ADMIN, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answered } from '../context';
import { Field, optional, text } from '../fields';
import { named, object, type Shown, whole } from '../fields/shapes';
import { FLOOR } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';

export class PauseCampaignBody {
  @Field(optional(text({ max: 200 }))) readonly reason?: string;
}

/** `inFlight`: calls to the provider without an answer when every gate was closed. */
export const campaignPaused = named('CampaignPaused', object({ ...answered, inFlight: whole }));

export class PauseCampaign extends CommandWith<PauseCampaignBody & OfCampaign, Shown<typeof campaignPaused>> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:pause',
    body: PauseCampaignBody,
    answers: campaignPaused,
    problems: ['not_found', 'wrong_status'],
  };
}

@CommandHandler(PauseCampaign)
export class PauseCampaignHandler implements ICommandHandler<PauseCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(FLOOR) private readonly floor: SendingFloor,
  ) {}

  /** Resolves when every gate is closed: no call starts any more. */
  async execute({ context, input }: PauseCampaign): Promise<Shown<typeof campaignPaused>> {
    const { campaignId } = input;
    await loadCampaign(this.runner, context.principal, campaignId);
    const reason = input.reason?.trim() ?? PAUSED_BY_ADMIN;
    return this.runner.run(context, async ({ main }) => {
      const command = { type: 'PauseCampaign', by: 'admin', reason, remedy: 'Resume the campaign.' } as const;
      const paused = await main(campaignDecider, stream.campaign(campaignId), command);
      await this.floor.seen(paused.position);
      return { ...answerOf(campaignId, paused), inFlight: this.floor.inFlight(campaignId) };
    });
  }
}

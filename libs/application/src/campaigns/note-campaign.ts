import { campaignDecider, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, nullable, text } from '../fields';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { loadCampaign, type OfCampaign } from './campaign-parts';

export class NoteCampaignBody {
  @Field(
    nullable(text({ max: 2000, lines: true })),
    'Nothing of persons: the log keeps it for ever. Null takes it away.',
  )
  readonly note!: string | null;
}

export class NoteCampaign extends CommandWith<NoteCampaignBody & OfCampaign> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:edit',
    body: NoteCampaignBody,
    problems: ['not_found'],
  };
}

@CommandHandler(NoteCampaign)
export class NoteCampaignHandler implements ICommandHandler<NoteCampaign> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input: { campaignId, note } }: NoteCampaign): Promise<Answer> {
    await loadCampaign(this.runner, context.principal, campaignId);
    const command = { type: 'NoteCampaign', note: note?.trim() || null } as const;
    return this.runner.run(context, async ({ main }) =>
      answerOf(campaignId, await main(campaignDecider, stream.campaign(campaignId), command)),
    );
  }
}

import type { Permission } from '@arauto/access';
import { campaignDecider, type KnownCampaign, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, Problems } from '../use-case/problems';
import { checkReferences, loadCampaign } from './campaign-parts';
import { checkSettings } from './campaign-settings';
import type { CampaignSettingsInput } from './campaign-settings.input';

export interface EditCampaignInput extends CampaignSettingsInput {
  readonly campaignId: string;
  readonly name?: string | undefined;
}

export class EditCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:edit';

  constructor(
    readonly context: CommandContext,
    readonly input: EditCampaignInput,
  ) {
    super();
  }
}

@CommandHandler(EditCampaign)
export class EditCampaignHandler implements ICommandHandler<EditCampaign> {
  constructor(@Inject(CommandRunner) private readonly runner: CommandRunner) {}

  async execute({ context, input }: EditCampaign): Promise<Answer> {
    const { campaignId } = input;
    const { state } = await loadCampaign(this.runner, context.principal, campaignId);
    const edit = await this.check(input, state);
    return this.runner.run(context, async ({ main }) =>
      answerOf(campaignId, await main(campaignDecider, stream.campaign(campaignId), { type: 'EditCampaign', ...edit })),
    );
  }

  private async check(input: EditCampaignInput, campaign: KnownCampaign) {
    const problems = new Problems();
    const name = input.name === undefined ? undefined : checkText(problems, 'name', input.name);
    const settings = checkSettings(problems, input, campaign.settings);
    problems.refuse();
    await checkReferences(this.runner, problems, campaign.subaccountId, settings);
    problems.refuse();
    return name === undefined ? { settings } : { name, settings };
  }
}

import { campaignDecider, type KnownCampaign, stream } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, optional, text } from '../fields';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { Problems } from '../use-case/problems';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { campaignContent, type ContentBody } from './campaign-content';
import { withFile } from './campaign-media';
import { checkReferences, loadCampaign, type OfCampaign, withClocks } from './campaign-parts';
import { CampaignSettingsBody, senders, settingsOf } from './campaign-settings';

export class EditCampaignBody extends CampaignSettingsBody {
  @Field(optional(text({ max: 200 }))) readonly name?: string;
  @Field(optional(senders)) readonly senderIds?: readonly string[];
  @Field(optional(campaignContent)) readonly content?: ContentBody;
}

export class EditCampaign extends CommandWith<EditCampaignBody & OfCampaign> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:edit',
    body: EditCampaignBody,
    problems: ['not_found', 'wrong_status'],
  };
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

  private async check(input: EditCampaignBody, campaign: KnownCampaign) {
    const told = settingsOf(input, campaign.settings);
    const settings = await withClocks(this.runner, campaign.subaccountId, told, campaign.settings);
    const problems = new Problems();
    const content = withFile(problems, settings.content, campaign.files);
    await checkReferences(this.runner, problems, campaign.subaccountId, settings);
    problems.refuse();
    const checked = content ? { ...settings, content } : settings;
    return input.name === undefined ? { settings: checked } : { name: input.name.trim(), settings: checked };
  }
}

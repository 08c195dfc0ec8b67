import { campaignDecider, type CampaignSettings, stream, subaccountDecider } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer } from '../context';
import { Field, id, optional, text } from '../fields';
import { DEFAULTS } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { Problems } from '../use-case/problems';
import { subaccountOf } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';
import { campaignContent, type ContentBody, contentOf } from './campaign-content';
import { refuseUploaded } from './campaign-media';
import { checkReferences, withClocks } from './campaign-parts';
import { CampaignSettingsBody, type Defaults, defaultSettings, senders, settingsOf } from './campaign-settings';

export class CreateCampaignBody extends CampaignSettingsBody {
  /** May be left out by a key that sees exactly one. */
  @Field(optional(id)) readonly subaccountId?: string;
  @Field(text({ max: 200, example: 'Cobrança de março' })) readonly name!: string;
  @Field(senders) readonly senderIds!: readonly string[];
  @Field(campaignContent) readonly content!: ContentBody;
}

export class CreateCampaign extends CommandWith<CreateCampaignBody> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:create',
    body: CreateCampaignBody,
    problems: ['not_found'],
  };
}

@CommandHandler(CreateCampaign)
export class CreateCampaignHandler implements ICommandHandler<CreateCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(DEFAULTS) private readonly defaults: Defaults,
  ) {}

  async execute({ context, input }: CreateCampaign): Promise<Answer> {
    const { id: subaccountId } = await subaccountOf(this.runner, context.principal, input.subaccountId);
    const settings = await this.settings(input, subaccountId);
    return this.runner.run(context, async ({ aside, create }) => {
      const id = this.runner.newId(context, 'campaign');
      const reserve = { type: 'ReserveCampaignNumber', campaignId: id } as const;
      const { state } = await aside(subaccountDecider, stream.subaccount(subaccountId), reserve);
      const number = state.status === 'active' ? (state.numbers[id] ?? 0) : 0;
      const command = { type: 'CreateCampaign', subaccountId, number, name: input.name.trim(), settings } as const;
      return answerOf(id, await create(campaignDecider, stream.campaign(id), command));
    });
  }

  private async settings(input: CreateCampaignBody, subaccountId: string): Promise<CampaignSettings> {
    const base = defaultSettings(this.defaults);
    const { senderIds } = input;
    const told = await withClocks(this.runner, subaccountId, settingsOf(input, base), base);
    const settings = { ...base, ...told, senderIds, content: contentOf(input.content) };
    const problems = new Problems();
    refuseUploaded(problems, settings.content);
    await checkReferences(this.runner, problems, subaccountId, settings);
    problems.refuse();
    return settings;
  }
}

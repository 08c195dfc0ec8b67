import type { Permission } from '@arauto/access';
import { campaignDecider, type CampaignSettings, stream, subaccountDecider } from '@arauto/domain';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
import { DEFAULTS } from '../tokens';
import { answerOf, CommandRunner } from '../use-case/command-runner';
import { checkText, Problems } from '../use-case/problems';
import { subaccountOf } from '../use-case/scope';
import type { Defaults } from '../views';
import { checkReferences } from './campaign-parts';
import { checkSettings, defaultSettings } from './campaign-settings';
import type { CampaignSettingsInput } from './campaign-settings.input';

export interface CreateCampaignInput extends CampaignSettingsInput {
  /** May be left out by a key that sees exactly one. */
  readonly subaccountId?: string | undefined;
  readonly name: string;
}

export class CreateCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:create';

  constructor(
    readonly context: CommandContext,
    readonly input: CreateCampaignInput,
  ) {
    super();
  }
}

@CommandHandler(CreateCampaign)
export class CreateCampaignHandler implements ICommandHandler<CreateCampaign> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(DEFAULTS) private readonly defaults: Defaults,
  ) {}

  async execute({ context, input }: CreateCampaign): Promise<Answer> {
    const { id: subaccountId } = await subaccountOf(this.runner, context.principal, input.subaccountId);
    const { name, settings } = await this.check(input, subaccountId);
    return this.runner.run(context, async ({ aside, create }) => {
      const id = this.runner.newId(context, 'campaign');
      const reserve = { type: 'ReserveCampaignNumber', campaignId: id } as const;
      const { state } = await aside(subaccountDecider, stream.subaccount(subaccountId), reserve);
      const number = state.status === 'active' ? (state.numbers[id] ?? 0) : 0;
      const command = { type: 'CreateCampaign', subaccountId, number, name, settings } as const;
      return answerOf(id, await create(campaignDecider, stream.campaign(id), command));
    });
  }

  private async check(input: CreateCampaignInput, subaccountId: string) {
    const problems = new Problems();
    const name = checkText(problems, 'name', input.name);
    const base = defaultSettings(this.defaults);
    const { senderIds, content, ...others } = checkSettings(problems, input, base);
    if (!input.senderIds) problems.add('senderIds', 'required', 'senderIds must name one sender.');
    if (!input.content) problems.add('content', 'required', 'content must say what is sent.');
    problems.refuse();
    const settings = { ...base, senderIds, content, ...others } as CampaignSettings;
    await checkReferences(this.runner, problems, subaccountId, settings);
    problems.refuse();
    return { name, settings };
  }
}

import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
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

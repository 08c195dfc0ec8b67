import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';
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

import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface CancelCampaignInput {
  readonly campaignId: string;
}

export class CancelCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:cancel';

  constructor(
    readonly context: CommandContext,
    readonly input: CancelCampaignInput,
  ) {
    super();
  }
}

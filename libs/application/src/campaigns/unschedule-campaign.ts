import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface UnscheduleCampaignInput {
  readonly campaignId: string;
}

export class UnscheduleCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:schedule';

  constructor(
    readonly context: CommandContext,
    readonly input: UnscheduleCampaignInput,
  ) {
    super();
  }
}

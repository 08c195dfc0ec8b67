import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface ResumeCampaignInput {
  readonly campaignId: string;
}

export class ResumeCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:resume';

  constructor(
    readonly context: CommandContext,
    readonly input: ResumeCampaignInput,
  ) {
    super();
  }
}

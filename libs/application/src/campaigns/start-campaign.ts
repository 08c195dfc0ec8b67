import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface StartCampaignInput {
  readonly campaignId: string;
  /** Refused by name for now. */
  readonly canary?: unknown;
}

export class StartCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:start';

  constructor(
    readonly context: CommandContext,
    readonly input: StartCampaignInput,
  ) {
    super();
  }
}

import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface RetryFailedCampaignInput {
  readonly campaignId: string;
  /** `failed` (the default), `unsent`, `unread`. */
  readonly which?: string | undefined;
}

/** Answers the linked draft's id, revision and position. */
export class RetryFailedCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:duplicate';

  constructor(
    readonly context: CommandContext,
    readonly input: RetryFailedCampaignInput,
  ) {
    super();
  }
}

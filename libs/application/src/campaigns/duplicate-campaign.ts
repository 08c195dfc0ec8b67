import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface DuplicateCampaignInput {
  readonly campaignId: string;
  /** The original's name by default. */
  readonly name?: string | undefined;
  readonly withContacts?: boolean | undefined;
}

/** Answers the copy's id, revision and position. */
export class DuplicateCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:duplicate';

  constructor(
    readonly context: CommandContext,
    readonly input: DuplicateCampaignInput,
  ) {
    super();
  }
}

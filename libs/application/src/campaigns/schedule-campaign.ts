import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface ScheduleCampaignInput {
  readonly campaignId: string;
  /** Wall clock without an offset: `2026-12-01T09:00`. */
  readonly localTime: string;
  /** IANA name; the campaign's or the subaccount's by default. */
  readonly timeZone?: string | undefined;
}

export class ScheduleCampaign extends Command<Answer> {
  static readonly permission: Permission = 'campaign:schedule';

  constructor(
    readonly context: CommandContext,
    readonly input: ScheduleCampaignInput,
  ) {
    super();
  }
}

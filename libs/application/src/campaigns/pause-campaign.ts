import type { Permission } from '@arauto/access';
import { Command } from '@nestjs/cqrs';
import type { Answer, CommandContext } from '../context';

export interface PauseCampaignInput {
  readonly campaignId: string;
  readonly reason?: string | undefined;
}

/** `inFlight`: attempts without outcome when every gate was closed. */
export type CampaignPausedAnswer = Answer & { readonly inFlight: number };

export class PauseCampaign extends Command<CampaignPausedAnswer> {
  static readonly permission: Permission = 'campaign:pause';

  constructor(
    readonly context: CommandContext,
    readonly input: PauseCampaignInput,
  ) {
    super();
  }
}

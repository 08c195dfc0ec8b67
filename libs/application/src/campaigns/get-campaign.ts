import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { CampaignDetails } from './campaign.body';

export interface GetCampaignInput {
  readonly campaignId: string;
}

export class GetCampaign extends Query<CampaignDetails> {
  static readonly permission: Permission = 'campaign:read';

  constructor(
    readonly context: QueryContext,
    readonly input: GetCampaignInput,
  ) {
    super();
  }
}

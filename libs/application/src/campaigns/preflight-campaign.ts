import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { QueryContext } from '../context';
import type { PreflightBody } from './preflight.body';

export interface PreflightCampaignInput {
  readonly campaignId: string;
}

export class PreflightCampaign extends Query<PreflightBody> {
  static readonly permission: Permission = 'campaign:preflight';

  constructor(
    readonly context: QueryContext,
    readonly input: PreflightCampaignInput,
  ) {
    super();
  }
}

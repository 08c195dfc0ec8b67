import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { CampaignBody } from './campaign.body';

export interface ListCampaignsInput extends PageInput {
  readonly status?: readonly string[] | undefined;
  /** Part of the name. */
  readonly q?: string | undefined;
  /** `createdAt name status progress`, `-` in front descends; `-createdAt` by default. */
  readonly sort?: string | undefined;
  readonly subaccount?: string | undefined;
  /** By creation: `from` inclusive, `to` exclusive, RFC 3339. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export class ListCampaigns extends Query<Page<CampaignBody>> {
  static readonly permission: Permission = 'campaign:read';

  constructor(
    readonly context: QueryContext,
    readonly input: ListCampaignsInput,
  ) {
    super();
  }
}

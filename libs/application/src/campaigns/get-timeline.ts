import type { Permission } from '@arauto/access';
import { Query } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import type { PageInput } from '../paging';
import type { TimelineItem } from './campaign.body';

export interface GetTimelineInput extends PageInput {
  readonly campaignId: string;
}

export class GetTimeline extends Query<Page<TimelineItem>> {
  static readonly permission: Permission = 'campaign:timeline';

  constructor(
    readonly context: QueryContext,
    readonly input: GetTimelineInput,
  ) {
    super();
  }
}

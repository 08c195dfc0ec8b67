import type { Permission } from '@arauto/access';
import { type PauseReason, stream } from '@arauto/domain';
import type { Document } from '@arauto/read-models';
import { campaignsView, timelineView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import { dataOfToday, showEvent } from '../events/show-event';
import type { PageInput } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { findPage } from '../use-case/page';
import type { Views } from '../views';
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

@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: GetTimeline): Promise<Page<TimelineItem>> {
    await caughtUp(this.views, 'operational', context);
    const { campaignId } = input;
    await getDocument(this.views, campaignsView, campaignId, context.principal, 'campaign');
    const where = [{ field: 'campaignId', equals: campaignId }] as const;
    const sort = [{ field: 'revision' }] as const;
    const { found, nextCursor } = await findPage(this.views.operational, timelineView, { where, sort, input });
    return { items: found.map(({ doc }) => itemOf(doc)), nextCursor };
  }
}

function itemOf({ campaignId, status, ...event }: Document<typeof timelineView>): TimelineItem {
  const { by, reason, remedy } = (dataOfToday(event) ?? {}) as Partial<PauseReason>;
  const shown = showEvent({ ...event, stream: stream.campaign(campaignId) });
  return {
    ...shown,
    status,
    by: by ?? (shown.actor.id === 'system' ? 'system' : 'admin'),
    reason: reason ?? null,
    remedy: remedy ?? null,
  };
}

import type { Permission } from '@arauto/access';
import { type PauseReason, stream } from '@arauto/domain';
import type { JsonObject } from '@arauto/event-store';
import type { Document } from '@arauto/read-models';
import { campaignsView, timelineView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Page, QueryContext } from '../context';
import { showEvent } from '../events/show-event';
import type { PageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { findPage } from '../use-case/page';
import type { Views } from '../views';
import type { TimelineItem } from './campaign.body';
import type { OfCampaign } from './campaign-parts';

export class GetTimeline extends Query<Page<TimelineItem>> {
  static readonly permission: Permission = 'campaign:timeline';

  constructor(
    readonly context: QueryContext,
    readonly input: PageQuery & OfCampaign,
  ) {
    super();
  }
}

interface TimelineDocument {
  readonly revision: number;
  readonly position: string;
  readonly type: string;
  readonly at: number;
  readonly status: string | null;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(@Inject(VIEWS) private readonly views: Views) {}

  async execute({ context, input }: GetTimeline): Promise<Page<TimelineItem>> {
    await caughtUp(this.views, 'operational', context);
    const { campaignId } = input;
    await getDocument(this.views, campaignsView, campaignId, context.principal, 'campaign');
    const where = [{ field: 'campaignId', equals: campaignId }];
    const sort = [{ field: 'revision' }];
    const { found, nextCursor } = await findPage(this.views.operational, timelineView, { where, sort, input });
    return { items: found.map(({ doc }) => itemOf(campaignId, doc)), nextCursor };
  }
}

function itemOf(campaignId: string, doc: Document): TimelineItem {
  const { status, ...event } = doc as unknown as TimelineDocument;
  const { by, reason, remedy } = event.data as Partial<PauseReason>;
  const shown = showEvent({ ...event, stream: stream.campaign(campaignId) });
  return {
    ...shown,
    status,
    by: by ?? (shown.actor.id === 'system' ? 'system' : 'admin'),
    reason: reason ?? null,
    remedy: remedy ?? null,
  };
}

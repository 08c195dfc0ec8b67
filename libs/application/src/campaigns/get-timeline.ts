import { type Language, type PauseReason, stream } from '@arauto/domain';
import type { Document } from '@arauto/read-models';
import { campaignsView, timelineView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { dataOfToday, showEvent } from '../events/show-event';
import { PageQuery } from '../paging';
import { VIEWS } from '../tokens';
import { caughtUp } from '../use-case/caught-up';
import { getDocument } from '../use-case/get-document';
import { findPage } from '../use-case/page';
import { QueryWith, type UseCaseFacts } from '../use-case/use-case';
import type { Views } from '../views';
import { timelineItem, type TimelineItem } from './campaign.body';
import type { OfCampaign } from './campaign-parts';

export class GetTimeline extends QueryWith<PageQuery & OfCampaign, Page<TimelineItem>> {
  static readonly facts: UseCaseFacts = {
    permission: 'campaign:timeline',
    query: PageQuery,
    answers: { pageOf: timelineItem },
    problems: ['not_found'],
  };
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
    return { items: found.map(({ doc }) => itemOf(doc, context.language)), nextCursor };
  }
}

function itemOf(
  { campaignId, status, ...event }: Document<typeof timelineView>,
  language: Language | undefined,
): TimelineItem {
  const { by, reason, remedy } = (dataOfToday(event) ?? {}) as Partial<PauseReason>;
  const shown = showEvent({ ...event, stream: stream.campaign(campaignId) }, language);
  return {
    ...shown,
    status,
    by: by ?? (shown.actor.id === 'system' ? 'system' : 'admin'),
    reason: reason ?? null,
    remedy: remedy ?? null,
  };
}

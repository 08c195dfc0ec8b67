import { type PauseReason, stream } from '@arauto/domain';
import type { JsonObject } from '@arauto/event-store';
import type { Document } from '@arauto/read-models';
import { campaignsView, timelineView } from '@arauto/read-models/operational';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '../context';
import { showEvent } from '../events/show-event';
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

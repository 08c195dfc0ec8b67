/**
 * What happened to this campaign, when, by whom and why? Asked by the campaign's page.
 * Costs one small write per campaign event.
 */
import { type CampaignEvent, type CampaignStatus, idOf, streamPrefix } from '@arauto/domain';
import type { JsonObject, RecordedEvent } from '@arauto/event-store';
import { type Change, put } from '../change';
import { type Handlers, projection } from '../projection';
import { defineView, integer, json, symbol, text } from '../view';

export const timelineView = defineView({
  name: 'timeline',
  version: 1,
  group: 'operational',
  fields: {
    campaignId: symbol(),
    revision: integer(),
    position: text(),
    type: symbol(),
    at: integer(),
    /** The campaign's status afterwards; null where the event does not change it. */
    status: symbol<CampaignStatus | null>(),
    data: json<JsonObject>(),
    metadata: json<JsonObject>(),
  },
  indexes: [['campaignId', 'revision']],
});

const STATUS_AFTER: Readonly<Record<CampaignEvent['type'], CampaignStatus | null>> = {
  CampaignCreated: 'draft',
  CampaignEdited: null,
  UploadOpened: null,
  UploadClosed: null,
  CampaignScheduled: 'scheduled',
  CampaignUnscheduled: 'draft',
  CampaignStarted: 'sending',
  CampaignPaused: 'paused',
  CampaignResumed: 'sending',
  CampaignCancelRequested: 'canceling',
  CampaignCanceled: 'canceled',
  CampaignCompleted: 'completed',
  CampaignFailed: 'failed',
  CampaignFileReceived: null,
  CampaignMediaUploaded: null,
  CampaignNoted: null,
  CampaignDuplicated: null,
  TestMessageRequested: null,
};

function record(data: CampaignEvent['data'], event: RecordedEvent): Change[] {
  const campaignId = idOf(event.stream, streamPrefix.campaign);
  const stillPaused = 'reasons' in data && data.reasons.length > 0;
  return [
    put(timelineView, `${campaignId}.${String(event.revision).padStart(6, '0')}`, {
      campaignId,
      revision: event.revision,
      position: event.position,
      type: event.type,
      at: event.at,
      status: stillPaused ? 'paused' : STATUS_AFTER[event.type as CampaignEvent['type']],
      data: event.data,
      metadata: event.metadata,
    }),
  ];
}

const everyType = Object.keys(STATUS_AFTER) as CampaignEvent['type'][];

export const timelineProjection = projection<CampaignEvent>(
  timelineView,
  Object.fromEntries(everyType.map((type) => [type, record])) as Handlers<CampaignEvent>,
);

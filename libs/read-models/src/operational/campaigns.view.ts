/**
 * What is this campaign, and what state is it in? Asked by the dashboard's list and summary, by reactions and by start-up.
 * Costs one small write per campaign event; contact events do not touch it.
 */
import { type CampaignEvent, idOf, streamPrefix } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import type { Change, Document, View } from '../port';
import { actorName, projection } from '../projection';

export const campaignsView: View = {
  name: 'campaigns',
  version: 1,
  group: 'operational',
  fields: {
    number: 'integer',
    name: 'text',
    subaccountId: 'symbol',
    status: 'symbol',
    pauseReasons: 'json',
    failure: 'json',
    senderIds: 'json',
    content: 'json',
    pace: 'json',
    timeZone: 'text',
    retryPolicy: 'json',
    reportingHorizonSeconds: 'integer',
    unknownOutcome: 'json',
    whenTierIsFull: 'symbol',
    template: 'json',
    /** Σ contacts of closed uploads. */
    contacts: 'integer',
    openUploads: 'integer',
    sourceCampaignId: 'text',
    createdAt: 'integer',
    createdBy: 'text',
    startsAt: 'integer',
    startedAt: 'integer',
    /** Who started or scheduled it: a report's user. */
    user: 'text',
    completedAt: 'integer',
    revision: 'integer',
  },
  indexes: [['subaccountId', 'createdAt'], ['status', 'createdAt'], ['createdAt'], ['user']],
};

export const campaignsProjection = projection<CampaignEvent>(campaignsView, {
  CampaignCreated: ({ settings, ...created }, event) => [
    {
      op: 'put',
      view: campaignsView.name,
      id: idOf(event.stream, streamPrefix.campaign),
      doc: {
        ...created,
        ...settings,
        status: 'draft',
        pauseReasons: [],
        contacts: 0,
        openUploads: 0,
        createdAt: event.at,
        createdBy: actorName(event),
        revision: event.revision,
      },
    },
  ],
  CampaignEdited: ({ name, settings }, event) => patch(event, name === undefined ? settings : { ...settings, name }),
  UploadOpened: (_, event) => [...patch(event, {}), add(event, { openUploads: 1 })],
  UploadClosed: ({ contacts }, event) => [...patch(event, {}), add(event, { openUploads: -1, contacts })],
  CampaignScheduled: ({ at, timeZone }, event) =>
    patch(event, { status: 'scheduled', startsAt: Date.parse(at), timeZone, user: actorName(event) }),
  CampaignUnscheduled: (_, event) => patch(event, { status: 'draft', startsAt: null }),
  CampaignStarted: ({ settings, template, startedAt, user }, event) =>
    patch(event, { ...settings, status: 'sending', template, startedAt: Date.parse(startedAt), user }),
  CampaignPaused: ({ reasons }, event) => patch(event, { status: 'paused', pauseReasons: reasons }),
  CampaignResumed: ({ reasons }, event) =>
    patch(event, { status: reasons.length === 0 ? 'sending' : 'paused', pauseReasons: reasons }),
  CampaignCancelRequested: (_, event) => patch(event, { status: 'canceling', pauseReasons: [], startsAt: null }),
  CampaignCanceled: (_, event) => patch(event, { status: 'canceled', completedAt: event.at }),
  CampaignCompleted: (_, event) => patch(event, { status: 'completed', completedAt: event.at }),
  CampaignFailed: (failure, event) =>
    patch(event, { status: 'failed', failure, startsAt: null, completedAt: event.at }),
  CampaignDuplicated: (_, event) => patch(event, {}),
  TestMessageRequested: (_, event) => patch(event, {}),
});

function patch(event: RecordedEvent, doc: Document): Change[] {
  const id = idOf(event.stream, streamPrefix.campaign);
  return [{ op: 'patch', view: campaignsView.name, id, doc: { ...doc, revision: event.revision } }];
}

function add(event: RecordedEvent, amounts: Readonly<Record<string, number>>): Change {
  return { op: 'add', view: campaignsView.name, id: idOf(event.stream, streamPrefix.campaign), amounts };
}

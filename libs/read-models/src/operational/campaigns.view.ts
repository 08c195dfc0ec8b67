/**
 * What is this campaign, and what state is it in? Asked by the dashboard's list and summary, by reactions and by start-up.
 * Costs one small write per campaign event; contact events do not touch it.
 */
import {
  type CampaignEvent,
  type CampaignFailed,
  type CampaignSettings,
  type CampaignStatus,
  type FrozenTemplate,
  type GuardRails,
  idOf,
  isOfCanary,
  type PauseReason,
  type SendWindow,
  streamPrefix,
} from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import { add, type Amounts, type Change, patch, put } from '../change';
import { actorName, projection } from '../projection';
import { defineView, type Document, type Draft, integer, json, symbol, text } from '../view';

export const campaignsView = defineView({
  name: 'campaigns',
  version: 4,
  group: 'operational',
  fields: {
    number: integer(),
    name: text(),
    note: text<string | null>(),
    subaccountId: symbol(),
    status: symbol<CampaignStatus>(),
    pauseReasons: json<readonly PauseReason[]>(),
    failure: json<CampaignFailed['data'] | null>(),
    senderIds: json<CampaignSettings['senderIds']>(),
    content: json<CampaignSettings['content']>(),
    pace: json<CampaignSettings['pace']>(),
    timeZone: text<CampaignSettings['timeZone']>(),
    retryPolicy: json<CampaignSettings['retryPolicy']>(),
    reportingHorizonSeconds: integer(),
    unknownOutcome: json<CampaignSettings['unknownOutcome']>(),
    whenTierIsFull: symbol<CampaignSettings['whenTierIsFull']>(),
    whenWarmUpIsFull: symbol<'wait' | 'fail' | null>(),
    whenSenderStops: symbol<'wait' | 'move' | null>(),
    sendWindow: json<SendWindow | null>(),
    guardRails: json<GuardRails | null>(),
    template: json<FrozenTemplate | null>(),
    /** How many are sent to before all others; null where nobody is, or no more. */
    canary: integer<number | null>(),
    /** Σ contacts of closed uploads. */
    contacts: integer(),
    openUploads: integer(),
    sourceCampaignId: text<string | null>(),
    createdAt: integer(),
    createdBy: text(),
    startsAt: integer<number | null>(),
    startedAt: integer<number | null>(),
    /** Who started or scheduled it: a report's user. */
    user: text<string | null>(),
    completedAt: integer<number | null>(),
    revision: integer(),
  },
  indexes: [
    ['subaccountId', 'createdAt'],
    ['status', 'createdAt'],
    ['createdAt'],
    ['user'],
    { fields: ['sourceCampaignId'], set: ['sourceCampaignId'] },
  ],
});

export type CampaignDocument = Document<typeof campaignsView>;

export const campaignsProjection = projection<CampaignEvent>(campaignsView, {
  CampaignCreated: ({ settings, file: _, ...created }, event) => [
    put(campaignsView, idOf(event.stream, streamPrefix.campaign), {
      ...created,
      ...settings,
      status: 'draft',
      pauseReasons: [],
      contacts: 0,
      openUploads: 0,
      createdAt: event.at,
      createdBy: actorName(event),
      revision: event.revision,
    }),
  ],
  CampaignEdited: ({ name, settings }, event) => changed(event, name === undefined ? settings : { ...settings, name }),
  UploadOpened: (_, event) => [...changed(event, {}), counted(event, { openUploads: 1 })],
  UploadClosed: ({ contacts }, event) => [...changed(event, {}), counted(event, { openUploads: -1, contacts })],
  CampaignScheduled: ({ at }, event) =>
    changed(event, { status: 'scheduled', startsAt: Date.parse(at), user: actorName(event) }),
  CampaignUnscheduled: (_, event) => changed(event, { status: 'draft', startsAt: null }),
  CampaignStarted: ({ settings, template, startedAt, user, canary }, event) =>
    changed(event, {
      ...settings,
      status: 'sending',
      template,
      startedAt: Date.parse(startedAt),
      user,
      canary: canary?.contacts ?? null,
    }),
  CampaignPaused: ({ reasons }, event) => changed(event, { status: 'paused', pauseReasons: reasons }),
  CampaignResumed: ({ reasons, removed }, event) =>
    changed(event, {
      status: reasons.length === 0 ? 'sending' : 'paused',
      pauseReasons: reasons,
      ...(removed.some(isOfCanary) && { canary: null }),
    }),
  CampaignCancelRequested: (_, event) => changed(event, { status: 'canceling', pauseReasons: [], startsAt: null }),
  CampaignCanceled: (_, event) => changed(event, { status: 'canceled', completedAt: event.at }),
  CampaignCompleted: (_, event) => changed(event, { status: 'completed', completedAt: event.at }),
  CampaignFailed: (failure, event) =>
    changed(event, { status: 'failed', failure, startsAt: null, completedAt: event.at }),
  CampaignFileReceived: (_, event) => changed(event, {}),
  CampaignMediaUploaded: (_, event) => changed(event, {}),
  CampaignNoted: ({ note }, event) => changed(event, { note }),
  CampaignDuplicated: (_, event) => changed(event, {}),
  TestMessageRequested: (_, event) => changed(event, {}),
});

function changed(event: RecordedEvent, doc: Draft<typeof campaignsView>): Change[] {
  const id = idOf(event.stream, streamPrefix.campaign);
  return [patch(campaignsView, id, { ...doc, revision: event.revision })];
}

function counted(event: RecordedEvent, amounts: Amounts<typeof campaignsView>): Change {
  return add(campaignsView, idOf(event.stream, streamPrefix.campaign), amounts);
}

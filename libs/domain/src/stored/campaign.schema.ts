import { z } from 'zod';
import { SEND_DAYS } from '../campaign';
import { author, count, failureText, id, instant, json, nothing, positive, text } from './primitives.schema';

const parameterSource = z.union([
  z.strictObject({ from: id, default: text.optional() }),
  z.strictObject({ value: text }),
]);

const pace = z.strictObject({ messagesPerSecond: z.number().positive() }).nullable();

const parameterMapping = z.record(z.string(), parameterSource);
const fallback = { fallbackTemplateId: id.optional(), parameterMapping };

const mediaType = z.enum(['image', 'video', 'audio', 'document']);

export const content = z.union([
  z.strictObject({ type: z.literal('template'), templateId: id, parameterMapping }),
  z.strictObject({ type: z.literal('text'), text, ...fallback }),
  z.strictObject({
    type: z.literal('media'),
    media: z.union([z.strictObject({ type: mediaType, link: id }), z.strictObject({ type: mediaType, uploaded: id })]),
    caption: text.optional(),
    filename: id.optional(),
    ...fallback,
  }),
]);

const sendWindow = z.strictObject({
  from: z.string().regex(/^\d\d:\d\d$/),
  to: z.string().regex(/^\d\d:\d\d$/),
  days: z.array(z.enum(SEND_DAYS)),
  zone: z.enum(['campaign', 'contact']),
});

const share = z.number().gt(0).lte(1);
const guardRails = z.strictObject({
  maxFailureRate: share.nullable(),
  overLast: positive,
  maxErrorsInARow: positive.nullable(),
  maxOptOutRate: share.nullable(),
  onQualityDrop: z.boolean(),
});

const settings = z.strictObject({
  senderIds: z.array(id),
  content,
  pace,
  timeZone: id.nullable(),
  retryPolicy: z.strictObject({
    maxAttempts: positive,
    scale: z.number().nonnegative(),
    retryAfterAcceptance: z.array(id),
  }),
  reportingHorizonSeconds: z.number().positive(),
  unknownOutcome: z.strictObject({
    graceSeconds: z.number().nonnegative(),
    then: z.enum(['ask', 'assume_delivered', 'assume_not_sent']),
  }),
  whenTierIsFull: z.enum(['wait', 'fail']),
  whenWarmUpIsFull: z.enum(['wait', 'fail']).optional(),
  whenSenderStops: z.enum(['wait', 'move']).optional(),
  sendWindow: sendWindow.nullable().optional(),
  guardRails: guardRails.nullable().optional(),
});

export const frozenTemplate = z.strictObject({
  name: id,
  language: id,
  category: id,
  parameterFormat: z.enum(['positional', 'named']),
  components: z.array(z.record(z.string(), json)),
  messageSendTtlSeconds: z.union([z.literal(-1), positive]).optional(),
});

const pauseReason = z.strictObject({ by: author, reason: id, remedy: text.nullable() });
export const source = z.enum(['csv', 'xlsx', 'json', 'campaign']);

const file = z.strictObject({ fileId: id, mimeType: id, bytes: positive, filename: text });

export const campaignSchemas = {
  CampaignCreated: z.strictObject({
    subaccountId: id,
    number: positive,
    name: text,
    settings,
    sourceCampaignId: id.optional(),
    file: file.optional(),
  }),
  CampaignFileReceived: file,
  CampaignMediaUploaded: z.strictObject({ fileId: id, senderId: id, mediaId: id, uploadedAt: instant }),
  CampaignEdited: z.strictObject({ name: text.optional(), settings: settings.partial() }),
  UploadOpened: z.strictObject({ uploadId: id, source, phoneReading: z.literal([1, 2]).optional() }),
  UploadClosed: z.strictObject({
    uploadId: id,
    rows: count,
    contacts: count,
    again: count.optional(),
    invalid: count,
    suppressed: count,
    duplicates: count,
    error: failureText.optional(),
  }),
  CampaignScheduled: z.strictObject({ at: instant, localTime: id, timeZone: id }),
  CampaignUnscheduled: nothing,
  CampaignStarted: z.strictObject({
    settings,
    template: frozenTemplate.nullable(),
    startedAt: instant,
    weights: z.array(z.number().positive()).optional(),
    canary: z.strictObject({ contacts: positive, upTo: id }).optional(),
    user: text,
  }),
  CampaignPaused: pauseReason.extend({ reasons: z.array(pauseReason) }),
  CampaignResumed: z.strictObject({ by: author, removed: z.array(pauseReason), reasons: z.array(pauseReason) }),
  CampaignCancelRequested: nothing,
  CampaignCanceled: nothing,
  CampaignCompleted: z.strictObject({ settled: count, failures: count }),
  CampaignFailed: z.strictObject({ reason: text, remedy: text }),
  CampaignNoted: z.strictObject({ note: text.nullable() }),
  CampaignDuplicated: z.strictObject({ copyId: id }),
  TestMessageRequested: z.strictObject({ n: positive, ref: id, person: id.optional(), correlationId: text.optional() }),
};

import { z } from 'zod';
import { EXPIRY_CAUSES, EXPORT_FORMATS, EXPORT_REPORTS } from '../export';
import { ROLES } from '../key';
import { REPORT_FORMATS, SEARCHED_REPORTS, SKIP_CAUSES, WEEKDAYS } from '../search';
import { QUALITIES, STANDING_TOPICS, STANDING_WORDS } from '../sender';
import { SUPPRESSION_KINDS } from '../suppression';
import { TEMPLATE_STATUSES } from '../template';
import { LANGUAGES } from '../vocabulary';
import { content, frozenTemplate, source } from './campaign.schema';
import { author, count, failureText, id, instant, json, nothing, positive, text } from './primitives.schema';

const senderSettings = z.strictObject({
  name: text,
  portfolioId: id,
  // Which others there are depends on the provider, which has judged them.
  connection: z.object({ baseUrl: z.url() }).catchall(id),
  credentialsRef: id,
  pace: z.strictObject({ messagesPerSecond: z.number().positive() }).nullable(),
});

const quality = z.enum(QUALITIES);
const pauseReason = z.strictObject({ by: author, reason: id, remedy: text.nullable() });
const pauseReasons = z.array(pauseReason).optional();
const foreignName = z.strictObject({ phoneNumberId: id.nullable(), businessAccountId: id.nullable() });
const status = z.enum(TEMPLATE_STATUSES);
const templateHeard = z.discriminatedUnion('about', [
  z.strictObject({
    about: z.literal('status'),
    status,
    reason: text.nullable(),
    saidAt: instant,
  }),
  z.strictObject({ about: z.literal('archive'), archived: z.boolean(), saidAt: instant }),
]);
/** `''` is the first course. */
const mark = z.strictObject({ course: text, position: id, at: instant });
const suppressionCategory = z.enum(['all', 'marketing']);
const evidenceSource = z.enum(['api', 'word', 'button', 'platform']);
const suppressionKinds = z.array(z.enum(SUPPRESSION_KINDS)).optional();

const searchTerms = z.strictObject({
  name: text,
  filters: z.record(z.string(), json),
  phoneRefs: z.array(id).nullable(),
  nameRef: id.nullable(),
  period: id.nullable(),
  columns: z.array(id).nullable(),
  format: z.enum(REPORT_FORMATS),
  language: z.enum(LANGUAGES),
  timeZone: id,
  shared: z.boolean(),
});

const searchSchedule = z.strictObject({
  every: z.enum(['day', 'week']),
  on: z.enum(WEEKDAYS).nullable(),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  format: z.enum(REPORT_FORMATS).nullable(),
});
const dueExport = z.strictObject({ dueAt: instant, nextAt: instant.nullable() });

/** What belongs to a tenant and is no campaign: senders, templates, suppressions, uploads, keys, searches, exports, the tenant itself; and the log. */
export const accountSchemas = {
  SenderRegistered: senderSettings.extend({ subaccountId: id, provider: id, phoneRef: id }),
  SenderConnected: z.strictObject({ quality, tier: positive.nullable(), throughput: z.number().nonnegative() }),
  SenderEdited: senderSettings.partial(),
  SenderPaused: pauseReason.extend({ reasons: pauseReasons }),
  SenderResumed: z.strictObject({ by: author, removed: pauseReasons, reasons: pauseReasons }),
  SenderStandingHeard: z.strictObject({
    topic: z.enum(STANDING_TOPICS),
    word: z.enum(STANDING_WORDS),
    saidAt: instant,
  }),
  SenderQualityChanged: z.strictObject({ quality, saidAt: instant.optional() }),
  SenderTierChanged: z.strictObject({ tier: positive.nullable(), saidAt: instant }),
  WarmUpPlanned: z.strictObject({ startsAt: instant, limits: z.array(positive) }),
  WarmUpEnded: nothing,
  SenderThroughputChanged: z.strictObject({ throughput: z.number().nonnegative(), saidAt: instant }),
  ForeignCallbacksReceived: foreignName.extend({ all: z.array(foreignName) }),
  ForeignCallbacksExplained: foreignName.extend({ all: z.array(foreignName) }),

  NumberClaimed: z.strictObject({ senderId: id, at: instant }),
  NumberReleased: z.strictObject({ senderId: id }),

  TemplateRegistered: frozenTemplate.extend({ subaccountId: id, senderId: id, status }),
  TemplateStatusChanged: z.strictObject({ status, reason: text.nullable(), heard: templateHeard.optional() }),
  TemplateCategoryChanged: z.strictObject({ category: id, saidAt: instant.optional() }),
  TemplateTtlChanged: z.strictObject({ messageSendTtlSeconds: z.union([z.literal(-1), positive]).nullable() }),

  SubaccountCreated: z.strictObject({
    name: text,
    defaultCountry: z.string().length(2).nullable(),
    timeZone: id.nullable(),
    identitySecretRef: id,
  }),
  CampaignNumberReserved: z.strictObject({ campaignId: id, number: positive }),

  PersonSuppressed: z.strictObject({
    category: suppressionCategory,
    source: evidenceSource,
    reason: text,
    evidence: text.nullable(),
    ref: id.nullable(),
    at: instant.optional(),
    from: suppressionKinds,
    to: suppressionKinds,
  }),
  SuppressionLifted: z.strictObject({
    category: suppressionCategory,
    source: evidenceSource,
    evidence: text.nullable().optional(),
    at: instant.optional(),
    from: suppressionKinds,
    to: suppressionKinds,
  }),

  IdentityLearned: z.strictObject({ subaccountId: id, identity: id, ref: id }),

  ContactFileReceived: z.strictObject({
    campaignId: id,
    subaccountId: id,
    source,
    mapping: z.record(z.string(), json).nullable(),
    required: z.array(text),
    content: content.optional(),
    bytes: count.optional(),
    nameRef: id.optional(),
  }),
  RowRejected: z.strictObject({ uploadId: id, row: positive }),
  RowsJudged: z.strictObject({ from: positive, to: positive, verdicts: z.string().regex(/^[adisAS]+$/) }),
  ContactFileRead: z.strictObject({ rows: count, error: failureText.nullable() }),

  KeyCreated: z.strictObject({
    name: text,
    roles: z.array(z.enum(ROLES)),
    subaccountIds: z.array(id),
    secretHash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  KeyRevoked: nothing,
  LoginLinkUsed: z.strictObject({ keyId: id }),

  SearchSaved: searchTerms.extend({ subaccountId: id.nullable(), owner: id, report: z.enum(SEARCHED_REPORTS) }),
  SearchEdited: searchTerms.partial(),
  SearchScheduled: z.strictObject({ schedule: searchSchedule, nextAt: instant }),
  SearchUnscheduled: nothing,
  SearchExportRequested: dueExport.extend({ exportId: id }),
  SearchExportSkipped: dueExport.extend({ why: z.enum(SKIP_CAUSES), filters: z.array(id) }),
  SearchDeleted: nothing,
  SearchNameClaimed: z.strictObject({ searchId: id, at: instant }),
  SearchNameReleased: z.strictObject({ searchId: id }),

  ExportRequested: z.strictObject({
    askedBy: z.strictObject({ id, name: text, roles: z.array(z.enum(ROLES)), subaccountIds: z.array(id) }),
    report: z.enum(EXPORT_REPORTS),
    filters: z.record(z.string(), json),
    personalRef: id.nullable(),
    columns: z.array(id).nullable(),
    format: z.enum(EXPORT_FORMATS),
    language: z.enum(LANGUAGES),
    timeZone: id,
    delimiter: z.enum([',', ';']).nullable(),
    searchId: id.optional(),
  }),
  ExportBegun: z.strictObject({
    run: id,
    moment: z.strictObject({ at: instant, position: text }),
    erasures: text,
  }),
  ExportCompleted: z.strictObject({
    rows: count,
    bytes: count,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    fileName: id,
    expiresAt: instant,
  }),
  ExportFailed: z.strictObject({ code: id, reason: text }),
  ExportCanceled: nothing,
  ExportFetched: nothing,
  ExportExpired: z.strictObject({ why: z.enum(EXPIRY_CAUSES) }),

  LogRestored: z.strictObject({ course: id, head: id, marks: z.array(mark) }),
  LogRestoreSettled: z.strictObject({ course: id, paused: z.array(id), unscheduled: z.array(id) }),
};

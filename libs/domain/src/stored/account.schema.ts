import { z } from 'zod';
import { ROLES } from '../key';
import { TEMPLATE_STATUSES } from '../template';
import { content, frozenTemplate, source } from './campaign.schema';
import { author, count, failureText, id, json, nothing, positive, text } from './primitives.schema';

const senderSettings = z.strictObject({
  name: text,
  portfolioId: id,
  connection: z.strictObject({
    baseUrl: z.url(),
    apiVersion: id,
    phoneNumberId: id,
    businessAccountId: id,
  }),
  credentialsRef: id,
  pace: z.strictObject({ messagesPerSecond: z.number().positive() }).nullable(),
});

const quality = z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']);
const status = z.enum(TEMPLATE_STATUSES);
const suppressionCategory = z.enum(['all', 'marketing']);
const evidenceSource = z.enum(['platform', 'api']);

/** What belongs to a tenant and is no campaign: senders, templates, suppressions, uploads, keys, the tenant itself. */
export const accountSchemas = {
  SenderRegistered: senderSettings.extend({ subaccountId: id, provider: z.literal('cloud-api'), phoneRef: id }),
  SenderConnected: z.strictObject({ quality, tier: positive.nullable(), throughput: z.number().nonnegative() }),
  SenderEdited: senderSettings.partial(),
  SenderPaused: z.strictObject({ by: author, reason: id, remedy: text.nullable() }),
  SenderResumed: z.strictObject({ by: author }),
  SenderQualityChanged: z.strictObject({ quality }),

  TemplateRegistered: frozenTemplate.extend({ subaccountId: id, senderId: id, status }),
  TemplateStatusChanged: z.strictObject({ status, reason: text.nullable() }),
  TemplateCategoryChanged: z.strictObject({ category: id }),

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
  }),
  SuppressionLifted: z.strictObject({ category: suppressionCategory, source: evidenceSource }),

  ContactFileReceived: z.strictObject({
    campaignId: id,
    subaccountId: id,
    source,
    mapping: z.record(z.string(), json).nullable(),
    required: z.array(text),
    content: content.optional(),
  }),
  RowRejected: z.strictObject({ uploadId: id, row: positive }),
  RowsJudged: z.strictObject({ from: positive, to: positive, verdicts: z.string().regex(/^[adis]+$/) }),
  ContactFileRead: z.strictObject({ rows: count, error: failureText.nullable() }),

  KeyCreated: z.strictObject({
    name: text,
    roles: z.array(z.enum(ROLES)),
    subaccountIds: z.array(id),
    secretHash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  KeyRevoked: nothing,
};

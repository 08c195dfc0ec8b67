import { orNull, type Schema } from '@arauto/application/fields';
import { CAMPAIGN_STATUSES, CONTACT_STATES, KIND_OF, SUPPRESSION_KINDS } from '@arauto/domain';

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const whole: Schema = { type: 'integer', minimum: 0 };
const fraction: Schema = { type: 'number', minimum: 0 };
const time: Schema = { type: 'string', format: 'date-time' };
const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });
const map = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
const anything: Schema = { type: 'object' };
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** Every property is always there. */
function object(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', required: Object.keys(properties), properties };
}

const revision: Schema = {
  type: 'integer',
  minimum: -1,
  description: '-1: nothing was ever written of it, and nothing had to be',
};
const answered = { id: text, revision, position: text };
const pace = orNull(object({ messagesPerSecond: fraction }));
const suppressionSource = oneOf(Object.keys(KIND_OF));
const contactError = orNull(object({ code: text, title: text, advice: text }));

const campaign = {
  id: text,
  number: whole,
  name: text,
  subaccountId: text,
  status: oneOf(CAMPAIGN_STATUSES),
  statusReason: orNull(text),
  remedy: orNull(text),
  allowed: list(text),
  contacts: whole,
  settled: whole,
  progress: { type: 'number', minimum: 0, maximum: 1 },
  needsAttention: whole,
  counters: object(Object.fromEntries(CONTACT_STATES.map((state) => [state, whole]))),
  milestones: object({ accepted: whole, sent: whole, delivered: whole, read: whole, replied: whole }),
  createdAt: time,
  createdBy: text,
  startsAt: orNull(time),
  startedAt: orNull(time),
  completedAt: orNull(time),
  sourceCampaignId: orNull(text),
  revision: whole,
};

const event = {
  position: text,
  stream: text,
  revision: whole,
  type: text,
  at: time,
  actor: object({ id: text, name: text }),
  text,
  data: anything,
  correlationId: orNull(text),
  causationId: orNull(text),
};

/** Shapes of what is answered: bodies are interfaces of the use cases, which no decorator can read. */
export const SCHEMAS = {
  Answer: object(answered),
  KeyCreated: object({ ...answered, secret: orNull(text) }),
  CampaignPaused: object({ ...answered, inFlight: whole }),
  TestMessage: object({ ...answered, contactId: text }),
  TemplatesSynced: object({ ...answered, registered: whole, changed: whole, unchanged: whole }),
  UploadOpened: object({ ...answered, uploadId: text }),
  Subaccount: object({
    id: text,
    name: text,
    defaultCountry: orNull(text),
    timeZone: orNull(text),
    createdAt: time,
    revision: whole,
  }),
  Key: object({
    id: text,
    name: text,
    roles: list(text),
    subaccountIds: list(text),
    revoked: flag,
    createdAt: time,
    revision: whole,
  }),
  Sender: object({
    id: text,
    subaccountId: text,
    name: text,
    provider: text,
    phone: orNull(text),
    portfolioId: text,
    connection: object({ baseUrl: text, apiVersion: text, phoneNumberId: text, businessAccountId: text }),
    credentials: object({ set: flag }),
    pace,
    status: oneOf(['registered', 'connected', 'paused']),
    statusReason: orNull(text),
    remedy: orNull(text),
    quality: orNull(text),
    tier: orNull(whole),
    webhookPath: text,
    warnings: list(
      object({
        code: oneOf(['foreign_callbacks']),
        text,
        phoneNumberId: orNull(text),
        businessAccountId: orNull(text),
      }),
    ),
    createdAt: time,
    revision: whole,
  }),
  Template: object({
    id: text,
    subaccountId: text,
    senderId: text,
    name: text,
    language: text,
    category: text,
    parameterFormat: text,
    components: list(anything),
    status: text,
    statusReason: orNull(text),
    variables: list(text),
    createdAt: time,
    revision: whole,
  }),
  Campaign: object(campaign),
  CampaignDetails: object({
    ...campaign,
    pace: object({ limit: orNull(fraction), lastMinute: fraction }),
    waiting: orNull(object({ code: text, text, until: orNull(time) })),
    errors: list(object({ code: text, title: text, advice: text, contacts: whole })),
    openUploads: whole,
    user: orNull(text),
    settings: anything,
  }),
  Preflight: object({
    ok: flag,
    problems: list(ref('Fault')),
    warnings: list(ref('Fault')),
    audience: object({
      rows: whole,
      contacts: whole,
      valid: whole,
      invalid: whole,
      duplicate: whole,
      suppressed: whole,
      uploadsOpen: whole,
    }),
    missingVariables: list(object({ variable: text, contacts: whole })),
    unfitValues: list(object({ field: text, message: text, contacts: whole })),
    template: orNull(object({ id: text, name: orNull(text), status: orNull(text) })),
    sender: orNull(object({ id: text, status: orNull(text), tier: orNull(whole) })),
    duration: orNull(object({ seconds: fraction, days: fraction, messagesPerSecond: fraction })),
    cost: { type: 'null' },
  }),
  Event: object(event),
  TimelineItem: object({
    ...event,
    status: orNull(text),
    by: orNull(text),
    reason: orNull(text),
    remedy: orNull(text),
  }),
  Contact: object({
    id: text,
    phone: orNull(text),
    name: orNull(text),
    correlationId: orNull(text),
    parameters: orNull(map(text)),
    state: oneOf(CONTACT_STATES),
    note: text,
    needsAttention: flag,
    attempts: whole,
    nextAttemptAt: orNull(time),
    error: contactError,
    messageId: orNull(text),
    updatedAt: time,
  }),
  Upload: object({
    id: text,
    campaignId: text,
    status: oneOf(['reading', 'completed', 'failed']),
    rows: whole,
    accepted: whole,
    duplicate: whole,
    invalid: whole,
    suppressed: whole,
    again: whole,
    error: orNull(object({ code: text, message: text })),
  }),
  Verdict: object({
    row: { type: 'integer', minimum: 1 },
    verdict: oneOf(['accepted', 'duplicate', 'invalid', 'suppressed']),
    reasons: list(object({ code: text, message: text, column: orNull(text) })),
    contactId: orNull(text),
    phone: orNull(text),
    cleaned: list(text),
  }),
  Suppression: object({
    subaccountId: text,
    phone: orNull(text),
    category: oneOf(['all', 'marketing']),
    reason: text,
    source: suppressionSource,
    evidence: orNull(text),
    kinds: list(
      object({
        kind: oneOf(SUPPRESSION_KINDS),
        source: suppressionSource,
        reason: text,
        evidence: orNull(text),
        at: time,
      }),
    ),
    createdAt: time,
  }),
  MtRow: object({
    id: text,
    sentAt: time,
    status: text,
    statusLabel: text,
    phone: orNull(text),
    senderPhone: orNull(text),
    campaignId: text,
    campaignName: orNull(text),
    user: orNull(text),
    subaccountId: text,
    contentType: text,
    message: orNull(text),
    withSession: orNull(flag),
    conversationId: orNull(text),
    conversationType: orNull(text),
    conversationExpiresAt: orNull(time),
    correlationId: orNull(text),
    attempts: whole,
    error: contactError,
    updatedAt: time,
  }),
  Record: object({
    campaignId: text,
    telephone: orNull(text),
    result: orNull(text),
    error: orNull(text),
    date: time,
    lastUpdate: time,
  }),
  Projection: object({
    name: text,
    version: whole,
    status: oneOf(['live', 'catching_up', 'stopped']),
    position: text,
    lag: whole,
    poison: orNull(object({ position: text, type: text, message: text })),
  }),
  Verification: object({
    id: text,
    status: oneOf(['running', 'completed', 'failed']),
    ok: orNull(flag),
    events: orNull(whole),
    differences: list(anything),
    error: orNull(text),
  }),
  Live: object({ status: oneOf(['live']) }),
  Readiness: object({
    status: oneOf(['ready', 'not_ready']),
    waitingFor: list(text),
    warnings: list(text),
    projections: list(ref('Projection')),
    subscriptions: list(object({ name: text, status: text, position: text })),
  }),
  Fault: object({ path: text, code: text, message: text }),
  OpenApiDocument: anything,
} as const satisfies Readonly<Record<string, Schema>>;

export type SchemaName = keyof typeof SCHEMAS;

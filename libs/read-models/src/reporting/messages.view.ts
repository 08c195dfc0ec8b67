/**
 * What became of every message we sent (MT)? Asked by the detailed report and by campaign records: one row per contact that was
 * attempted, or ended without an attempt. Costs one row written per event of an attempted contact.
 */
import {
  type ContactEvent,
  type ContactState,
  type ContactUploaded,
  type ContentType,
  type ConversationType,
  errorOf,
  FAILED_STATES,
  type KeptResult,
  type Reported,
  type ReportStatus,
  type Stands,
} from '@arauto/domain';
import { type Change, patch, put, remove } from '../change';
import { contactProjection, type OfContact } from '../operational';
import type { Projection } from '../port';
import { boolean, defineView, type Document, type Draft, integer, type NewDocument, symbol, text } from '../view';
import { happenedAt } from './happened-at';

/** What every report asks: of whom it may tell, and who has a row in it. MongoDB (6.0.5) counted five million in 11 to 13 s by documents, in 5 s by an index. */
const COUNTED_BY = ['subaccountId', 'status', 'result'] as const;

export const messagesView = defineView({
  name: 'messages',
  version: 8,
  group: 'reporting',
  fields: {
    campaignId: symbol(),
    contactKey: text(),
    subaccountId: symbol(),
    senderId: symbol<string | null>(),
    ref: text(),
    correlationId: text<string | null>(),
    contentType: symbol<ContentType>(),
    /** Acceptance, else the last attempt, else the instant it ended; milliseconds. */
    sentAt: integer(),
    attempted: boolean(),
    attempts: integer(),
    state: symbol<ContactState>(),
    needsAttention: boolean(),
    /** Code of the detailed report; null where it has no row: waiting for its first attempt, removed, canceled. */
    status: symbol<ReportStatus | null>(),
    /** Code of the record result; null before there is one. */
    result: symbol<KeptResult | null>(),
    errorCode: symbol<string | null>(),
    errorRef: text<string | null>(),
    messageRef: text<string | null>(),
    withSession: boolean<boolean | null>(),
    conversationId: text<string | null>(),
    conversationType: symbol<ConversationType | null>(),
    conversationExpiresAt: text<string | null>(),
    /** The provider's stamp, not later than our receipt; milliseconds. */
    updatedAt: integer(),
    /** As `updatedAt`, of the milestone; where only the reading was heard of, it was delivered by then. */
    deliveredAt: integer<number | null>(),
    readAt: integer<number | null>(),
    /** What the platform charges it as, in its words. */
    costCategory: symbol<string | null>(),
    /** The person wrote back. */
    replied: boolean(),
    /** Index among the buttons of the frozen template of the one that was tapped last. */
    button: integer<number | null>(),
    /** The fields below are null where they would say what is said of most rows: an index of that would cost as much as it finds. */
    rareStatus: symbol<ReportStatus | null>(),
    rareContentType: symbol<ContentType | null>(),
    rareConversationType: symbol<ConversationType | null>(),
    inSession: boolean<true | null>(),
  },
  indexes: [
    { fields: ['sentAt'], carries: COUNTED_BY },
    { fields: ['campaignId', 'sentAt'], carries: COUNTED_BY },
    ['contactKey', 'sentAt'],
    ['subaccountId', 'sentAt'],
    { fields: ['senderId', 'sentAt'], set: ['senderId'] },
    { fields: ['correlationId', 'sentAt'], set: ['correlationId'] },
    { fields: ['conversationId', 'sentAt'], set: ['conversationId'] },
    { fields: ['errorCode', 'sentAt'], set: ['errorCode'] },
    { fields: ['rareStatus', 'sentAt'], set: ['rareStatus'] },
    { fields: ['rareContentType', 'sentAt'], set: ['rareContentType'] },
    { fields: ['rareConversationType', 'sentAt'], set: ['rareConversationType'] },
    { fields: ['inSession', 'sentAt'], set: ['inSession'] },
  ],
  tally: {
    by: [
      ...['campaignId', 'subaccountId', 'senderId', 'status', 'contentType', 'conversationType'],
      ...['withSession', 'replied', 'needsAttention'],
    ] as const,
    bucket: { field: 'sentAt', every: 15 * 60_000 },
    of: 'status',
  },
});

/** What most messages come to, and what most are. */
const COMMON = {
  statuses: new Set<ReportStatus | null>(['delivered', 'read', null]),
  contentType: 'template',
  conversationType: 'business_initiated',
} as const;

/** The field by which rows of a status are found, where it is rare. */
export function rareStatusOf(status: ReportStatus | null): ReportStatus | null {
  return COMMON.statuses.has(status) ? null : status;
}

export function rareContentTypeOf(type: ContentType): ContentType | null {
  return type === COMMON.contentType ? null : type;
}

export function rareConversationTypeOf(type: ConversationType): ConversationType | null {
  return type === COMMON.conversationType ? null : type;
}

export type MessageDocument = Document<typeof messagesView>;

/** The reports' words for a state and an error. The error catalogue belongs to the provider's lib, so it is handed in. */
export type ReportWords = (stands: Omit<Stands, 'errorReportStatus'> & { errorCode: string | null }) => Reported;

/** @param words how states and error codes read in the report */
export function messagesProjection(words: ReportWords): Projection {
  return contactProjection(messagesView, (contact) => project(contact, words));
}

function project({ event, recorded: { at }, campaignId, contactKey, id }: OfContact, words: ReportWords): Change[] {
  // An answer says nothing of what became of our message.
  if (event.type === 'Replied') {
    const { button } = event.data;
    return [patch(messagesView, id, { replied: true, ...(button !== undefined && { button }) })];
  }
  if (event.type === 'ContactUploaded') return event.data.again ? [beginAgain(id, event, at, words)] : [];
  if (beginsRow(event)) return [put(messagesView, id, begin({ campaignId, contactKey }, event, at, words))];
  const doc: Row = {};
  stand(doc, event, at, words);
  tell(doc, event, at);
  return [patch(messagesView, id, doc)];
}

/**
 * Of a contact that nobody attempted the row is gone until it has one again; of one that was attempted it goes on, as the row of what
 * was uploaded now.
 */
function beginAgain(id: string, event: ContactUploaded, at: number, words: ReportWords): Change {
  const { ref, correlationId = null, attempt } = event.data;
  if (attempt === undefined) return remove(messagesView, id);
  const doc: Row = { ref, correlationId };
  stand(doc, event, at, words);
  return patch(messagesView, id, doc);
}

type Row = Draft<typeof messagesView>;
type Beginning = Extract<ContactEvent, { readonly type: 'InvalidRecordUploaded' | 'SendErrored' | 'SendAttempted' }>;

/** A row begins with the first attempt, or where a contact ends without one. */
function beginsRow(event: ContactEvent): event is Beginning {
  switch (event.type) {
    case 'InvalidRecordUploaded':
      return true;
    case 'SendErrored':
      return event.data.unattempted === true;
    case 'SendAttempted':
      return event.data.attempt <= 1;
    default:
      return false;
  }
}

function begin(
  of: { readonly campaignId: string; readonly contactKey: string },
  event: Beginning,
  at: number,
  words: ReportWords,
): NewDocument<typeof messagesView> {
  const { subaccountId, ref, correlationId = null, to } = event.data;
  const doc: NewDocument<typeof messagesView> = {
    campaignId: of.campaignId,
    contactKey: of.contactKey,
    subaccountId,
    ref,
    correlationId,
    contentType: 'template',
    sentAt: at,
    attempted: false,
    attempts: 0,
    state: to.state,
    needsAttention: to.needsAttention,
    updatedAt: at,
    replied: false,
  };
  stand(doc, event, at, words);
  tell(doc, event, at);
  if (event.type === 'InvalidRecordUploaded') doc.errorCode = event.data.reasons[0]?.code ?? null;
  return doc;
}

/** What every event says about a row. A confirmed milestone that changes no state changes no word either. */
function stand(doc: Row, event: ContactEvent, at: number, words: ReportWords): void {
  const { state, needsAttention } = event.data.to;
  const error = errorOf(event);
  const accepted = event.data.acceptedAt !== undefined;
  doc.state = state;
  doc.needsAttention = needsAttention;
  if (!changesNothing(event)) doc.updatedAt = happenedAt(event, at);
  const staysFailed = FAILED_STATES.has(state) && state === event.data.from?.state && error === undefined;
  if (!staysFailed) {
    const unattempted = event.type === 'SendErrored' && event.data.unattempted === true;
    const stands = { state, accepted, as: takenAs(event), needsAttention, unattempted };
    const { status, result } = words({ ...stands, errorCode: error?.code ?? null });
    doc.status = status;
    doc.rareStatus = rareStatusOf(status);
    doc.result = result;
  }
  if (error !== undefined) {
    doc.errorCode = error?.code ?? null;
    doc.errorRef = error?.ref ?? null;
  }
}

/** The word of the provider that took the message: in the event itself, or carried by those that follow. */
function takenAs({ data }: ContactEvent): 'accepted' | 'submitted' | 'held' {
  return 'as' in data ? data.as : (data.takenAs ?? 'accepted');
}

/** A failure that came too late, or a milestone of a message that has failed: kept for the audit, and no update of the message. */
function changesNothing(event: ContactEvent): boolean {
  if (event.type === 'LateFailureRecorded') return true;
  return event.type === 'SentConfirmed' && event.data.from?.state === event.data.to.state;
}

/** What an event says beyond where the contact stands. */
function tell(doc: Row, event: ContactEvent, at: number): void {
  switch (event.type) {
    case 'SendAttempted': {
      const { senderId, attempts, withSession, attemptedAt, acceptedAt, conversation } = event.data;
      const { contentType = 'template' } = event.data;
      doc.conversationId = conversation.id;
      doc.conversationType = conversation.type;
      doc.rareConversationType = rareConversationTypeOf(conversation.type);
      doc.conversationExpiresAt = conversation.expiresAt;
      doc.senderId = senderId;
      doc.attempted = true;
      doc.attempts = attempts;
      doc.contentType = contentType;
      doc.rareContentType = rareContentTypeOf(contentType);
      doc.withSession = withSession;
      doc.inSession = withSession ? true : null;
      if (acceptedAt === undefined) doc.sentAt = Date.parse(attemptedAt);
      return;
    }
    case 'TemplateSent':
    case 'SessionMessageSent': {
      const { acceptedAt, messageRef } = event.data;
      doc.messageRef = messageRef;
      if (acceptedAt !== undefined) doc.sentAt = Date.parse(acceptedAt);
      return;
    }
    case 'SentConfirmed':
    case 'Delivered':
    case 'Read': {
      const { implied, pricing } = event.data;
      if (event.type === 'Read') doc.readAt = happenedAt(event, at);
      if (event.type === 'Delivered' || implied.includes('delivered')) doc.deliveredAt = happenedAt(event, at);
      if (pricing) doc.costCategory = pricing.category;
      return;
    }
    case 'SendErrored': {
      const { contentType } = event.data;
      if (event.data.unattempted !== true || contentType === undefined) return;
      doc.contentType = contentType;
      doc.rareContentType = rareContentTypeOf(contentType);
      return;
    }
    case 'RetryScheduled':
    case 'SendWithdrawn':
      doc.attempts = event.data.attempts;
      return;
    default:
  }
}

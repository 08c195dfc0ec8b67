/**
 * What became of every message we sent (MT)? Asked by the detailed report and by campaign records: one row per contact that was
 * attempted, or ended without an attempt. Costs one row written per event of an attempted contact.
 */
import type { ContactEvent, ContactState } from '@arauto/domain';
import type { Change, Document, Projection, View } from '../port';
import { contactProjection, type OfContact } from '../operational';

export const messagesView: View = {
  name: 'messages',
  version: 2,
  group: 'reporting',
  fields: {
    campaignId: 'symbol',
    contactKey: 'text',
    subaccountId: 'symbol',
    senderId: 'symbol',
    ref: 'text',
    correlationId: 'text',
    contentType: 'symbol',
    /** Acceptance, else the last attempt, else the instant it ended; milliseconds. */
    sentAt: 'integer',
    attempted: 'boolean',
    attempts: 'integer',
    state: 'symbol',
    needsAttention: 'boolean',
    /** Code of the detailed report; null where it has no row: waiting for its first attempt, removed, canceled. */
    status: 'symbol',
    /** Code of the record result; null before there is one. */
    result: 'symbol',
    errorCode: 'symbol',
    errorRef: 'text',
    messageRef: 'text',
    withSession: 'boolean',
    conversationId: 'text',
    conversationType: 'symbol',
    conversationExpiresAt: 'text',
    /** The provider's stamp, not later than our receipt; milliseconds. */
    updatedAt: 'integer',
  },
  indexes: [['sentAt'], ['campaignId', 'sentAt'], ['contactKey']],
};

/** The report's words for a state and an error. The error catalogue belongs to the provider's lib, so it is handed in. */
export interface ReportWords {
  status(stands: {
    state: ContactState;
    accepted: boolean;
    needsAttention: boolean;
    errorCode: string | null;
  }): string | null;
  /** Of the record report; null while there is nothing to say. */
  result(stands: { state: ContactState; accepted: boolean }): string | null;
}

/** @param words how states and error codes read in the report */
export function messagesProjection(words: ReportWords): Projection {
  return contactProjection(messagesView, (contact) => project(contact, words));
}

function project({ event, recorded, campaignId, contactKey, id }: OfContact, words: ReportWords): Change[] {
  const view = messagesView.name;
  const stands = standing(event, recorded.at, words);
  const begun = { campaignId, contactKey, contentType: 'template', ...stands };
  switch (event.type) {
    case 'ContactUploaded':
      return [];
    case 'InvalidRecordUploaded': {
      const { subaccountId, ref, correlationId, reasons } = event.data;
      const facts = { subaccountId, ref, correlationId: correlationId ?? null, errorCode: reasons[0]?.code ?? null };
      return [{ op: 'put', view, id, doc: { ...begun, ...facts, attempted: false, attempts: 0, sentAt: recorded.at } }];
    }
    case 'SendErrored': {
      if (!event.data.unattempted) return [{ op: 'patch', view, id, doc: stands }];
      const { subaccountId, ref, correlationId } = event.data;
      const facts = { subaccountId, ref, correlationId: correlationId ?? null };
      return [{ op: 'put', view, id, doc: { ...begun, ...facts, attempted: false, attempts: 0, sentAt: recorded.at } }];
    }
    case 'SendAttempted': {
      const { subaccountId, ref, correlationId, senderId, attempt, attempts, withSession, conversation } = event.data;
      const attemptedNow = {
        ...stands,
        senderId,
        attempted: true,
        attempts,
        withSession,
        ...(event.data.acceptedAt === undefined && { sentAt: Date.parse(event.data.attemptedAt) }),
      };
      if (attempt > 1) return [{ op: 'patch', view, id, doc: attemptedNow }];
      const facts = {
        subaccountId,
        ref,
        correlationId: correlationId ?? null,
        conversationId: conversation.id,
        conversationType: conversation.type,
        conversationExpiresAt: conversation.expiresAt,
      };
      return [{ op: 'put', view, id, doc: { ...begun, ...attemptedNow, ...facts } }];
    }
    default:
      return [{ op: 'patch', view, id, doc: { ...stands, ...told(event) } }];
  }
}

const FAILED: ReadonlySet<ContactState> = new Set<ContactState>(['error', 'sending_failed', 'delivery_failed']);

/** What every event says about a row. A confirmed milestone that changes no state changes no word either. */
function standing(event: ContactEvent, at: number, words: ReportWords): Document {
  const { state, needsAttention } = event.data.to;
  const error = errorOf(event);
  const accepted = event.data.acceptedAt !== undefined;
  const statusAt = 'statusAt' in event.data && event.data.statusAt !== undefined ? Date.parse(event.data.statusAt) : at;
  const doc: Record<string, unknown> = { state, needsAttention, updatedAt: Math.min(statusAt, at) };
  const staysFailed = FAILED.has(state) && state === event.data.from?.state && error === undefined;
  if (!staysFailed) {
    doc['status'] = words.status({ state, accepted, needsAttention, errorCode: error?.code ?? null });
    doc['result'] = words.result({ state, accepted });
  }
  if (error) {
    doc['errorCode'] = error.code;
    doc['errorRef'] = error.ref ?? null;
  }
  return doc;
}

function errorOf(event: ContactEvent): { readonly code: string; readonly ref?: string } | undefined {
  switch (event.type) {
    case 'RetryScheduled':
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
      return event.data.error;
    case 'Expired':
      return { code: 'ENG_TTL_EXPIRED' };
    case 'SendOutcomeUnknown':
      return { code: 'ENG_AMBIGUOUS' };
    case 'InvalidRecordUploaded':
      return { code: event.data.reasons[0]?.code ?? 'ENG_PHONE_UNPARSEABLE' };
    default:
      return undefined;
  }
}

function told(event: ContactEvent): Document {
  switch (event.type) {
    case 'TemplateSent':
    case 'SessionMessageSent': {
      const { acceptedAt, messageRef, to } = event.data;
      return {
        messageRef,
        ...(acceptedAt !== undefined && { sentAt: Date.parse(acceptedAt) }),
        // What went wrong with the attempts before is history, and no error of the message that was accepted.
        ...(!FAILED.has(to.state) && { errorCode: null, errorRef: null }),
      };
    }
    case 'RetryScheduled':
    case 'SendWithdrawn':
      return { attempts: event.data.attempts };
    case 'Delivered':
    case 'Read':
      return event.data.supersedes === undefined ? {} : { errorCode: null, errorRef: null };
    default:
      return {};
  }
}

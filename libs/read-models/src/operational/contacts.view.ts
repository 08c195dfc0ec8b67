/**
 * Where does each contact of a campaign stand, and why? Asked by the contact table, by verdicts and by copies of the failed.
 * Costs one row written per contact event, and an index entry moved when the state changes.
 */
import type { ContactEvent, ContactState } from '@arauto/domain';
import type { Document, View } from '../port';
import { contactProjection } from './contact-event';

export const contactsView: View = {
  name: 'contacts',
  version: 1,
  group: 'operational',
  fields: {
    campaignId: 'symbol',
    contactKey: 'text',
    /** Vault ref; in file order, so it is also what the table is sorted by. */
    ref: 'text',
    uploadId: 'symbol',
    row: 'integer',
    correlationId: 'text',
    state: 'symbol',
    open: 'boolean',
    needsAttention: 'boolean',
    attempts: 'integer',
    nextAttemptAt: 'text',
    errorCode: 'symbol',
    errorRef: 'text',
    reasons: 'json',
    messageRef: 'text',
    updatedAt: 'integer',
    revision: 'integer',
  },
  indexes: [
    ['campaignId', 'ref'],
    ['campaignId', 'state', 'ref'],
    ['campaignId', 'correlationId'],
  ],
};

export const contactsProjection = contactProjection(contactsView, ({ event, recorded, campaignId, contactKey, id }) => {
  const { state, open, needsAttention } = event.data.to;
  const stands = { state, open, needsAttention, updatedAt: recorded.at, revision: recorded.revision };
  if (event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded') {
    const { ref, uploadId, row, correlationId } = event.data;
    const reasons = event.type === 'InvalidRecordUploaded' ? event.data.reasons : null;
    const doc = {
      campaignId,
      contactKey,
      ref,
      uploadId,
      row,
      correlationId: correlationId ?? null,
      attempts: 0,
      reasons,
      ...stands,
    };
    return [{ op: 'put', view: contactsView.name, id, doc }];
  }
  return [{ op: 'patch', view: contactsView.name, id, doc: { ...stands, ...told(event) } }];
});

/** Once a message is accepted, what went wrong with the attempts before is history and no error of the contact's. */
const NO_ERROR = { errorCode: null, errorRef: null };

const FAILED: ReadonlySet<ContactState> = new Set<ContactState>(['error', 'sending_failed', 'delivery_failed']);

/** What an event tells beyond where the contact stands. */
function told(event: ContactEvent): Document {
  switch (event.type) {
    case 'SendAttempted':
      return { attempts: event.data.attempts, nextAttemptAt: null };
    case 'SendWithdrawn':
      return { attempts: event.data.attempts, nextAttemptAt: event.data.dueAt };
    case 'RetryScheduled':
      return { attempts: event.data.attempts, nextAttemptAt: event.data.dueAt, ...errorOf(event.data.error) };
    case 'TemplateSent':
    case 'SessionMessageSent':
      return {
        messageRef: event.data.messageRef,
        nextAttemptAt: null,
        ...(FAILED.has(event.data.to.state) ? {} : NO_ERROR),
      };
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
      return { nextAttemptAt: null, ...errorOf(event.data.error) };
    case 'Delivered':
    case 'Read':
      return event.data.supersedes === undefined ? {} : { nextAttemptAt: null, ...NO_ERROR };
    case 'Expired':
      return { errorCode: 'ENG_TTL_EXPIRED', errorRef: null };
    case 'SendOutcomeUnknown':
      return { errorCode: 'ENG_AMBIGUOUS', errorRef: null };
    case 'LateFailureRecorded':
    case 'CanceledByAdmin':
    case 'ContactRemoved':
      return { nextAttemptAt: null };
    default:
      return {};
  }
}

function errorOf(error: { readonly code: string; readonly ref?: string }): Document {
  return { errorCode: error.code, errorRef: error.ref ?? null };
}

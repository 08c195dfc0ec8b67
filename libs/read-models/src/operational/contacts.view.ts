/**
 * Where does each contact of a campaign stand, and why? Asked by the contact table, by verdicts and by copies of the failed.
 * Costs one row written per contact event, and an index entry moved when the state changes. Test messages are in a view of their own,
 * of the same documents: no list, search or copy can find them, and who knows the id of one can look at it.
 */
import type { ContactEvent, ContactState } from '@arauto/domain';
import type { Change, View } from '../port';
import type { Draft } from '../projection';
import { contactProjection, goesOn, type OfContact } from './contact-event';

const FIELDS = {
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
} as const;

export const contactsView: View = {
  name: 'contacts',
  version: 3,
  group: 'operational',
  fields: FIELDS,
  indexes: [
    ['campaignId', 'ref'],
    ['campaignId', 'state', 'ref'],
    ['campaignId', 'correlationId'],
  ],
};

export const testContactsView: View = {
  name: 'test-contacts',
  version: 2,
  group: 'operational',
  fields: FIELDS,
  indexes: [],
};

export const contactsProjection = contactProjection(contactsView, (contact) => changeOf(contactsView, contact));

export const testContactsProjection = contactProjection(
  testContactsView,
  (contact) => changeOf(testContactsView, contact),
  'tests',
);

function changeOf(view: View, { event, recorded, campaignId, contactKey, id }: OfContact): Change[] {
  const { state, open, needsAttention } = event.data.to;
  const doc: Draft<typeof FIELDS> = {
    state,
    open,
    needsAttention,
    updatedAt: recorded.at,
    revision: recorded.revision,
  };
  if (event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded') {
    const { ref, uploadId, row, correlationId } = event.data;
    doc.campaignId = campaignId;
    doc.contactKey = contactKey;
    doc.ref = ref;
    doc.uploadId = uploadId;
    doc.row = row;
    doc.correlationId = correlationId ?? null;
    if (event.type === 'ContactUploaded' && event.data.again) return [beginAgain(doc, id)];
    doc.attempts = 0;
    doc.reasons = event.type === 'InvalidRecordUploaded' ? event.data.reasons : null;
    return [{ op: 'put', view: view.name, id, doc }];
  }
  tell(doc, event);
  return [{ op: 'patch', view: view.name, id, doc }];
}

/** The row begins anew, but for the attempts that there were. */
function beginAgain(doc: Draft<typeof FIELDS>, id: string): Change {
  doc.nextAttemptAt = null;
  tellError(doc, null);
  return { op: 'patch', view: contactsView.name, id, doc };
}

const FAILED: ReadonlySet<ContactState> = new Set<ContactState>(['error', 'sending_failed', 'delivery_failed']);

/** What an event tells beyond where the contact stands. */
function tell(doc: Draft<typeof FIELDS>, event: ContactEvent): void {
  switch (event.type) {
    case 'SendAttempted':
      doc.attempts = event.data.attempts;
      doc.nextAttemptAt = null;
      return;
    case 'SendWithdrawn':
      doc.attempts = event.data.attempts;
      doc.nextAttemptAt = event.data.dueAt;
      return;
    case 'RetryScheduled':
      doc.attempts = event.data.attempts;
      doc.nextAttemptAt = event.data.dueAt;
      return tellError(doc, event.data.error);
    case 'TemplateSent':
    case 'SessionMessageSent':
      doc.messageRef = event.data.messageRef;
      doc.nextAttemptAt = null;
      // Once a message is accepted, what went wrong with the attempts before is history and no error of the contact's.
      if (!FAILED.has(event.data.to.state)) tellError(doc, null);
      return;
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
      doc.nextAttemptAt = null;
      return tellError(doc, event.data.error);
    case 'Delivered':
    case 'Read':
      if (goesOn(event)) return;
      doc.nextAttemptAt = null;
      return tellError(doc, null);
    case 'OutcomeAssumed':
      if (event.data.outcome === 'delivered') tellError(doc, null);
      return;
    case 'Expired':
      return tellError(doc, { code: 'ENG_TTL_EXPIRED' });
    case 'SendOutcomeUnknown':
      return tellError(doc, { code: 'ENG_AMBIGUOUS' });
    case 'LateFailureRecorded':
    case 'CanceledByAdmin':
    case 'ContactRemoved':
      doc.nextAttemptAt = null;
      return;
    default:
  }
}

function tellError(doc: Draft<typeof FIELDS>, error: { readonly code: string; readonly ref?: string } | null): void {
  doc.errorCode = error?.code ?? null;
  doc.errorRef = error?.ref ?? null;
}

/**
 * Where does each contact of a campaign stand, and why? Asked by the contact table, by verdicts and by copies of the failed.
 * Costs one row written per contact event, and an index entry moved when the state changes. Test messages are in a view of their own,
 * of the same documents: no list, search or copy can find them, and who knows the id of one can look at it.
 */
import { type ContactEvent, type ContactState, FAILED_STATES, type InvalidReason } from '@arauto/domain';
import { type Change, patch, put } from '../change';
import { boolean, defineView, type Document, type Draft, integer, json, symbol, text } from '../view';
import { contactProjection, goesOn, type OfContact } from './contact-event';

const FIELDS = {
  campaignId: symbol(),
  contactKey: text(),
  /** Vault ref; in file order, so it is also what the table is sorted by. */
  ref: text(),
  uploadId: symbol(),
  row: integer(),
  correlationId: text<string | null>(),
  state: symbol<ContactState>(),
  open: boolean(),
  needsAttention: boolean(),
  attempts: integer(),
  nextAttemptAt: text<string | null>(),
  errorCode: symbol<string | null>(),
  errorRef: text<string | null>(),
  reasons: json<readonly InvalidReason[] | null>(),
  messageRef: text<string | null>(),
  updatedAt: integer(),
  revision: integer(),
};

export const contactsView = defineView({
  name: 'contacts',
  version: 3,
  group: 'operational',
  fields: FIELDS,
  indexes: [
    ['campaignId', 'ref'],
    ['campaignId', 'state', 'ref'],
    ['campaignId', 'correlationId'],
  ],
});

export type ContactDocument = Document<typeof contactsView>;

export const testContactsView: typeof contactsView = {
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

type Row = Draft<typeof contactsView>;

function changeOf(view: typeof contactsView, { event, recorded, campaignId, contactKey, id }: OfContact): Change[] {
  const { state, open, needsAttention } = event.data.to;
  const { at: updatedAt, revision } = recorded;
  if (event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded') {
    const { ref, uploadId, row, correlationId = null } = event.data;
    const of = { campaignId, contactKey, ref, uploadId, row, correlationId };
    const reasons = event.type === 'InvalidRecordUploaded' ? event.data.reasons : null;
    const made = { ...of, state, open, needsAttention, attempts: 0, reasons, updatedAt, revision };
    return [event.type === 'ContactUploaded' && event.data.again ? beginAgain(made, id) : put(view, id, made)];
  }
  const doc: Row = { state, open, needsAttention, updatedAt, revision };
  tell(doc, event);
  return [patch(view, id, doc)];
}

/** The row begins anew, but for the attempts that there were. */
function beginAgain({ attempts: _, ...doc }: Row, id: string): Change {
  return patch(contactsView, id, { ...doc, nextAttemptAt: null, errorCode: null, errorRef: null });
}

/** What an event tells beyond where the contact stands. */
function tell(doc: Row, event: ContactEvent): void {
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
      if (!FAILED_STATES.has(event.data.to.state)) tellError(doc, null);
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

function tellError(doc: Row, error: { readonly code: string; readonly ref?: string } | null): void {
  doc.errorCode = error?.code ?? null;
  doc.errorRef = error?.ref ?? null;
}

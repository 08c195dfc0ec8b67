import { type ContactEvent, type ContactState, FAILED_STATES, type InvalidReason } from '@arauto/domain';
import { boolean, type Draft, integer, json, symbol, text, type View } from '../../view';
import { goesOn } from '../contact-event';

/** Where a contact stands, and why. */
export const STANDING = {
  state: symbol<ContactState>(),
  open: boolean(),
  needsAttention: boolean(),
  attempts: integer(),
  nextAttemptAt: text<string | null>(),
  errorCode: symbol<string | null>(),
  errorRef: text<string | null>(),
  reasons: json<readonly InvalidReason[] | null>(),
  messageRef: text<string | null>(),
};

type Standing = Draft<View<typeof STANDING>>;

export function tellStanding(row: Standing, event: ContactEvent): void {
  const { state, open, needsAttention } = event.data.to;
  row.state = state;
  row.open = open;
  row.needsAttention = needsAttention;
  switch (event.type) {
    case 'ContactUploaded':
      // One that was there before begins anew, but for the attempts that there were.
      if (!event.data.again) return;
      row.nextAttemptAt = null;
      row.reasons = null;
      return tellError(row, null);
    case 'InvalidRecordUploaded':
      row.reasons = event.data.reasons;
      return;
    case 'SendAttempted':
      row.attempts = event.data.attempts;
      row.nextAttemptAt = null;
      return;
    case 'SendWithdrawn':
      row.attempts = event.data.attempts;
      row.nextAttemptAt = event.data.dueAt;
      return;
    case 'RetryScheduled':
      row.attempts = event.data.attempts;
      row.nextAttemptAt = event.data.dueAt;
      return tellError(row, event.data.error);
    case 'TemplateSent':
    case 'SessionMessageSent':
      row.messageRef = event.data.messageRef;
      row.nextAttemptAt = null;
      // Once a message is accepted, what went wrong with the attempts before is history and no error of the contact's.
      if (!FAILED_STATES.has(state)) tellError(row, null);
      return;
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
      row.nextAttemptAt = null;
      return tellError(row, event.data.error);
    case 'Delivered':
    case 'Read':
      if (goesOn(event)) return;
      row.nextAttemptAt = null;
      return tellError(row, null);
    case 'OutcomeAssumed':
      if (event.data.outcome === 'delivered') tellError(row, null);
      return;
    case 'Expired':
      return tellError(row, { code: 'ENG_TTL_EXPIRED' });
    case 'SendOutcomeUnknown':
      return tellError(row, { code: 'ENG_AMBIGUOUS' });
    case 'LateFailureRecorded':
    case 'CanceledByAdmin':
    case 'ContactRemoved':
      row.nextAttemptAt = null;
      return;
    default:
  }
}

function tellError(row: Standing, error: { readonly code: string; readonly ref?: string } | null): void {
  row.errorCode = error?.code ?? null;
  row.errorRef = error?.ref ?? null;
}

import { type ContactEvent, type ContactState, errorOf, type InvalidReason } from '@arauto/domain';
import { boolean, type Draft, integer, json, symbol, text, type View } from '../../view';

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

export function tellStanding(row: Draft<View<typeof STANDING>>, event: ContactEvent): void {
  const { state, open, needsAttention } = event.data.to;
  row.state = state;
  row.open = open;
  row.needsAttention = needsAttention;
  const error = errorOf(event);
  if (error !== undefined) {
    row.errorCode = error?.code ?? null;
    row.errorRef = error?.ref ?? null;
  }
  switch (event.type) {
    case 'ContactUploaded':
      // One that was there before begins anew, but for the attempts that there were.
      if (!event.data.again) return;
      row.nextAttemptAt = null;
      row.reasons = null;
      return;
    case 'InvalidRecordUploaded':
      row.reasons = event.data.reasons;
      return;
    case 'SendAttempted':
      row.attempts = event.data.attempts;
      row.nextAttemptAt = null;
      return;
    case 'SendWithdrawn':
    case 'RetryScheduled':
      row.attempts = event.data.attempts;
      row.nextAttemptAt = event.data.dueAt;
      return;
    case 'TemplateSent':
    case 'SessionMessageSent':
      row.messageRef = event.data.messageRef;
      row.nextAttemptAt = null;
      return;
    case 'Delivered':
    case 'Read':
      if (error !== undefined) row.nextAttemptAt = null;
      return;
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
    case 'LateFailureRecorded':
    case 'CanceledByAdmin':
    case 'ContactRemoved':
      row.nextAttemptAt = null;
      return;
    default:
  }
}

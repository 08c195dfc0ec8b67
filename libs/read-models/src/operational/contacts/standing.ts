import { type ContactEvent, type ContactState, errorOf, type InvalidReason, waits } from '@arauto/domain';
import { boolean, type Draft, integer, json, symbol, text, type View } from '../../view';

/** Where a contact stands, and why. */
export const STANDING = {
  state: symbol<ContactState>(),
  open: boolean(),
  needsAttention: boolean(),
  attempts: integer(),
  /** Only of one that waits, and only once an attempt was begun. */
  nextAttemptAt: text<string | null>(),
  errorCode: symbol<string | null>(),
  errorRef: text<string | null>(),
  reasons: json<readonly InvalidReason[] | null>(),
  messageRef: text<string | null>(),
};

export function tellStanding(row: Draft<View<typeof STANDING>>, event: ContactEvent): void {
  const { from, to } = event.data;
  row.state = to.state;
  row.open = to.open;
  row.needsAttention = to.needsAttention;
  const error = errorOf(event);
  if (error !== undefined) {
    row.errorCode = error?.code ?? null;
    row.errorRef = error?.ref ?? null;
  }
  if (from && waits(from) && !waits(to)) row.nextAttemptAt = null;
  switch (event.type) {
    case 'ContactUploaded':
      if (event.data.again) row.reasons = null;
      return;
    case 'InvalidRecordUploaded':
      row.reasons = event.data.reasons;
      return;
    case 'SendAttempted':
      row.attempts = event.data.attempts;
      return;
    case 'SendWithdrawn':
    case 'RetryScheduled':
      row.attempts = event.data.attempts;
      if (waits(to)) row.nextAttemptAt = event.data.dueAt;
      return;
    case 'TemplateSent':
    case 'SessionMessageSent':
      row.messageRef = event.data.messageRef;
      return;
    default:
  }
}

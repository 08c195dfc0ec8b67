import type { ContactEvent, ContactState } from '@arauto/domain';
import { type Draft, integer, type View } from '../../view';

/** By when something must have been heard; null where nothing is waited for. Both run when an earlier attempt turns out to be accepted. */
export const DEADLINES = {
  /** Of the attempt that is open: without an outcome by then, it is recorded as unknown. */
  outcomeDueAt: integer<number | null>(),
  /** Which attempt that is, or was. */
  outcomeAttempt: integer<number | null>(),
  /** Of a message on its way: without a delivery by then, none is expected any more. */
  expiresAt: integer<number | null>(),
};

const UNDELIVERED: ReadonlySet<ContactState> = new Set<ContactState>(['in_progress', 'sent']);

export function tellDeadlines(row: Draft<View<typeof DEADLINES>>, event: ContactEvent): void {
  const { from, to, acceptedAt } = event.data;
  if (event.type === 'SendAttempted') {
    row.outcomeDueAt = Date.parse(event.data.outcomeDueAt);
    row.outcomeAttempt = event.data.attempt;
  } else if (from?.open && !to.open) {
    row.outcomeDueAt = null;
  }
  const isSent = event.type === 'TemplateSent' || event.type === 'SessionMessageSent';
  if (isSent && UNDELIVERED.has(to.state)) {
    row.expiresAt = Date.parse(event.data.expiresAt);
  } else if (acceptedAt !== undefined && from && UNDELIVERED.has(from.state) && !UNDELIVERED.has(to.state)) {
    // Also when it is to be sent again: nothing of it is on its way until then.
    row.expiresAt = null;
  }
}

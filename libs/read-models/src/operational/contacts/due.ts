import { type ContactState, isTestContact, waits } from '@arauto/domain';
import { type Draft, integer, symbol, type View } from '../../view';
import type { OfContact } from '../contact-event';

/**
 * What is to be done about a contact, and when. It stands in one queue at most, and all queues in one index: an index of each was moved in by
 * every step of every contact.
 */
export const DUE = {
  /** The campaign's id of one that waits to be sent to; else `OPEN_ATTEMPTS`, `UNKNOWN_OUTCOMES` or `ON_THEIR_WAY`. Null of everybody else, and of test messages that wait. */
  queue: symbol<string | null>(),
  /**
   * Whoever was not tried yet is due whatever the clock says: a clock that was set back must not put off a whole audience. Such contacts
   * have the time of their upload less `FIRST`, before any time that a clock shows, and still in the order of their uploads.
   */
  dueAt: integer<number | null>(),
  /** Which attempt is, or was, the one in `OPEN_ATTEMPTS`. */
  outcomeAttempt: integer<number | null>(),
  /** By when a message on its way must have been delivered. Of one in `ON_THEIR_WAY` that had an open attempt meanwhile this is later than `dueAt`. */
  expiresAt: integer<number | null>(),
};

/** Whose attempt has no outcome: without one by `dueAt`, it is recorded as unknown. No id of a campaign has a space. */
export const OPEN_ATTEMPTS = 'open attempts';
/** Of whose attempt nobody knows what became of it, since `dueAt`: the platform's history of messages may tell. */
export const UNKNOWN_OUTCOMES = 'unknown outcomes';
/** Whose message was accepted, and not delivered yet; without a delivery by `expiresAt`, none is expected any more. */
export const ON_THEIR_WAY = 'on their way';

/** Milliseconds: three thousand years. */
const FIRST = 1e14;

const UNDELIVERED: ReadonlySet<ContactState> = new Set<ContactState>(['in_progress', 'sent']);

/** When the contact of a row began to wait, or may be tried again. */
export function dueAtOf(dueAt: number): number {
  return dueAt < 0 ? dueAt + FIRST : dueAt;
}

type Row = Draft<View<typeof DUE>>;

export function tellDue(row: Row, contact: Pick<OfContact, 'event' | 'campaignId' | 'contactKey'>): void {
  const { event } = contact;
  const { from, to, acceptedAt } = event.data;
  const isSent = event.type === 'TemplateSent' || event.type === 'SessionMessageSent';
  const wasOnItsWay = acceptedAt !== undefined && from !== null && UNDELIVERED.has(from.state);
  if (isSent && UNDELIVERED.has(to.state)) {
    row.expiresAt = Date.parse(event.data.expiresAt);
  } else if (wasOnItsWay && !UNDELIVERED.has(to.state)) {
    // Also when it is to be sent again: nothing of it is on its way until then.
    row.expiresAt = null;
  }
  if (event.type === 'SendAttempted') {
    stand(row, OPEN_ATTEMPTS, Date.parse(event.data.outcomeDueAt));
    row.outcomeAttempt = event.data.attempt;
    return;
  }
  // Also where an earlier attempt turns out to be accepted: nothing expires before the open one has been heard of.
  if (to.open) return;
  if (event.type === 'SendOutcomeUnknown') {
    row.queue = UNKNOWN_OUTCOMES;
  } else if (waits(to)) {
    tellWaiting(row, contact);
  } else if (isSent && UNDELIVERED.has(to.state)) {
    stand(row, ON_THEIR_WAY, row.expiresAt ?? null);
  } else if (acceptedAt !== undefined && UNDELIVERED.has(to.state) && !to.needsAttention) {
    // No event but its own says when it expires: it is looked at again until then.
    if (from?.open) row.queue = ON_THEIR_WAY;
  } else if (from && (waits(from) || from.open || wasOnItsWay || (from.needsAttention && !to.needsAttention))) {
    stand(row, null, null);
  }
}

/** One that goes on to wait is due when it was. */
function tellWaiting(
  row: Row,
  { event, campaignId, contactKey }: Pick<OfContact, 'event' | 'campaignId' | 'contactKey'>,
): void {
  switch (event.type) {
    case 'ContactUploaded':
    case 'RetryScheduled':
    case 'SendWithdrawn': {
      if (isTestContact(contactKey)) return stand(row, null, null);
      const dueAt = Date.parse(event.data.dueAt);
      return stand(row, campaignId, event.data.to.state === 'initial' ? dueAt - FIRST : dueAt);
    }
    default:
  }
}

function stand(row: Row, queue: string | null, dueAt: number | null): void {
  row.queue = queue;
  row.dueAt = dueAt;
}

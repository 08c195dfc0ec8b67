import type { FreeFormType } from '../campaign/free-form';
import type { Draft } from '../decider';
import { type ContactState, FAILED_STATES, WAITING_STATES } from '../vocabulary/contact-state';
import type { ContactEvent, Move, SendError, Situation } from './contact.events';
import type { Contact, KnownContact } from './contact.state';

/** States that only positive evidence can change, and after which a contact is never attempted; a flag settles too. */
const ENDED: ReadonlySet<ContactState> = new Set<ContactState>([
  'delivered',
  'read',
  'error',
  'sending_failed',
  'delivery_failed',
  'invalid_record',
  'removed',
  'canceled_by_admin',
]);

export function hasEnded(contact: KnownContact): boolean {
  return ENDED.has(contact.situation.state);
}

export function hasFailed(contact: KnownContact): boolean {
  return FAILED_STATES.has(contact.situation.state);
}

/** Not sent, not being sent, not ended: what the due queue holds. */
export function isWaiting(contact: Contact): boolean {
  return contact.status === 'known' && !contact.settled && waits(contact.situation);
}

export function waits({ state, open }: Situation): boolean {
  return !open && WAITING_STATES.includes(state);
}

/** The attempt has no outcome yet. */
export function isOpen(contact: KnownContact, attempt: number): boolean {
  return contact.situation.open && contact.attempt === attempt;
}

/** The attempt was given up on: nobody knows whether anything left. */
export function isOutcomeUnknown(contact: KnownContact, attempt: number): boolean {
  return contact.situation.needsAttention && contact.attempt === attempt;
}

/** An accepted message is on its way, whatever becomes of a later attempt. */
export function isUnderway(contact: KnownContact): boolean {
  return contact.accepted.some((attempt) => !contact.resent.includes(attempt));
}

/** `from`, `to` and what goes with every move of a contact. */
export function move(contact: KnownContact, state: ContactState, to: Partial<Omit<Situation, 'state'>> = {}): Move {
  const situation: Situation = { state, open: to.open ?? false, needsAttention: to.needsAttention ?? false };
  const settles = !contact.settled && (ENDED.has(state) || situation.needsAttention);
  const moved: Draft<Move> = { from: contact.situation, to: situation };
  if (settles) moved.settles = true;
  if (contact.acceptedAt !== null) moved.acceptedAt = contact.acceptedAt;
  if (contact.takenAs !== null) moved.takenAs = contact.takenAs;
  return moved;
}

/** Nothing moves; only what the event says is recorded. */
export function stay(contact: KnownContact): Move {
  return move(contact, contact.situation.state, contact.situation);
}

/** Closes the attempt if it is open; moves nothing else. */
export function lateFailure(
  contact: KnownContact,
  attempt: number,
  error: SendError,
): Extract<ContactEvent, { type: 'LateFailureRecorded' }> {
  const open = contact.situation.open && contact.attempt !== attempt;
  const moved = move(contact, contact.situation.state, { open, needsAttention: contact.situation.needsAttention });
  return { type: 'LateFailureRecorded', data: { ...moved, attempt, error } };
}

/** Ends in Error; a contact that was never attempted gets its report row here. */
/** @param contentType of what would have gone out; undefined: a template, or nobody knows */
export function errored(contact: KnownContact, error: SendError, contentType?: FreeFormType): ContactEvent {
  return {
    type: 'SendErrored',
    data: {
      ...move(contact, 'error'),
      ...contact.facts,
      attempt: contact.attempt,
      error,
      ...(!contact.left && !contact.situation.open && { unattempted: true as const }),
      ...(contentType !== undefined && { contentType }),
    },
  };
}

import { MILESTONE_RANK, type ContactState } from '../vocabulary/contact-state';
import { laterEvent } from '../decider';
import type { ContactEvent, Conversation, FailureOutcome, RowFacts, SendError, Situation } from './contact.events';
import { milestonesOf } from './contact.events';

/** A stream without an event. */
export type NoContact = { readonly status: 'none' };

/** A failure that a provider's status told, and what it comes to after acceptance. */
export type StatusFailure = FailureOutcome & { readonly attempt: number; readonly error: SendError };

/** What decisions need to know of a contact, and no more. */
export type KnownContact = {
  readonly status: 'known';
  readonly uploadId: string;
  readonly row: number;
  readonly facts: RowFacts;
  readonly situation: Situation;
  readonly settled: boolean;
  /** Number of the last attempt; 0 before the first. */
  readonly attempt: number;
  /** Attempts that count against the retry policy. */
  readonly attemptsUsed: number;
  /** Of the open attempt. */
  readonly claim: string | null;
  /** State to fall back to when the open attempt is withdrawn. */
  readonly before: ContactState;
  readonly senderId: string | null;
  readonly conversation: Conversation | null;
  readonly expiresAfter: number;
  /** Rank of the highest milestone counted; 0 before acceptance. */
  readonly rank: number;
  readonly acceptedAt: string | null;
  /** Attempts whose acceptance is known, by answer or by status. More than one only where a refusal was none, or under `resent`. */
  readonly accepted: readonly number[];
  /** Of these, the attempts that failed and that the campaign's policy tries again: nothing of them is on its way. */
  readonly resent: readonly number[];
  /** The attempt of the last failure that moved nothing, so that it is recorded once; 0 for none. */
  readonly lateFailureOf: number;
  /** A failure of the last attempt that waits for evidence that the provider took the message at all. */
  readonly pendingFailure: StatusFailure | null;
  readonly dueAt: string | null;
};

export type Contact = NoContact | KnownContact;

export const noContact: NoContact = { status: 'none' };

const OPENED: Omit<KnownContact, 'uploadId' | 'row' | 'facts' | 'situation' | 'settled' | 'dueAt'> = {
  status: 'known',
  attempt: 0,
  attemptsUsed: 0,
  claim: null,
  before: 'initial',
  senderId: null,
  conversation: null,
  expiresAfter: 0,
  rank: 0,
  acceptedAt: null,
  accepted: [],
  resent: [],
  lateFailureOf: 0,
  pendingFailure: null,
};

/** Folds one event. Total: an event that cannot be is ignored, since history is never argued with. */
export function evolveContact(contact: Contact, event: ContactEvent): Contact {
  if (event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded') {
    const { uploadId, row, subaccountId, ref, correlationId, to, settles } = event.data;
    return {
      ...OPENED,
      uploadId,
      row,
      facts: correlationId === undefined ? { subaccountId, ref } : { subaccountId, ref, correlationId },
      situation: to,
      settled: settles === true,
      dueAt: event.type === 'ContactUploaded' ? event.data.dueAt : null,
    };
  }
  if (contact.status === 'none') return contact;
  const rank = milestonesOf(event).reduce((highest, name) => Math.max(highest, MILESTONE_RANK[name]), contact.rank);
  const moved: KnownContact = {
    ...contact,
    situation: event.data.to,
    settled: contact.settled || event.data.settles === true,
    rank,
    acceptedAt: event.data.acceptedAt ?? contact.acceptedAt,
    claim: event.data.to.open ? contact.claim : null,
    dueAt: null,
  };
  switch (event.type) {
    case 'SendAttempted':
      return {
        ...moved,
        attempt: event.data.attempt,
        attemptsUsed: event.data.attempts,
        claim: event.data.claim,
        before: contact.situation.state,
        senderId: event.data.senderId,
        conversation: event.data.conversation,
        expiresAfter: event.data.expiresAfter,
        pendingFailure: null,
      };
    case 'SendWithdrawn':
      return { ...moved, attemptsUsed: event.data.attempts, dueAt: event.data.dueAt };
    case 'RetryScheduled':
      return {
        ...moved,
        attemptsUsed: event.data.attempts,
        dueAt: event.data.dueAt,
        resent: contact.accepted.includes(event.data.attempt)
          ? [...contact.resent, event.data.attempt]
          : contact.resent,
      };
    case 'TemplateSent':
    case 'SessionMessageSent':
      return {
        ...moved,
        accepted: [...contact.accepted, event.data.attempt],
      };
    case 'Delivered':
    case 'Read':
      return { ...moved, resent: contact.resent.filter((attempt) => attempt !== event.data.attempt) };
    case 'LateFailureRecorded': {
      const { attempt, error, ifAccepted } = event.data;
      const pendingFailure = ifAccepted ? { ...ifAccepted, attempt, error } : contact.pendingFailure;
      return { ...moved, lateFailureOf: attempt, pendingFailure };
    }
    case 'ContactRemoved':
    case 'SentConfirmed':
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
    case 'Expired':
    case 'SendOutcomeUnknown':
    case 'OutcomeAssumed':
    case 'CanceledByAdmin':
      return moved;
    default:
      return laterEvent(event, contact);
  }
}

import { MILESTONE_RANK, type ContactState } from '../vocabulary/contact-state';
import type { ContactEvent, Conversation, RowFacts, SendError, Situation } from './contact.events';
import { milestonesOf } from './contact.events';

/** A stream without an event. */
export type NoContact = { readonly status: 'none' };

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
  /** The attempt whose acceptance is known. */
  readonly acceptedAttempt: number;
  readonly messageHash: string | null;
  /** A failure that came before any evidence of acceptance, or after delivery: kept, so that it is recorded once. */
  readonly lateFailure: { readonly attempt: number; readonly error: SendError } | null;
  /** An accepted message failed and the campaign's policy tries again. */
  readonly resending: boolean;
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
  acceptedAttempt: 0,
  messageHash: null,
  lateFailure: null,
  resending: false,
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
      };
    case 'SendWithdrawn':
      return { ...moved, attemptsUsed: event.data.attempts, dueAt: event.data.dueAt };
    case 'RetryScheduled':
      return {
        ...moved,
        attemptsUsed: event.data.attempts,
        dueAt: event.data.dueAt,
        resending: moved.acceptedAt !== null,
      };
    case 'TemplateSent':
    case 'SessionMessageSent':
      return {
        ...moved,
        acceptedAttempt: Math.max(contact.acceptedAttempt, event.data.attempt),
        messageHash: event.data.messageHash,
        resending: contact.resending && event.data.attempt !== contact.attempt,
      };
    case 'LateFailureRecorded':
      return { ...moved, lateFailure: { attempt: event.data.attempt, error: event.data.error } };
    case 'ContactRemoved':
    case 'SentConfirmed':
    case 'Delivered':
    case 'Read':
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
    case 'Expired':
    case 'SendOutcomeUnknown':
    case 'OutcomeAssumed':
    case 'CanceledByAdmin':
      return moved;
    default:
      return moved;
  }
}

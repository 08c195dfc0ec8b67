import { MILESTONE_RANK, type ContactState } from '../vocabulary/contact-state';
import { type Draft, laterEvent } from '../decider';
import type {
  ContactEvent,
  ContactUploaded,
  Conversation,
  FailureOutcome,
  InvalidRecordUploaded,
  RowFacts,
  SendError,
  Situation,
} from './contact.events';
import { failureCodeOf, milestonesOf } from './contact.events';

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
  /** For what it was put off last, and how often in a row; null before, and once it was taken. */
  readonly putOff: { readonly class: string; readonly times: number } | null;
  /** Of the open attempt. */
  readonly claim: string | null;
  /** State to fall back to when the open attempt is withdrawn. */
  readonly before: ContactState;
  readonly senderId: string | null;
  /** Numbers that attempts before the last one were made from, where that was another: each up to an attempt. */
  readonly otherSenders: readonly { readonly upTo: number; readonly senderId: string }[];
  /** Attempts that were free-form messages; all others were templates. */
  readonly freeForm: readonly number[];
  readonly conversation: Conversation | null;
  readonly expiresAfter: number;
  /** Rank of the highest milestone counted; 0 before acceptance. */
  readonly rank: number;
  readonly acceptedAt: string | null;
  /** The word of the provider that took the last message, where that is not *accepted*. */
  readonly takenAs: 'submitted' | null;
  /** Attempts whose acceptance is known, by answer or by status. More than one only where a refusal was none, or under `resent`. */
  readonly accepted: readonly number[];
  /** Of these, the attempts that failed and that the campaign's policy tries again: nothing of them is on its way. */
  readonly resent: readonly number[];
  /** The last attempt whose message is known by another id, too; 0 for none. */
  readonly aliasOf: number;
  /** The attempt of the last failure that moved nothing, so that it is recorded once; 0 for none. */
  readonly lateFailureOf: number;
  /** A failure of the last attempt that waits for evidence that the provider took the message at all. */
  readonly pendingFailure: StatusFailure | null;
  readonly dueAt: string | null;
  /** When the last attempt began; null before the first. */
  readonly attemptedAt: string | null;
  /** Something of an attempt left us, or may have: not so where every attempt was withdrawn. */
  readonly left: boolean;
  /** The provider may have taken the last attempt: it was neither withdrawn nor refused and left to a further one. */
  readonly maybeTaken: boolean;
  /** What it failed of, as the campaign's list of errors counts it; null once that is overcome. */
  readonly failedOf: string | null;
  readonly replied: boolean;
  /** Indexes of the buttons that were tapped. */
  readonly tapped: readonly number[];
  /** One of its answers was an opt-out. */
  readonly optedOut: boolean;
};

export type Contact = NoContact | KnownContact;

export const noContact: NoContact = { status: 'none' };

/** Folds one event. Total: an event that cannot be is ignored, since history is never argued with. */
export function evolveContact(contact: Contact, event: ContactEvent): Contact {
  if (contact.status === 'known') return evolveKnown(contact, event);
  return event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded' ? firstKnown(event) : contact;
}

/** A contact as its row made it. */
export function firstKnown(event: ContactUploaded | InvalidRecordUploaded): KnownContact {
  const { uploadId, row, to, settles } = event.data;
  return {
    status: 'known',
    uploadId,
    row,
    facts: factsOf(event.data),
    situation: to,
    settled: settles === true,
    attempt: 0,
    attemptsUsed: 0,
    putOff: null,
    claim: null,
    before: 'initial',
    senderId: null,
    otherSenders: NO_SENDERS,
    freeForm: NO_ATTEMPTS,
    conversation: null,
    expiresAfter: 0,
    rank: 0,
    acceptedAt: null,
    takenAs: null,
    accepted: NO_ATTEMPTS,
    aliasOf: 0,
    resent: NO_ATTEMPTS,
    lateFailureOf: 0,
    pendingFailure: null,
    dueAt: event.type === 'ContactUploaded' ? event.data.dueAt : null,
    attemptedAt: null,
    left: false,
    maybeTaken: false,
    failedOf: null,
    replied: false,
    tapped: NO_BUTTONS,
    optedOut: false,
  };
}

function uploadedAgain(contact: KnownContact, { data }: ContactUploaded): KnownContact {
  const { uploadId, row, to, dueAt, unsettles } = data;
  const settled = contact.settled && unsettles !== true;
  const anew = { uploadId, row, facts: factsOf(data), situation: to, dueAt, claim: null, failedOf: null };
  return { ...contact, ...anew, settled, before: 'initial' };
}

export function evolveKnown(contact: KnownContact, event: ContactEvent): KnownContact {
  if (event.type === 'ContactUploaded' && event.data.again) return uploadedAgain(contact, event);
  if (event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded') return firstKnown(event);
  const { to, settles, acceptedAt } = event.data;
  // Every event of a contact says where it stands then; one that does not is of a later type.
  if (to === undefined) return contact;
  const next: Draft<KnownContact> = { ...contact };
  next.situation = to;
  next.dueAt = null;
  if (settles === true) next.settled = true;
  if (acceptedAt !== undefined) next.acceptedAt = acceptedAt;
  if (!to.open) next.claim = null;
  if (!next.left) next.left = hasLeft(event);
  for (const name of milestonesOf(event)) next.rank = Math.max(next.rank, MILESTONE_RANK[name]);
  switch (event.type) {
    case 'SendAttempted':
      next.attempt = event.data.attempt;
      next.attemptsUsed = event.data.attempts;
      next.claim = event.data.claim;
      next.before = contact.situation.state;
      next.attemptedAt = event.data.attemptedAt;
      if (contact.senderId !== null && contact.senderId !== event.data.senderId) {
        next.otherSenders = [...contact.otherSenders, { upTo: contact.attempt, senderId: contact.senderId }];
      }
      next.senderId = event.data.senderId;
      if (event.data.contentType !== undefined) next.freeForm = [...contact.freeForm, event.data.attempt];
      next.conversation = event.data.conversation;
      next.expiresAfter = event.data.expiresAfter;
      next.pendingFailure = null;
      next.maybeTaken = true;
      return next;
    case 'SendWithdrawn':
      next.maybeTaken = false;
      next.attemptsUsed = event.data.attempts;
      next.dueAt = event.data.dueAt;
      return next;
    case 'RetryScheduled': {
      const { attempt, attempts, dueAt, class: reason } = event.data;
      next.putOff = { class: reason, times: contact.putOff?.class === reason ? contact.putOff.times + 1 : 1 };
      next.attemptsUsed = attempts;
      next.dueAt = dueAt;
      next.maybeTaken = false;
      if (contact.accepted.includes(attempt)) next.resent = [...contact.resent, attempt];
      return next;
    }
    case 'TemplateSent':
    case 'SessionMessageSent':
      next.accepted = [...contact.accepted, event.data.attempt];
      next.putOff = null;
      next.takenAs = event.data.as === 'submitted' ? 'submitted' : null;
      return next;
    case 'SentConfirmed':
      if (event.data.alias !== undefined) next.aliasOf = event.data.attempt;
      return next;
    case 'Delivered':
    case 'Read':
      if (event.data.alias !== undefined) next.aliasOf = event.data.attempt;
      if (contact.resent.length > 0) next.resent = contact.resent.filter((attempt) => attempt !== event.data.attempt);
      next.failedOf = null;
      return next;
    case 'LateFailureRecorded': {
      const { attempt, error, ifAccepted } = event.data;
      next.lateFailureOf = attempt;
      if (ifAccepted) next.pendingFailure = { ...ifAccepted, attempt, error };
      return next;
    }
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
    case 'Expired':
    case 'OutcomeAssumed':
      next.failedOf = failureCodeOf(event);
      return next;
    case 'Replied': {
      const { first, button, optOut } = event.data;
      if (first) next.replied = true;
      if (optOut) next.optedOut = true;
      if (button !== undefined) next.tapped = [...contact.tapped, button];
      next.dueAt = contact.dueAt;
      return next;
    }
    case 'ContactRemoved':
    case 'SendOutcomeUnknown':
    case 'CanceledByAdmin':
      return next;
    default:
      return laterEvent(event, contact);
  }
}

/** Whether the event tells of an attempt that left us, or may have. */
function hasLeft(event: ContactEvent): boolean {
  switch (event.type) {
    case 'SendAttempted':
    case 'SendWithdrawn':
    case 'ContactRemoved':
    case 'CanceledByAdmin':
    case 'Replied':
      return false;
    case 'SendErrored':
      return event.data.unattempted !== true;
    default:
      return true;
  }
}

const NO_ATTEMPTS: readonly number[] = [];
const NO_BUTTONS: readonly number[] = [];
const NO_SENDERS: KnownContact['otherSenders'] = [];

/** The number that an attempt was made from; null where there was none. */
export function senderOfAttempt({ senderId, otherSenders }: KnownContact, attempt: number): string | null {
  return otherSenders.find(({ upTo }) => attempt <= upTo)?.senderId ?? senderId;
}

/** What a row of the report needs, and nothing else of a command or an event that carries it. */
export function factsOf({ subaccountId, ref, correlationId, person }: RowFacts): RowFacts {
  const facts = correlationId === undefined ? { subaccountId, ref } : { subaccountId, ref, correlationId };
  return person === undefined ? facts : { ...facts, person };
}

/** The personKey of a contact: its own key, but for test messages, which are named by their number. */
export function personOf(contactKey: string, { facts }: KnownContact): string {
  return facts.person ?? contactKey;
}

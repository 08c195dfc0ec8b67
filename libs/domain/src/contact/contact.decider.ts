import { type Decider, impossible } from '../decider';
import { Refusal } from '../refusal';
import { MILESTONE_RANK, MILESTONES, type ContactState, type Milestone } from '../vocabulary/contact-state';
import type { ContactCommand } from './contact.commands';
import type { ContactEvent, Move, RowFacts, SendError, Situation } from './contact.events';
import { type Contact, evolveContact, type KnownContact, noContact } from './contact.state';

/** One contact of one campaign: sent at most once, settled exactly once, every milestone counted at most once. */
export const contactDecider: Decider<Contact, ContactCommand, ContactEvent> = {
  initial: noContact,
  evolve: evolveContact,
  decide(command, contact) {
    if (command.type === 'AcceptRow')
      return contact.status === 'none' ? acceptRow(command) : ownRowOrDuplicate(command, contact);
    if (command.type === 'RejectRow') return contact.status === 'none' ? [rejectRow(command)] : [];
    if (contact.status === 'none') throw new Refusal('not_found', 'There is no such contact.');
    switch (command.type) {
      case 'RemoveContact':
        return remove(command, contact);
      case 'ClaimAttempt':
        return claimAttempt(command, contact);
      case 'WithdrawAttempt':
        return withdraw(command, contact);
      case 'RecordAccepted':
        return recordAccepted(command, contact);
      case 'RecordRefused':
        return recordRefused(command, contact);
      case 'RecordStatus':
        return recordStatus(command, contact);
      case 'EndInError':
        return isWaiting(contact) ? [errored(contact, command.error)] : [];
      case 'RecordUnknownOutcome':
        return recordUnknown(command, contact);
      case 'AssumeOutcome':
        return assume(command, contact);
      case 'ExpireContact':
        return expire(contact);
      case 'CancelContact':
        return isWaiting(contact) ? [{ type: 'CanceledByAdmin', data: move(contact, 'canceled_by_admin') }] : [];
      default:
        return impossible(command);
    }
  },
};

/** States after which a contact is never attempted again; `needsAttention` settles too. */
const SETTLING: ReadonlySet<ContactState> = new Set<ContactState>([
  'delivered',
  'read',
  'error',
  'sending_failed',
  'delivery_failed',
  'invalid_record',
  'removed',
  'canceled_by_admin',
]);

const FAILED: ReadonlySet<ContactState> = new Set<ContactState>(['error', 'sending_failed', 'delivery_failed']);

/** Not sent, not being sent, not ended: what the due queue holds. */
export function isWaiting(contact: Contact): boolean {
  return (
    contact.status === 'known' &&
    !contact.settled &&
    !contact.situation.open &&
    (contact.situation.state === 'initial' || contact.situation.state === 'retry_scheduled')
  );
}

type To = { readonly open?: boolean; readonly needsAttention?: boolean };

/** `from`, `to` and what goes with every move of a contact. */
function move(contact: KnownContact, state: ContactState, to: To = {}): Move {
  const situation: Situation = { state, open: to.open ?? false, needsAttention: to.needsAttention ?? false };
  const settles = !contact.settled && (SETTLING.has(state) || situation.needsAttention);
  return {
    from: contact.situation,
    to: situation,
    ...(settles && { settles: true as const }),
    ...(contact.acceptedAt !== null && { acceptedAt: contact.acceptedAt }),
  };
}

/** In a state that only positive evidence can change. */
function hasEnded(contact: KnownContact): boolean {
  return SETTLING.has(contact.situation.state);
}

/** An accepted message is on its way, whatever becomes of a later attempt. */
function isUnderway(contact: KnownContact): boolean {
  return contact.acceptedAt !== null && !contact.resending;
}

/** Nothing moves; only what the event says is recorded. */
function stay(contact: KnownContact): Move {
  return move(contact, contact.situation.state, contact.situation);
}

function factsOf({ subaccountId, ref, correlationId }: RowFacts): RowFacts {
  return correlationId === undefined ? { subaccountId, ref } : { subaccountId, ref, correlationId };
}

type Of<Type extends ContactCommand['type']> = Extract<ContactCommand, { type: Type }>;

function acceptRow(command: Of<'AcceptRow'>): ContactEvent[] {
  const uploaded: ContactEvent = {
    type: 'ContactUploaded',
    data: {
      from: null,
      to: { state: 'initial', open: false, needsAttention: false },
      ...factsOf(command),
      uploadId: command.uploadId,
      row: command.row,
      dueAt: command.at,
    },
  };
  if (!command.suppressed) return [uploaded];
  const contact = evolveContact(noContact, uploaded) as KnownContact;
  return [uploaded, errored(contact, { code: 'ENG_OPTED_OUT' })];
}

/** A conflict with the row's own earlier verdict is no duplicate: the upload was resumed. */
function ownRowOrDuplicate(command: Of<'AcceptRow'>, contact: KnownContact): ContactEvent[] {
  if (contact.uploadId === command.uploadId && contact.row === command.row) return [];
  throw new Refusal('already_exists', 'This person is already a contact of the campaign.');
}

function rejectRow(command: Of<'RejectRow'>): ContactEvent {
  return {
    type: 'InvalidRecordUploaded',
    data: {
      from: null,
      to: { state: 'invalid_record', open: false, needsAttention: false },
      settles: true,
      ...factsOf(command),
      uploadId: command.uploadId,
      row: command.row,
      reasons: command.reasons,
    },
  };
}

function remove(command: Of<'RemoveContact'>, contact: KnownContact): ContactEvent[] {
  if (contact.situation.state === 'removed') return [];
  if (command.cause === 'admin' && !isWaiting(contact)) {
    throw new Refusal('contact_in_progress', 'Only a contact that waits to be sent can be removed.', {
      currentStatus: contact.situation.state,
    });
  }
  return [{ type: 'ContactRemoved', data: { ...move(contact, 'removed'), cause: command.cause } }];
}

function claimAttempt(command: Of<'ClaimAttempt'>, contact: KnownContact): ContactEvent[] {
  if (!isWaiting(contact)) {
    throw new Refusal('contact_in_progress', 'The contact does not wait to be sent.', {
      currentStatus: contact.situation.state,
    });
  }
  return [
    {
      type: 'SendAttempted',
      data: {
        ...move(contact, 'in_progress', { open: true }),
        ...contact.facts,
        attempt: contact.attempt + 1,
        attempts: contact.attemptsUsed + 1,
        claim: command.claim,
        senderId: command.senderId,
        withSession: command.withSession,
        conversation: contact.conversation ?? command.conversation,
        attemptedAt: command.at,
        outcomeDueAt: command.outcomeDueAt,
        expiresAfter: command.expiresAfter,
      },
    },
  ];
}

function withdraw(command: Of<'WithdrawAttempt'>, contact: KnownContact): ContactEvent[] {
  if (contact.claim !== command.claim) return [];
  return [
    {
      type: 'SendWithdrawn',
      data: {
        ...move(contact, isUnderway(contact) ? contact.situation.state : contact.before),
        attempt: contact.attempt,
        attempts: contact.attemptsUsed - 1,
        claim: command.claim,
        reason: command.reason,
        ref: contact.facts.ref,
        dueAt: command.dueAt,
      },
    },
  ];
}

function isOpen(contact: KnownContact, attempt: number): boolean {
  return contact.situation.open && contact.attempt === attempt;
}

type Evidence = {
  readonly attempt: number;
  readonly messageHash: string;
  readonly messageRef: string;
  readonly as: 'accepted' | 'submitted' | 'held';
};

/** The provider took the message. The milestone counts once per contact, whichever attempt it is of. */
function sent(contact: KnownContact, evidence: Evidence, at: string, inferred: boolean): ContactEvent {
  const first = contact.acceptedAt === null;
  const acceptedAt = contact.acceptedAt ?? at;
  const stays = hasEnded(contact) || (isUnderway(contact) && contact.rank > MILESTONE_RANK.accepted);
  const state = stays ? contact.situation.state : 'in_progress';
  return {
    type: 'TemplateSent',
    data: {
      ...move(contact, state, { open: contact.situation.open && contact.attempt !== evidence.attempt }),
      acceptedAt,
      attempt: evidence.attempt,
      messageHash: evidence.messageHash,
      messageRef: evidence.messageRef,
      senderId: contact.senderId ?? '',
      as: evidence.as,
      ...(inferred && { inferred: true as const }),
      milestones: first ? ['accepted'] : [],
      expiresAt: new Date(Date.parse(acceptedAt) + contact.expiresAfter * 1000).toISOString(),
    },
  };
}

function recordAccepted(command: Of<'RecordAccepted'>, contact: KnownContact): ContactEvent[] {
  if (command.attempt > contact.attempt) return [];
  const known = contact.acceptedAttempt >= command.attempt && !isOpen(contact, command.attempt);
  return known ? [] : [sent(contact, command, command.at, false)];
}

function recordRefused(command: Of<'RecordRefused'>, contact: KnownContact): ContactEvent[] {
  if (!isOpen(contact, command.attempt)) {
    const unanswered = contact.situation.needsAttention && contact.attempt === command.attempt;
    return unanswered ? [errored(contact, command.error)] : [];
  }
  if (isUnderway(contact)) return [lateFailure(contact, command)];
  if (command.retry !== null) {
    return [
      {
        type: 'RetryScheduled',
        data: {
          ...move(contact, 'retry_scheduled'),
          attempt: command.attempt,
          attempts: contact.attemptsUsed - (command.retry.consumesAttempt ? 0 : 1),
          ref: contact.facts.ref,
          dueAt: command.retry.dueAt,
          error: command.error,
          class: command.retry.class,
        },
      },
    ];
  }
  if (command.final === 'error') return [errored(contact, command.error)];
  return [
    {
      type: 'SendingFailed',
      data: { ...move(contact, 'sending_failed'), attempt: command.attempt, error: command.error },
    },
  ];
}

/** Closes the attempt if it is open; moves nothing else. */
function lateFailure(
  contact: KnownContact,
  failure: { readonly attempt: number; readonly error: SendError },
): ContactEvent {
  const open = contact.situation.open && contact.attempt !== failure.attempt;
  const to = { open, needsAttention: contact.situation.needsAttention };
  return {
    type: 'LateFailureRecorded',
    data: { ...move(contact, contact.situation.state, to), attempt: failure.attempt, error: failure.error },
  };
}

function errored(contact: KnownContact, error: SendError): ContactEvent {
  return {
    type: 'SendErrored',
    data: {
      ...move(contact, 'error'),
      ...contact.facts,
      attempt: contact.attempt,
      error,
      ...(contact.attempt === 0 && { unattempted: true as const }),
    },
  };
}

/** Statuses fold by rank, never by arrival; positive evidence of any attempt is acceptance and ends sending. */
function recordStatus(command: Of<'RecordStatus'>, contact: KnownContact): ContactEvent[] {
  if (command.attempt > contact.attempt || contact.attempt === 0) return [];
  if (command.status === 'failed') return recordFailure(command, contact);
  const events: ContactEvent[] = [];
  let now = contact;
  if (contact.acceptedAt === null || isOpen(contact, command.attempt)) {
    const acceptance = sent(contact, command, command.statusAt, true);
    events.push(acceptance);
    now = evolveContact(contact, acceptance) as KnownContact;
  }
  if (MILESTONE_RANK[command.status] > now.rank) {
    const step = progress(command, now);
    events.push(step);
    now = evolveContact(now, step) as KnownContact;
  }
  const earlier = contact.acceptedAt === null && now.lateFailure?.attempt === command.attempt ? now.lateFailure : null;
  if (earlier && !hasEnded(now)) {
    events.push({
      type: 'DeliveryFailed',
      data: { ...move(now, 'delivery_failed'), ...earlier, statusAt: command.statusAt },
    });
  }
  return events;
}

function progress(
  command: { readonly attempt: number; readonly status: Exclude<Milestone, 'accepted'>; readonly statusAt: string },
  contact: KnownContact,
): ContactEvent {
  const rank = MILESTONE_RANK[command.status];
  const implied = MILESTONES.filter((name) => MILESTONE_RANK[name] > contact.rank && MILESTONE_RANK[name] < rank);
  const data = { attempt: command.attempt, implied, statusAt: command.statusAt };
  const { state, open } = contact.situation;
  if (command.status === 'sent') {
    const stays = hasEnded(contact) || contact.resending;
    return { type: 'SentConfirmed', data: { ...(stays ? stay(contact) : move(contact, 'sent', { open })), ...data } };
  }
  const supersedes = FAILED.has(state) || state === 'canceled_by_admin' || state === 'removed';
  const to = { ...move(contact, command.status, { open }), ...data, ...(supersedes && { supersedes: state }) };
  return command.status === 'delivered' ? { type: 'Delivered', data: to } : { type: 'Read', data: to };
}

function recordFailure(
  command: Extract<Of<'RecordStatus'>, { status: 'failed' }>,
  contact: KnownContact,
): ContactEvent[] {
  if (contact.attempt !== command.attempt) return [];
  const accepted = contact.acceptedAttempt === command.attempt;
  const unanswered = contact.situation.needsAttention;
  if (!accepted && !isOpen(contact, command.attempt) && !unanswered) {
    const recorded = hasEnded(contact) || contact.lateFailure?.attempt === command.attempt;
    return recorded ? [] : [lateFailure(contact, command)];
  }
  const events: ContactEvent[] = [];
  let now = contact;
  if (!accepted) {
    const acceptance = sent(contact, command, command.statusAt, true);
    events.push(acceptance);
    now = evolveContact(contact, acceptance) as KnownContact;
  }
  if (FAILED.has(now.situation.state) || now.resending) return events;
  if (hasEnded(now)) return now.lateFailure ? events : [...events, lateFailure(now, command)];
  if (command.retry !== null && !now.settled) {
    return [
      ...events,
      {
        type: 'RetryScheduled',
        data: {
          ...move(now, 'retry_scheduled'),
          attempt: command.attempt,
          attempts: now.attemptsUsed,
          ref: contact.facts.ref,
          dueAt: command.retry.dueAt,
          error: command.error,
          class: command.retry.class,
        },
      },
    ];
  }
  const data = {
    ...move(now, command.final),
    attempt: command.attempt,
    error: command.error,
    statusAt: command.statusAt,
  };
  return [
    ...events,
    command.final === 'delivery_failed' ? { type: 'DeliveryFailed', data } : { type: 'SendingFailed', data },
  ];
}

function recordUnknown(command: Of<'RecordUnknownOutcome'>, contact: KnownContact): ContactEvent[] {
  if (!isOpen(contact, command.attempt)) return [];
  if (isUnderway(contact))
    return [lateFailure(contact, { attempt: command.attempt, error: { code: 'ENG_AMBIGUOUS' } })];
  return [
    {
      type: 'SendOutcomeUnknown',
      data: { ...move(contact, 'in_progress', { needsAttention: true }), attempt: command.attempt },
    },
  ];
}

function assume(command: Of<'AssumeOutcome'>, contact: KnownContact): ContactEvent[] {
  const goal = command.outcome === 'delivered' ? 'delivered' : 'error';
  if (!contact.situation.needsAttention) {
    if (contact.situation.state === goal) return [];
    throw new Refusal('wrong_status', 'Only a contact whose outcome is unknown can be assumed.', {
      currentStatus: contact.situation.state,
    });
  }
  return [
    { type: 'OutcomeAssumed', data: { ...move(contact, goal), attempt: contact.attempt, outcome: command.outcome } },
  ];
}

function expire(contact: KnownContact): ContactEvent[] {
  if (contact.settled || contact.acceptedAt === null || contact.situation.open) return [];
  return [{ type: 'Expired', data: { ...move(contact, 'delivery_failed'), attempt: contact.attempt } }];
}

import type { FreeFormType } from '../campaign/free-form';
import type { Draft } from '../decider';
import { Refusal } from '../refusal';
import { MILESTONE_RANK } from '../vocabulary/contact-state';
import type { ContactEvent, Conversation, MessageSent, SendAttempted, SendError, Situation } from './contact.events';
import { errored, hasEnded, isOpen, isOutcomeUnknown, isUnderway, isWaiting, lateFailure, move } from './contact.moves';
import { evolveKnown, type KnownContact, senderOfAttempt } from './contact.state';

/** The claim: whoever appends its event may call the provider, nobody else. */
export type ClaimAttempt = {
  readonly type: 'ClaimAttempt';
  readonly claim: string;
  readonly senderId: string;
  readonly withSession: boolean;
  /** Undefined: the template. */
  readonly contentType?: FreeFormType | undefined;
  readonly conversation: Conversation;
  readonly at: string;
  readonly outcomeDueAt: string;
  readonly expiresAfter: number;
};

export function claimAttempt(command: ClaimAttempt, contact: KnownContact): ContactEvent[] {
  if (!isWaiting(contact)) {
    throw new Refusal('contact_in_progress', 'The contact does not wait to be sent.', {
      currentStatus: contact.situation.state,
    });
  }
  const { claim, senderId, withSession, contentType, at, outcomeDueAt, expiresAfter } = command;
  const begun = contact.conversation;
  // A conversation is with one number.
  const goesOn = begun !== null && contact.senderId === senderId && Date.parse(begun.expiresAt) > Date.parse(at);
  const { subaccountId, ref, correlationId, person } = contact.facts;
  const data: Draft<SendAttempted['data']> = {
    from: contact.situation,
    to: OPEN,
    subaccountId,
    ref,
    attempt: contact.attempt + 1,
    attempts: contact.attemptsUsed + 1,
    claim,
    senderId,
    withSession,
    conversation: goesOn ? begun : command.conversation,
    attemptedAt: at,
    outcomeDueAt,
    expiresAfter,
  };
  if (contentType !== undefined) data.contentType = contentType;
  if (correlationId !== undefined) data.correlationId = correlationId;
  if (person !== undefined) data.person = person;
  if (contact.acceptedAt !== null) data.acceptedAt = contact.acceptedAt;
  if (contact.takenAs !== null) data.takenAs = contact.takenAs;
  return [{ type: 'SendAttempted', data }];
}

const OPEN: Situation = { state: 'in_progress', open: true, needsAttention: false };

/** Nothing left this machine: sending had stopped, it was too late, or the call could not be begun. */
export type WithdrawAttempt = {
  readonly type: 'WithdrawAttempt';
  readonly claim: string;
  readonly reason: 'gate_closed' | 'too_late' | 'could_not_call';
  readonly dueAt: string;
};

export function withdraw(command: WithdrawAttempt, contact: KnownContact): ContactEvent[] {
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

export type Evidence = {
  readonly attempt: number;
  readonly messageHash: string;
  readonly messageRef: string;
  readonly as: 'accepted' | 'submitted' | 'held';
};

/** The provider took the message. The milestone counts once per contact, whichever attempt it is of. */
export function accepted(contact: KnownContact, evidence: Evidence, at: string, inferred: boolean): ContactEvent {
  const first = contact.acceptedAt === null;
  // A status is stamped in whole seconds by another clock: nothing was taken before it was handed over.
  const begun = contact.attempt === evidence.attempt ? contact.attemptedAt : null;
  const takenAt = inferred && begun !== null && begun > at ? begun : at;
  const acceptedAt = contact.acceptedAt ?? takenAt;
  const stays = hasEnded(contact) || (isUnderway(contact) && contact.rank > MILESTONE_RANK.accepted);
  const state = stays ? contact.situation.state : 'in_progress';
  // A message sent again has its own time to arrive: counted from the first, it would expire the moment it is accepted.
  const expiresFrom = isUnderway(contact) ? acceptedAt : takenAt;
  const moved = move(contact, state, { open: contact.situation.open && contact.attempt !== evidence.attempt });
  const data: Draft<MessageSent<'TemplateSent'>['data']> = {
    from: moved.from,
    to: moved.to,
    acceptedAt,
    attempt: evidence.attempt,
    messageHash: evidence.messageHash,
    messageRef: evidence.messageRef,
    senderId: senderOfAttempt(contact, evidence.attempt) ?? '',
    as: evidence.as,
    milestones: first ? ['accepted'] : [],
    expiresAt: new Date(Date.parse(expiresFrom) + contact.expiresAfter * 1000).toISOString(),
  };
  if (contact.facts.person !== undefined) data.person = contact.facts.person;
  if (moved.settles) data.settles = true;
  if (inferred) data.inferred = true;
  return { type: contact.freeForm.includes(evidence.attempt) ? 'SessionMessageSent' : 'TemplateSent', data };
}

/** The provider refused, or was never reached. `retry` is the plan of the error catalogue; null is final. */
export type RecordRefused = {
  readonly type: 'RecordRefused';
  readonly attempt: number;
  readonly error: SendError;
  readonly retry: { readonly dueAt: string; readonly class: string; readonly consumesAttempt: boolean } | null;
  readonly final: 'error' | 'sending_failed';
};

export function recordRefused(command: RecordRefused, contact: KnownContact): ContactEvent[] {
  const { attempt, error, retry, final } = command;
  const open = isOpen(contact, attempt);
  if (!open && !isOutcomeUnknown(contact, attempt)) return [];
  if (isUnderway(contact)) return [lateFailure(contact, attempt, error)];
  if (open && retry !== null) {
    return [
      {
        type: 'RetryScheduled',
        data: {
          ...move(contact, 'retry_scheduled'),
          attempt,
          attempts: contact.attemptsUsed - (retry.consumesAttempt ? 0 : 1),
          ref: contact.facts.ref,
          dueAt: retry.dueAt,
          error,
          class: retry.class,
        },
      },
    ];
  }
  if (final === 'error') return [errored(contact, error)];
  return [{ type: 'SendingFailed', data: { ...move(contact, 'sending_failed'), attempt, error } }];
}

/** `assume` is what the campaign wants to assume then: said at once, since nothing comes back to an attempt that was given up on. */
export type RecordUnknownOutcome = {
  readonly type: 'RecordUnknownOutcome';
  readonly attempt: number;
  readonly assume?: 'delivered' | 'not_sent';
};

/** Nobody answered and no webhook came: recorded as unknown, never guessed. */
export function recordUnknown(command: RecordUnknownOutcome, contact: KnownContact): ContactEvent[] {
  const { attempt, assume: outcome } = command;
  if (!isOpen(contact, attempt)) return [];
  if (isUnderway(contact)) return [lateFailure(contact, attempt, { code: 'ENG_AMBIGUOUS' })];
  const moved = move(contact, 'in_progress', { needsAttention: true });
  const unknown: ContactEvent = { type: 'SendOutcomeUnknown', data: { ...moved, attempt } };
  if (outcome === undefined) return [unknown];
  return [unknown, ...assume({ type: 'AssumeOutcome', outcome }, evolveKnown(contact, unknown))];
}

export type AssumeOutcome = { readonly type: 'AssumeOutcome'; readonly outcome: 'delivered' | 'not_sent' };

export function assume(command: AssumeOutcome, contact: KnownContact): ContactEvent[] {
  const { state, needsAttention } = contact.situation;
  const { outcome } = command;
  if (!needsAttention) {
    if (outcome === 'delivered' ? state === 'delivered' || state === 'read' : state === 'error') return [];
    throw new Refusal('wrong_status', 'Only a contact whose outcome is unknown can be assumed.', {
      currentStatus: state,
    });
  }
  const moved = move(contact, outcome === 'delivered' ? 'delivered' : 'error');
  return [{ type: 'OutcomeAssumed', data: { ...moved, attempt: contact.attempt, outcome } }];
}

/** Accepted, and no word since. Also of a contact that has settled by its flag: it would else be Sent for ever. */
export function expire(contact: KnownContact): ContactEvent[] {
  if (!isUnderway(contact) || hasEnded(contact) || contact.situation.open) return [];
  return [{ type: 'Expired', data: { ...move(contact, 'delivery_failed'), attempt: contact.attempt } }];
}

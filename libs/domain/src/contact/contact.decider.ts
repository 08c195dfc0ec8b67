import type { FreeFormType } from '../campaign/free-form';
import { type Decider, impossible } from '../decider';
import { Refusal } from '../refusal';
import { stream } from '../streams';
import {
  assume,
  type AssumeOutcome,
  claimAttempt,
  type ClaimAttempt,
  expire,
  recordRefused,
  type RecordRefused,
  recordUnknown,
  type RecordUnknownOutcome,
  withdraw,
  type WithdrawAttempt,
} from './contact.attempts';
import type { ContactEvent, SendError } from './contact.events';
import { errored, isWaiting, move } from './contact.moves';
import { recordReply, type RecordReply } from './contact.replies';
import { acceptRow, type AcceptRow, rejectRow, type RejectRow, remove, type RemoveContact } from './contact.rows';
import { type Contact, evolveContact, noContact } from './contact.state';
import { recordAccepted, type RecordAccepted, recordStatus, type RecordStatus } from './contact.statuses';

/** Instants are RFC 3339 UTC texts; they arrive on the command, as does everything drawn by chance. */
export type ContactCommand =
  | AcceptRow
  | RejectRow
  | RemoveContact
  | ClaimAttempt
  | WithdrawAttempt
  | RecordAccepted
  | RecordRefused
  | RecordStatus
  | RecordReply
  /** Decided before any attempt or between attempts: suppressed, content that cannot be rendered, a start that was refused. */
  | { readonly type: 'EndInError'; readonly error: SendError; readonly contentType?: FreeFormType | undefined }
  | RecordUnknownOutcome
  | AssumeOutcome
  | { readonly type: 'ExpireContact' }
  | { readonly type: 'CancelContact' };

/** One contact of one campaign: sent at most once, settled exactly once, every milestone counted at most once. */
export const contactDecider: Decider<Contact, ContactCommand, ContactEvent> = {
  initial: noContact,
  evolve: evolveContact,
  decide(command, contact) {
    if (command.type === 'AcceptRow') return acceptRow(command, contact);
    if (command.type === 'RejectRow') return rejectRow(command, contact);
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
      case 'RecordReply':
        return recordReply(command, contact);
      case 'EndInError':
        return isWaiting(contact) ? [errored(contact, command.error, command.contentType)] : [];
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

export const contactAggregate = { decider: contactDecider, stream: stream.contact };

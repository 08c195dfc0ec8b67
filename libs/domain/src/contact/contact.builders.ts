import { fold } from '../decider';
import { Refusal } from '../refusal';
import { type ContactCommand, contactDecider } from './contact.decider';
import type { ContactEvent } from './contact.events';
import type { Contact } from './contact.state';

/** Builders with boring defaults, for the tests of a contact. */

type Of<Type extends ContactCommand['type']> = Extract<ContactCommand, { type: Type }>;
export type Status = 'sent' | 'delivered' | 'read' | 'failed';

export const AT = '2026-03-02T12:00:00.000Z';
const LATER = '2026-03-03T12:00:00.000Z';

export const acceptRow = (over: Partial<Of<'AcceptRow'>> = {}): Of<'AcceptRow'> => ({
  type: 'AcceptRow',
  subaccountId: 'sub-1',
  ref: 'up-1.000000001',
  uploadId: 'up-1',
  row: 1,
  at: AT,
  suppressed: false,
  ...over,
});

export const claimAttempt = (over: Partial<Of<'ClaimAttempt'>> = {}): Of<'ClaimAttempt'> => ({
  type: 'ClaimAttempt',
  claim: 'claim-1',
  senderId: 'sender-1',
  withSession: false,
  conversation: { id: 'conversation-1', type: 'business_initiated', expiresAt: LATER },
  at: AT,
  outcomeDueAt: LATER,
  expiresAfter: 3600,
  ...over,
});

export const withdraw = (over: Partial<Of<'WithdrawAttempt'>> = {}): Of<'WithdrawAttempt'> => ({
  type: 'WithdrawAttempt',
  claim: 'claim-1',
  reason: 'too_late',
  dueAt: LATER,
  ...over,
});

export const answerAccepted = (attempt = 1): Of<'RecordAccepted'> => ({
  type: 'RecordAccepted',
  attempt,
  messageHash: `hash-${attempt}`,
  messageRef: `message-${attempt}`,
  as: 'accepted',
  at: AT,
});

export const RETRY = { dueAt: LATER, class: 'SERVER', consumesAttempt: true } as const;

export const answerRefused = (over: Partial<Of<'RecordRefused'>> = {}): Of<'RecordRefused'> => ({
  type: 'RecordRefused',
  attempt: 1,
  error: { code: '131000' },
  retry: null,
  final: 'error',
  ...over,
});

/** `again`: the campaign's policy names the code and tries again after acceptance. */
export function status(name: Status, attempt = 1, again = false): Of<'RecordStatus'> {
  const told = {
    type: 'RecordStatus',
    attempt,
    messageHash: `hash-${attempt}`,
    messageRef: `message-${attempt}`,
    statusAt: AT,
    as: 'accepted',
  } as const;
  if (name !== 'failed') return { ...told, status: name };
  const retry = again ? { dueAt: LATER, class: 'DAY' } : null;
  return { ...told, status: 'failed', error: { code: '131049' }, final: 'delivery_failed', retry };
}

/** The events after `commands`; a refused command adds none, as in life. */
export function happen(commands: readonly ContactCommand[], before: readonly ContactEvent[] = []): ContactEvent[] {
  const events = [...before];
  let contact = fold(contactDecider, events);
  for (const command of commands) {
    const added = attempt(command, contact);
    events.push(...added);
    contact = fold(contactDecider, added, contact);
  }
  return events;
}

export function attempt(command: ContactCommand, contact: Contact): readonly ContactEvent[] {
  try {
    return contactDecider.decide(command, contact);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

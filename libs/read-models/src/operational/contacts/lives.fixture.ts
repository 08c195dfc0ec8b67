import { type Contact, type ContactCommand, contactDecider, type ContactEvent, streamPrefix } from '@arauto/domain';
import type { RecordedEvent } from '@arauto/event-store';
import type { Draft } from '../../view';
import type { OfContact } from '../contact-event';
import type { contactsView } from './contacts.view';

export const AT = '2026-01-05T12:00:00.000Z';
export const OUTCOME_DUE = '2026-01-05T12:10:00.000Z';
export const RETRY_DUE = '2026-01-06T12:00:00.000Z';
/** Seconds. */
export const EXPIRES_AFTER = 3600;

type Of<Type extends ContactCommand['type']> = Extract<ContactCommand, { type: Type }>;

export const uploaded = (over: Partial<Of<'AcceptRow'>> = {}): Of<'AcceptRow'> => ({
  ...{ type: 'AcceptRow', subaccountId: 'sub', ref: 'up.1', uploadId: 'up', row: 1, at: AT, suppressed: false },
  ...over,
});
export const attempt = (n: number): Of<'ClaimAttempt'> => ({
  ...{ type: 'ClaimAttempt', claim: `claim-${n}`, senderId: `sender-${n}`, withSession: false, at: AT },
  outcomeDueAt: OUTCOME_DUE,
  conversation: { id: 'c', type: 'business_initiated', expiresAt: OUTCOME_DUE },
  expiresAfter: EXPIRES_AFTER,
});
export const withdrawn = (n: number): Of<'WithdrawAttempt'> => ({
  ...{ type: 'WithdrawAttempt', claim: `claim-${n}`, reason: 'too_late', dueAt: RETRY_DUE },
});
const evidence = (n: number) =>
  ({ attempt: n, messageHash: `hash-${n}`, messageRef: `ref-${n}`, as: 'accepted' }) as const;
export const accepted = (n: number): Of<'RecordAccepted'> => ({ type: 'RecordAccepted', ...evidence(n), at: AT });
export const refused = (n: number, retries = false): Of<'RecordRefused'> => ({
  ...{ type: 'RecordRefused', attempt: n, error: { code: '131000' }, final: 'error' },
  retry: retries ? { dueAt: RETRY_DUE, class: 'server', consumesAttempt: true } : null,
});
export const status = (n: number, name: 'sent' | 'delivered' | 'read'): Of<'RecordStatus'> => ({
  ...{ type: 'RecordStatus', ...evidence(n), statusAt: AT, status: name },
});
export const failed = (n: number, retries = false): Of<'RecordStatus'> => ({
  ...{ type: 'RecordStatus', ...evidence(n), statusAt: AT, status: 'failed', error: { code: '131049' } },
  ...{ final: 'delivery_failed', retry: retries ? { dueAt: RETRY_DUE, class: 'day' } : null },
});
export const unknown = (n: number): ContactCommand => ({ type: 'RecordUnknownOutcome', attempt: n });
export const assumed = (outcome: 'delivered' | 'not_sent'): ContactCommand => ({ type: 'AssumeOutcome', outcome });
export const removed: ContactCommand = { type: 'RemoveContact', cause: 'erasure' };
export const canceled: ContactCommand = { type: 'CancelContact' };
export const expired: ContactCommand = { type: 'ExpireContact' };

/** When an event is recorded: an hour after the one before. */
export const recordedAt = (revision: number) => Date.parse(AT) + (revision + 1) * 3_600_000;

/** The events of one contact, by command. */
export function lifeOf(commands: readonly ContactCommand[], contactKey = 'person'): OfContact[][] {
  let contact: Contact = contactDecider.initial;
  let revision = 0;
  return commands.map((command) =>
    contactDecider.decide(command, contact).map((event) => {
      contact = contactDecider.evolve(contact, event);
      return ofContact(event, contactKey, revision++);
    }),
  );
}

function ofContact(event: ContactEvent, contactKey: string, revision: number): OfContact {
  const id = `campaign.${contactKey}`;
  const where = { id: `id-${revision}`, stream: streamPrefix.contact + id, revision, position: String(revision) };
  const recorded: RecordedEvent = { ...where, ...event, at: recordedAt(revision), metadata: {} };
  return { event, recorded, campaignId: 'campaign', contactKey, id };
}

type Row = Draft<typeof contactsView>;

/** What the events of the last command say of a row; nothing of a field that they leave as it is. */
export function told(tell: (row: Row, contact: OfContact) => void, commands: readonly ContactCommand[]): Row {
  const row: Row = {};
  for (const contact of lifeOf(commands).at(-1)!) tell(row, contact);
  return row;
}

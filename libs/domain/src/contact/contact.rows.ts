import type { Draft } from '../decider';
import { Refusal } from '../refusal';
import type { ContactEvent, ContactUploaded, InvalidReason, RowFacts } from './contact.events';
import { errored, isWaiting, move } from './contact.moves';
import { type Contact, factsOf, firstKnown, type KnownContact } from './contact.state';

/** A row of an upload that became a contact. `suppressed` ends it at once. */
export type AcceptRow = {
  readonly type: 'AcceptRow';
  readonly uploadId: string;
  readonly row: number;
  readonly at: string;
  /** Of the number. */
  readonly country?: string;
  readonly suppressed: boolean;
} & RowFacts;

/** A contact as its row made it, before anything else came of it. */
export function uploadedContact(row: Omit<AcceptRow, 'type' | 'suppressed'>): Contact {
  return firstKnown(uploaded(row));
}

/**
 * A conflict with the row's own earlier verdict is no duplicate: the upload was resumed. Nor is that with a contact that may return;
 * it stays as it is while its person is suppressed.
 */
export function acceptRow(command: AcceptRow, contact: Contact): ContactEvent[] {
  if (contact.status === 'known') {
    if (contact.uploadId === command.uploadId && contact.row === command.row) return [];
    if (mayReturn(contact)) return command.suppressed ? [] : [uploadedAgain(command, contact)];
    throw new Refusal('already_exists', 'This person is already a contact of the campaign.');
  }
  const event = uploaded(command);
  if (!command.suppressed) return [event];
  return [event, errored(firstKnown(event), { code: 'ENG_OPTED_OUT' })];
}

function uploaded({
  subaccountId,
  ref,
  correlationId,
  person,
  uploadId,
  row,
  at,
  country,
}: Omit<AcceptRow, 'type' | 'suppressed'>): ContactUploaded {
  const data: Draft<ContactUploaded['data']> = {
    from: null,
    to: { state: 'initial', open: false, needsAttention: false },
    subaccountId,
    ref,
    uploadId,
    row,
    dueAt: at,
  };
  if (country !== undefined) data.country = country;
  if (correlationId !== undefined) data.correlationId = correlationId;
  if (person !== undefined) data.person = person;
  return { type: 'ContactUploaded', data };
}

/** Removed, or ended as opted out, and surely the provider took nothing of it. */
function mayReturn({ situation, failedOf, acceptedAt, maybeTaken }: KnownContact): boolean {
  if (acceptedAt !== null || maybeTaken || situation.open || situation.needsAttention) return false;
  return situation.state === 'removed' || (situation.state === 'error' && failedOf === 'ENG_OPTED_OUT');
}

function uploadedAgain(command: AcceptRow, contact: KnownContact): ContactUploaded {
  const data: Draft<ContactUploaded['data']> = {
    ...uploaded(command).data,
    from: contact.situation,
    again: true,
  };
  if (contact.settled) data.unsettles = true;
  if (contact.attempt > 0) data.attempt = contact.attempt;
  if (contact.failedOf !== null) data.overcomes = contact.failedOf;
  return { type: 'ContactUploaded', data };
}

export type RejectRow = {
  readonly type: 'RejectRow';
  readonly uploadId: string;
  readonly row: number;
  readonly reasons: readonly InvalidReason[];
} & RowFacts;

export function rejectRow(command: RejectRow, contact: Contact): ContactEvent[] {
  if (contact.status === 'known') return [];
  const { uploadId, row, reasons } = command;
  const to = { state: 'invalid_record', open: false, needsAttention: false } as const;
  const data = { from: null, to, settles: true, ...factsOf(command), uploadId, row, reasons } as const;
  return [{ type: 'InvalidRecordUploaded', data }];
}

export type RemoveContact = { readonly type: 'RemoveContact'; readonly cause: 'admin' | 'erasure' };

/** By an admin only while it waits; by an erasure always. */
export function remove(command: RemoveContact, contact: KnownContact): ContactEvent[] {
  if (contact.situation.state === 'removed') return [];
  if (command.cause === 'admin' && !isWaiting(contact)) {
    throw new Refusal('contact_in_progress', 'Only a contact that waits to be sent can be removed.', {
      currentStatus: contact.situation.state,
    });
  }
  return [{ type: 'ContactRemoved', data: { ...move(contact, 'removed'), cause: command.cause } }];
}

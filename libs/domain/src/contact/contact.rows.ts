import { Refusal } from '../refusal';
import type { ContactCommand } from './contact.commands';
import type { ContactEvent, RowFacts } from './contact.events';
import { errored, isWaiting, move } from './contact.moves';
import { type Contact, evolveContact, type KnownContact, noContact } from './contact.state';

type Of<Type extends ContactCommand['type']> = Extract<ContactCommand, { type: Type }>;

function factsOf({ subaccountId, ref, correlationId }: RowFacts): RowFacts {
  return correlationId === undefined ? { subaccountId, ref } : { subaccountId, ref, correlationId };
}

/** A conflict with the row's own earlier verdict is no duplicate: the upload was resumed. */
export function acceptRow(command: Of<'AcceptRow'>, contact: Contact): ContactEvent[] {
  if (contact.status === 'known') {
    if (contact.uploadId === command.uploadId && contact.row === command.row) return [];
    throw new Refusal('already_exists', 'This person is already a contact of the campaign.');
  }
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
  return [uploaded, errored(evolveContact(noContact, uploaded) as KnownContact, { code: 'ENG_OPTED_OUT' })];
}

export function rejectRow(command: Of<'RejectRow'>, contact: Contact): ContactEvent[] {
  if (contact.status === 'known') return [];
  const { uploadId, row, reasons } = command;
  const to = { state: 'invalid_record', open: false, needsAttention: false } as const;
  const data = { from: null, to, settles: true, ...factsOf(command), uploadId, row, reasons } as const;
  return [{ type: 'InvalidRecordUploaded', data }];
}

/** By an admin only while it waits; by an erasure always. */
export function remove(command: Of<'RemoveContact'>, contact: KnownContact): ContactEvent[] {
  if (contact.situation.state === 'removed') return [];
  if (command.cause === 'admin' && !isWaiting(contact)) {
    throw new Refusal('contact_in_progress', 'Only a contact that waits to be sent can be removed.', {
      currentStatus: contact.situation.state,
    });
  }
  return [{ type: 'ContactRemoved', data: { ...move(contact, 'removed'), cause: command.cause } }];
}

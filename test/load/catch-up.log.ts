import { randomUUID } from 'node:crypto';
import { type Contact, contactDecider, type ContactCommand, rowRef, stream } from '@arauto/domain';
import type { AppendItem, EventWriter, NewEvent } from '@arauto/event-store';
import { messageHash } from '@arauto/privacy';
import { type Audience, makeAudience, type Recipient } from './audience';
import { IDENTITY_SECRET, messageIdOf, SENDER, SUBACCOUNT } from './connection';

/** Contacts whose events follow each other in the log: what is in flight and on its way to a handset at one time. */
const WAVE = 1000;
const METADATA = { v: 1, actor: { id: 'dispatcher', name: 'dispatcher' } };

/** Writes the log of one campaign as it comes to be. Five events a contact. */
export async function writeLog(store: EventWriter, count: number): Promise<void> {
  for (const items of livesOf(makeAudience(count, 1))) {
    for (const result of await store.appendMany(items)) if ('error' in result) throw result.error;
  }
}

/** What happens to the contacts of a campaign, in the order in which it does: all uploads, then wave by wave sent, delivered and read. */
export function* livesOf({ campaignId, uploadId, contacts }: Audience): Generator<AppendItem[]> {
  const states = new Map<Recipient, { contact: Contact; revision: number }>();
  const at = new Date().toISOString();

  const happen = (recipients: readonly Recipient[], commands: (recipient: Recipient) => ContactCommand[]) =>
    recipients.map((recipient): AppendItem => {
      let { contact, revision } = states.get(recipient) ?? { contact: contactDecider.initial, revision: -1 };
      const events: NewEvent[] = [];
      const expected = revision === -1 ? 'noStream' : revision;
      for (const command of commands(recipient)) {
        for (const event of contactDecider.decide(command, contact)) {
          contact = contactDecider.evolve(contact, event);
          events.push({ id: randomUUID(), type: event.type, data: event.data, metadata: METADATA });
          revision++;
        }
      }
      states.set(recipient, { contact, revision });
      return { stream: stream.contact(campaignId, recipient.personKey), events, expected };
    });

  const waves = Array.from({ length: Math.ceil(contacts.length / WAVE) }, (_, n) =>
    contacts.slice(n * WAVE, (n + 1) * WAVE),
  );
  for (const wave of waves) {
    yield happen(wave, ({ row }) => {
      const facts = { subaccountId: SUBACCOUNT, ref: rowRef(uploadId, row), uploadId, row };
      return [{ type: 'AcceptRow', at, suppressed: false, ...facts }];
    });
  }
  const told = (status: 'delivered' | 'read') => (recipient: Recipient) => [
    { type: 'RecordStatus', status, statusAt: new Date().toISOString(), ...messageOf(uploadId, recipient) } as const,
  ];
  for (let n = 0; n < waves.length + 10; n++) {
    yield happen(waves[n] ?? [], (recipient) => [
      { type: 'ClaimAttempt', ...claimAt(at) },
      { type: 'RecordAccepted', at: new Date().toISOString(), ...messageOf(uploadId, recipient) },
    ]);
    yield happen(waves[n - 2] ?? [], told('delivered'));
    yield happen(waves[n - 10] ?? [], told('read'));
  }
}

function claimAt(at: string) {
  return {
    claim: randomUUID(),
    senderId: SENDER,
    withSession: false,
    conversation: { id: randomUUID(), type: 'business_initiated', expiresAt: at },
    at,
    outcomeDueAt: at,
    expiresAfter: 72 * 3600,
  } as const;
}

function messageOf(uploadId: string, { row }: Recipient) {
  const hash = messageHash(IDENTITY_SECRET, messageIdOf(row));
  return { attempt: 1, messageHash: hash, messageRef: `${rowRef(uploadId, row)}.m1`, as: 'accepted' } as const;
}

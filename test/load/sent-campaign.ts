import { randomUUID } from 'node:crypto';
import { type Contact, contactDecider, type ContactEvent, rowRef, stream } from '@arauto/domain';
import { messageHash } from '@arauto/privacy';
import { type Audience, makeAudience } from './audience';
import { IDENTITY_SECRET, messageIdOf, SENDER, SUBACCOUNT } from './connection';
import type { Engine } from './engine';

/** A campaign whose contacts were all sent to, in the views. */
export async function addSentCampaign(engine: Engine, contacts: number): Promise<Audience> {
  const audience = makeAudience(contacts, 1);
  await engine.addEmptyCampaign(audience);
  await markSent(engine, audience);
  await engine.viewsCaughtUp();
  return audience;
}

/** Brings every contact to where its message was accepted, as sending would have. */
async function markSent({ stores }: Engine, { campaignId, uploadId, contacts }: Audience): Promise<void> {
  const at = new Date().toISOString();
  const metadata = { v: 1, actor: { id: 'dispatcher', name: 'dispatcher' } };
  const items = contacts.map(({ row, personKey }) => {
    const ref = rowRef(uploadId, row);
    const facts = { subaccountId: SUBACCOUNT, ref, uploadId, row };
    const decided: ContactEvent[] = [];
    let contact: Contact = contactDecider.initial;
    const act = (command: Parameters<typeof contactDecider.decide>[0]) => {
      for (const event of contactDecider.decide(command, contact)) {
        contact = contactDecider.evolve(contact, event);
        decided.push(event);
      }
    };
    act({ type: 'AcceptRow', at, suppressed: false, ...facts });
    act({
      type: 'ClaimAttempt',
      claim: randomUUID(),
      senderId: SENDER,
      withSession: false,
      conversation: { id: randomUUID(), type: 'business_initiated', expiresAt: at },
      at,
      outcomeDueAt: new Date(Date.now() + 3_600_000).toISOString(),
      expiresAfter: 72 * 3600,
    });
    const hash = messageHash(IDENTITY_SECRET, messageIdOf(row));
    act({ type: 'RecordAccepted', attempt: 1, messageHash: hash, messageRef: `${ref}.m1`, as: 'accepted', at });
    const events = decided.map(({ type, data }) => ({ id: randomUUID(), type, data, metadata }));
    return { stream: stream.contact(campaignId, personKey), expected: 'noStream' as const, events };
  });
  for (let start = 0; start < items.length; start += 5000) {
    const results = await stores.events.appendMany(items.slice(start, start + 5000));
    for (const result of results) if ('error' in result) throw result.error;
  }
}

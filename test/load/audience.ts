import { randomUUID } from 'node:crypto';
import { contactDecider, rowRef, stream } from '@arauto/domain';
import type { AppendItem } from '@arauto/event-store';
import { contactEntry, parsePhone, personKey } from '@arauto/privacy';
import type { Stores } from '../../apps/engine/src/stores/stores';
import { IDENTITY_SECRET, SUBACCOUNT } from './connection';

/** The contacts of one campaign, the same for the same numbers. */
export interface Audience {
  readonly campaignId: string;
  readonly uploadId: string;
  readonly contacts: readonly Recipient[];
}

export interface Recipient {
  readonly row: number;
  readonly phone: string;
  readonly name: string;
  readonly personKey: string;
}

const CHUNK = 10_000;

/** @param campaign its number: campaigns of one run have different ids and the same people */
export function makeAudience(count: number, campaign: number): Audience {
  const campaignId = `0190cccc-bbbb-7ccc-8ddd-${String(campaign).padStart(12, '0')}`;
  const uploadId = `0190dddd-bbbb-7ccc-8ddd-${String(campaign).padStart(12, '0')}`;
  const contacts = Array.from({ length: count }, (_, index): Recipient => {
    const phone = `+551190${String(index).padStart(7, '0')}`;
    return { row: index + 1, phone, name: `nome ${index + 1}`, personKey: personKey(IDENTITY_SECRET, phone.slice(1)) };
  });
  return { campaignId, uploadId, contacts };
}

/** Everything an upload does for a row that is in memory: phone, person, vault, contact, in chunks. */
export async function upload({ vault, events }: Stores, { campaignId, uploadId, contacts }: Audience): Promise<void> {
  const at = new Date().toISOString();
  for (let start = 0; start < contacts.length; start += CHUNK) {
    const entries = [];
    const items: AppendItem[] = [];
    for (const { row, phone, name } of contacts.slice(start, start + CHUNK)) {
      const parsed = parsePhone(phone, { defaultCountry: 'BR' });
      if (!parsed.ok) throw new Error(parsed.message);
      const person = personKey(IDENTITY_SECRET, parsed.canonical);
      const ref = rowRef(uploadId, row);
      const data = { phone: parsed.e164, name, correlationId: null, parameters: {} };
      entries.push(contactEntry({ ref, person, campaign: campaignId }, data));
      const facts = { subaccountId: SUBACCOUNT, ref, uploadId, row };
      const decided = contactDecider.decide(
        { type: 'AcceptRow', at, suppressed: false, ...facts },
        contactDecider.initial,
      );
      const metadata = { v: 1, actor: { id: 'upload', name: 'upload' } };
      items.push({
        stream: stream.contact(campaignId, person),
        expected: 'noStream',
        events: decided.map(({ type, data }) => ({ id: randomUUID(), type, data, metadata })),
      });
    }
    await vault.put(entries);
    for (const result of await events.appendMany(items)) if ('error' in result) throw result.error;
  }
}

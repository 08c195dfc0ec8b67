import { randomUUID } from 'node:crypto';
import {
  callbackData,
  type Contact,
  contactDecider,
  type ContactCommand,
  stream,
  uploadedContact,
} from '@arauto/domain';
import { connectMongo } from '@arauto/mongo';
import { messageHash } from '@arauto/privacy';
import type { ProductionPlaces } from '../../config/store-places';
import { BareLog } from './bare-log';
import { BareVault } from './bare-vault';
import { BareViews } from './bare-views';
import { IDENTITY_SECRET, SENDER, SUBACCOUNT } from './connection';
import { openSender } from './send.yardstick';

const PAGE = 1000;
const METADATA = { v: 1, actor: { id: 'dispatcher', name: 'dispatcher' } };

interface Due {
  readonly _id: string;
  readonly contactKey: string;
  readonly ref: string;
  readonly uploadId: string;
  readonly row: number;
  readonly dueAt: number;
}

/**
 * What sending costs at least on EventStoreDB and MongoDB: one process that walks through the contacts that are due, page by page with their phones and names
 * out of the vault, and for each appends the attempt, calls, puts the message's id into the vault and appends what came of it, while the views
 * are written; what an engine has uploaded lies there. The deciders make the events, so that they are the same. No pace, no gate, no second
 * look at anything, no repeats; the views are written by who knows what happened, and not by who reads it from the log.
 * @returns a function that waits for the views, and answers how many they have counted
 */
export async function runSendOnServersYardstick(
  places: ProductionPlaces,
  url: string,
  campaignId: string,
  inFlight: number,
): Promise<() => Promise<number>> {
  const [views, vault] = await Promise.all([connectMongo(places.viewStore), connectMongo(places.vault)]);
  const log = new BareLog(places.eventStore);
  const entries = new BareVault(vault, vault.db(), places.secret);
  const written = new BareViews(views, views.db());
  const sender = openSender(url, inFlight);

  const send = async ({ _id, contactKey, ref, uploadId, row, dueAt }: Due, { phone, name }: Personal) => {
    const at = new Date().toISOString();
    const ofContact = stream.contact(campaignId, contactKey);
    let contact: Contact = uploadedContact({
      subaccountId: SUBACCOUNT,
      ref,
      uploadId,
      row,
      at: new Date(dueAt + 1e14).toISOString(),
    });
    let revision = 0;
    const happen = async (command: ContactCommand) => {
      const [event] = contactDecider.decide(command, contact);
      const { type, data } = event!;
      if (!(await log.append(ofContact, [{ id: randomUUID(), type, data, metadata: METADATA }], revision))) {
        throw new Error(`${ofContact} is elsewhere`);
      }
      contact = contactDecider.evolve(contact, event!);
      written.happened(_id, event!, ++revision);
    };
    await happen({
      ...{
        type: 'ClaimAttempt',
        claim: randomUUID(),
        senderId: SENDER,
        withSession: false,
        at,
        expiresAfter: 72 * 3600,
      },
      conversation: { id: randomUUID(), type: 'business_initiated', expiresAt: at },
      outcomeDueAt: new Date(Date.now() + 60_000).toISOString(),
    });
    const messageId = await sender.send({ to: phone, name, callbackData: callbackData(campaignId, contactKey, 1) });
    const messageRef = `${ref}.m1`;
    const hash = messageHash(IDENTITY_SECRET, messageId);
    await entries.put({ ref: messageRef, kind: 'message', person: contactKey, campaign: campaignId, data: messageId });
    const accepted = { attempt: 1, messageHash: hash, messageRef, as: 'accepted' } as const;
    await happen({ type: 'RecordAccepted', ...accepted, at: new Date().toISOString() });
  };

  const due = views
    .db()
    .collection<Due>('views.operational.0.contacts')
    .find({ queue: campaignId })
    .sort({ dueAt: 1, row: 1, _id: 1 })
    .project<Due>({ contactKey: 1, ref: 1, uploadId: 1, row: 1, dueAt: 1 })
    .batchSize(PAGE);
  const sending = new Set<Promise<void>>();
  for await (const page of pages(due)) {
    const personal = await entries.contacts(page.map(({ ref }) => ref));
    for (const contact of page) {
      if (sending.size >= inFlight) await Promise.race(sending);
      const sent: Promise<void> = send(contact, personal.get(contact.ref)!).finally(() => sending.delete(sent));
      sending.add(sent);
    }
  }
  await Promise.all(sending);
  return async () => {
    await Promise.all([written.close(), log.close(), sender.close()]);
    const counted = await written.counted(campaignId, 'reached_accepted');
    await Promise.all([views.close(), vault.close()]);
    return counted;
  };
}

interface Personal {
  readonly phone: string;
  readonly name: string;
}

async function* pages<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let page: Item[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

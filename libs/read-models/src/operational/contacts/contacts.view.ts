/**
 * All that is known of each contact: where it stands (contact table, verdicts, copies of the failed), what is to be done about it and when
 * (dispatcher, cancel fan-out, unknown outcomes, expiry), whose a message is (webhooks), and whom a number has written to (tier). Costs one row
 * written per contact event, and the entries moved of those indexes whose fields the event changes: of its state, and of its queue.
 *
 * In the indexes contacts of a campaign lie in the order of their file, as in the log and the other views: what is sent together then lies
 * together on disk. In random order a batch of 500 messages wrote as many pages of every table and index.
 */
import { type ContactUploaded, type InvalidRecordUploaded, isTestContact } from '@arauto/domain';
import { type Change, patch, put } from '../../change';
import { defineView, type Document, type Draft, integer, type NewDocument, symbol, text } from '../../view';
import { contactProjection, type OfContact } from '../contact-event';
import { DUE, tellDue } from './due';
import { MESSAGE, tellMessage } from './message';
import { STANDING, tellStanding } from './standing';

export const contactsView = defineView({
  name: 'contacts',
  version: 9,
  group: 'operational',
  fields: {
    /** Null for test messages: no list, search, copy or queue of a campaign finds them. Whose they are stands in the id. */
    campaignId: symbol<string | null>(),
    contactKey: text(),
    /** The personKey where the contact's own key is another (test messages), else null. */
    person: text<string | null>(),
    /** Vault ref; in file order, so it is also what the table is sorted by. */
    ref: text(),
    uploadId: symbol(),
    row: integer(),
    correlationId: text<string | null>(),
    /** Of the number; null where it is not known. */
    country: symbol<string | null>(),
    ...STANDING,
    ...DUE,
    ...MESSAGE,
    updatedAt: integer(),
    /** What a claim is appended at. At 0 the row holds all that is known of the contact, so that its first attempt reads no stream. */
    revision: integer(),
  },
  indexes: [
    ['campaignId', 'ref'],
    ['campaignId', 'state', 'ref'],
    { fields: ['campaignId', 'correlationId'], set: ['correlationId'] },
    { fields: ['queue', 'dueAt', 'row'], set: ['queue'] },
    { fields: ['messageHash'], set: ['messageHash'] },
    { fields: ['sentBy', 'sentAt'], set: ['sentAt'] },
  ],
});

export type ContactDocument = Document<typeof contactsView>;

export const contactsProjection = contactProjection(contactsView, project, 'everybody');

function project(contact: OfContact): Change[] {
  const { event, recorded, id } = contact;
  if (event.type === 'ContactUploaded' || event.type === 'InvalidRecordUploaded') {
    const row = rowOf(contact, event);
    tell(row, contact);
    if (event.type === 'InvalidRecordUploaded' || !event.data.again) return [put(contactsView, id, row)];
    const { attempts: _, ...begunAnew } = row;
    return [patch(contactsView, id, begunAnew)];
  }
  const row: Draft<typeof contactsView> = { updatedAt: recorded.at, revision: recorded.revision };
  tell(row, contact);
  return [patch(contactsView, id, row)];
}

function rowOf(
  { recorded, campaignId, contactKey }: OfContact,
  { data }: ContactUploaded | InvalidRecordUploaded,
): NewDocument<typeof contactsView> {
  const { ref, uploadId, row, correlationId = null, person = null } = data;
  const country = ('country' in data ? data.country : null) ?? null;
  const { state, open, needsAttention } = data.to;
  return {
    campaignId: isTestContact(contactKey) ? null : campaignId,
    ...{ contactKey, person, ref, uploadId, row, correlationId, country },
    ...{ state, open, needsAttention, attempts: 0 },
    updatedAt: recorded.at,
    revision: recorded.revision,
  };
}

function tell(row: Draft<typeof contactsView>, contact: OfContact): void {
  tellStanding(row, contact.event);
  tellDue(row, contact);
  tellMessage(row, contact);
}

import { contactDocumentId, isTestContact, stream } from '@arauto/domain';
import type { Document } from '@arauto/read-models';
import { contactsView } from '@arauto/read-models/operational';
import { messagesView } from '@arauto/read-models/reporting';
import type { CampaignSums } from './campaign-sums';
import type { Recounted } from './contact-recount';
import type { Findings } from './findings';
import { recountStream } from './recount-stream';
import { asOf, type Recount } from './views-at';

export interface NamedContact {
  readonly campaignId: string;
  readonly contactKey: string;
}

/**
 * Recounts some contacts, holds their documents against it, and adds them to the sums of their campaigns as they were at `upTo`. Test messages
 * are recounted too, but are outside audience and counters.
 */
export async function compareContacts(
  { log, views, upTo, findings }: Recount,
  contacts: readonly NamedContact[],
  sumsOf: (campaignId: string) => CampaignSums,
): Promise<void> {
  const ids = contacts.map(({ campaignId, contactKey }) => contactDocumentId(campaignId, contactKey));
  const { operational, reporting } = views;
  const shown = await asOf(operational, 'operational', () => operational.getMany(contactsView, ids));
  const reported = await asOf(reporting, 'reporting', () => reporting.getMany(messagesView, ids));
  for (const [index, { campaignId, contactKey }] of contacts.entries()) {
    const name = stream.contact(campaignId, contactKey);
    const positions = [upTo, shown.of(name), reported.of(name)];
    const [then, inContacts, inMessages] = await recountStream(log, campaignId, name, positions, findings);
    if (isTestContact(contactKey)) continue;
    if (then) sumsOf(campaignId).count(then, 1);
    const compare = (view: string, expected: Document | undefined, doc: Document | undefined) =>
      compareDocument({ campaignId, view, id: ids[index]! }, expected, doc, findings);
    compare(contactsView.name, inContacts && contactDocument(inContacts), shown.answer[index]);
    compare(messagesView.name, inMessages && messageDocument(inMessages), reported.answer[index]);
  }
}

function contactDocument({ state, open, needsAttention, attempts, revision }: Recounted): Document {
  return { state, open, needsAttention, attempts, revision };
}

function messageDocument({ state, needsAttention, row }: Recounted): Document | undefined {
  return row ? { state, needsAttention, ...row } : undefined;
}

/** Only the fields that the log's count has something to say about. */
function compareDocument(
  of: { readonly campaignId: string; readonly view: string; readonly id: string },
  expected: Document | undefined,
  doc: Document | undefined,
  findings: Findings,
): void {
  if (!expected || !doc) {
    const [log, shown] = [expected !== undefined, doc !== undefined];
    if (log !== shown) findings.add({ ...of, field: 'exists', log, shown });
    return;
  }
  for (const [field, log] of Object.entries(expected)) {
    if (doc[field] !== log) findings.add({ ...of, field, log, shown: doc[field] });
  }
}

import { contactDocumentId, MILESTONES } from '@arauto/domain';
import type { Document } from '@arauto/read-models';
import { campaignCountersView, contactsView } from '@arauto/read-models/operational';
import { messagesView } from '@arauto/read-models/reporting';
import type { Views } from '../views';
import { type CampaignRecount, countersOf, type Recounted } from './recount';
import type { Difference } from './verification.body';

/** What the views say that the log does not, and what the log itself must never say. */
export async function compare(views: Views, campaignId: string, log: CampaignRecount): Promise<Difference[]> {
  return [
    ...brokenLaws(campaignId, log),
    ...(await compareCounters(views, campaignId, log)),
    ...(await compareContacts(views, campaignId, log)),
    ...(await compareMessages(views, campaignId, log)),
  ];
}

/** Each contact settles at most once, unless an upload took it back, and passes each milestone at most once: counters are additions because of it. */
function brokenLaws(campaignId: string, { contacts }: CampaignRecount): Difference[] {
  const found: Difference[] = [];
  for (const [key, { settled, milestones }] of contacts) {
    const id = contactDocumentId(campaignId, key);
    const twice = (field: string, log: number) =>
      found.push({ campaignId, view: 'log', id, field, log, shown: 'at most 1' });
    if (settled > 1) twice('settles', settled);
    MILESTONES.forEach((milestone, index) => milestones[index]! > 1 && twice(milestone, milestones[index]!));
  }
  return found;
}

async function compareCounters(views: Views, campaignId: string, log: CampaignRecount): Promise<Difference[]> {
  const shown = await views.operational.get(campaignCountersView, campaignId);
  return Object.entries(countersOf(log)).flatMap(([field, counted]) => {
    const value = shown?.[field] ?? 0;
    return value === counted
      ? []
      : [{ campaignId, view: campaignCountersView.name, id: campaignId, field, log: counted, shown: value }];
  });
}

async function compareContacts(views: Views, campaignId: string, { contacts }: CampaignRecount) {
  const pages = views.operational.stream(contactsView, { where: [{ field: 'campaignId', equals: campaignId }] });
  const expected = ({ state, open, needsAttention, attempts, revision }: Recounted) => ({
    state,
    open,
    needsAttention,
    attempts,
    revision,
  });
  return compareDocuments(campaignId, contactsView.name, pages, contacts, expected);
}

/** One row per contact that was attempted, or ended without an attempt in an error. */
async function compareMessages(views: Views, campaignId: string, { contacts }: CampaignRecount) {
  const pages = views.reporting.stream(messagesView, { where: [{ field: 'campaignId', equals: campaignId }] });
  const rows = new Map(
    [...contacts].filter(([, { attempted, state }]) => attempted || state === 'error' || state === 'invalid_record'),
  );
  const expected = ({ state, needsAttention, attempts, attempted }: Recounted) => ({
    state,
    needsAttention,
    attempts,
    attempted,
  });
  return compareDocuments(campaignId, messagesView.name, pages, rows, expected);
}

async function compareDocuments(
  campaignId: string,
  view: string,
  pages: AsyncIterable<readonly { readonly id: string; readonly doc: Document }[]>,
  contacts: ReadonlyMap<string, Recounted>,
  expectedOf: (contact: Recounted) => Record<string, unknown>,
): Promise<Difference[]> {
  const found: Difference[] = [];
  const seen = new Set<string>();
  for await (const page of pages) {
    for (const { id, doc } of page) {
      const key = id.slice(campaignId.length + 1);
      const contact = contacts.get(key);
      seen.add(key);
      if (!contact) {
        found.push({ campaignId, view, id, field: 'exists', log: false, shown: true });
        continue;
      }
      for (const [field, log] of Object.entries(expectedOf(contact))) {
        if (doc[field] !== log) found.push({ campaignId, view, id, field, log, shown: doc[field] });
      }
    }
  }
  for (const key of contacts.keys()) {
    const id = contactDocumentId(campaignId, key);
    if (!seen.has(key)) found.push({ campaignId, view, id, field: 'exists', log: true, shown: false });
  }
  return found;
}

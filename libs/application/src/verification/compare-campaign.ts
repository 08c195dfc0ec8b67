import { isTestContact, splitPair, stream, streamPrefix } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import type { ViewReader } from '@arauto/read-models';
import { campaignCountersView, campaignErrorsView, contactsView } from '@arauto/read-models/operational';
import { messagesView } from '@arauto/read-models/reporting';
import type { CampaignSums } from './campaign-sums';
import { Findings } from './findings';
import { recountStream } from './recount-stream';
import { type AsOf, asOf, type Log, type Recount } from './views-at';

/**
 * Holds a campaign's counters and its list of errors against the sums of its contacts, and looks for documents of contacts that are not in the log.
 * @param sums of its contacts as they were at `upTo`: what was written since is counted up to the moment at which the views are read
 */
export async function compareCampaign(
  { log, views, upTo, findings }: Recount,
  campaignId: string,
  sums: CampaignSums,
): Promise<void> {
  const { operational, reporting } = views;
  const where = [{ field: 'campaignId', equals: campaignId }] as const;
  const shown = await asOf(operational, 'operational', async () => ({
    counters: await operational.get(campaignCountersView, campaignId),
    contacts: (await operational.count(contactsView, where)).value,
    errors: await errorsOf(operational, campaignId),
  }));
  const reported = await asOf(reporting, 'reporting', () => reporting.count(messagesView, where));
  const [now, later] = await sumsAt(log, campaignId, sums, upTo, [shown, reported]);
  const view = campaignCountersView.name;
  for (const [field, sum] of now.counters()) {
    const value = shown.answer.counters?.[field] ?? 0;
    if (value !== sum) findings.add({ campaignId, view, id: campaignId, field, log: sum, shown: value });
  }
  const { errors } = shown.answer;
  for (const code of new Set([...now.codes(), ...errors.keys()])) {
    const [log, value] = [now.failed(code), errors.get(code) ?? 0];
    const id = `${campaignId}:${code}`;
    if (value !== log)
      findings.add({ campaignId, view: campaignErrorsView.name, id, field: 'contacts', log, shown: value });
  }
  if (shown.answer.contacts !== now.contacts) {
    await findStrangers(log, operational, contactsView, campaignId, findings);
  }
  if (reported.answer.value !== later.rows) {
    await findStrangers(log, reporting, messagesView, campaignId, findings);
  }
}

/** How many contacts the list of errors counts, by code. */
async function errorsOf(reader: ViewReader, campaignId: string): Promise<Map<string, number>> {
  const errors = new Map<string, number>();
  const query = { where: [{ field: 'campaignId', equals: campaignId }], fields: ['code', 'contacts'] } as const;
  for await (const page of reader.stream(campaignErrorsView, query)) {
    for (const { doc } of page) errors.set(doc.code, doc.contacts);
  }
  return errors;
}

/** The sums at two later moments. Holds the names of contacts that something happened to since, and no others. */
async function sumsAt(
  log: Log,
  campaignId: string,
  sums: CampaignSums,
  upTo: Position,
  at: readonly [AsOf<unknown>, AsOf<unknown>],
): Promise<[CampaignSums, CampaignSums]> {
  const moved: [CampaignSums, CampaignSums] = [sums.copy(), sums.copy()];
  const last = at[0].last > at[1].last ? at[0].last : at[1].last;
  const names = new Set<string>();
  const filter = { streamPrefixes: [streamPrefix.contactsOf(campaignId)] };
  for await (const { stream: name, position } of log.readAll({ after: upTo, filter })) {
    if (position > last) break;
    if (!isTestContact(splitPair(name, streamPrefix.contact).right)) names.add(name);
  }
  // What contradicts itself was found when its contact was looked at, or is as young as it.
  const found = new Findings();
  for (const name of names) {
    const [then, ...later] = await recountStream(log, campaignId, name, [upTo, ...at.map(({ of }) => of(name))], found);
    for (const [index, sum] of moved.entries()) {
      if (then) sum.count(then, -1);
      const contact = later[index];
      if (contact) sum.count(contact, 1);
    }
  }
  return moved;
}

/** Documents of contacts that the log knows nothing of. */
async function findStrangers(
  log: Log,
  reader: ViewReader,
  view: typeof contactsView | typeof messagesView,
  campaignId: string,
  findings: Findings,
): Promise<void> {
  const query = { where: [{ field: 'campaignId', equals: campaignId }], fields: [] } as const;
  for await (const page of reader.stream(view, query)) {
    for (const { id } of page) {
      const contactKey = id.slice(campaignId.length + 1);
      if (isTestContact(contactKey)) continue;
      const { exists } = await log.readStream(stream.contact(campaignId, contactKey), { limit: 1 });
      if (!exists) findings.add({ campaignId, view: view.name, id, field: 'exists', log: false, shown: true });
    }
  }
}

import { stream, streamPrefix } from '@arauto/domain';
import { campaignsView } from '@arauto/read-models/operational';
import type { Report } from '@arauto/reporting';
import type { QueryContext } from '../../context';
import type { EventBody } from '../../events/event.body';
import { showEvent } from '../../events/show-event';
import { getDocument } from '../../use-case/get-document';
import type { FiltersOf } from '../export-filters';
import type { ExportSources, ExportTable } from './table';

/** Events that are handed on at once. */
const BATCH = 500;

/** It has lines and no columns. */
const eventsReport: Report<EventBody> = { name: 'events', columns: [] };

/** The events of a campaign and of its contacts, in the order of the log. */
export async function campaignEvents(
  { views, stored }: ExportSources,
  { principal, language }: QueryContext,
  { campaign }: FiltersOf['events'],
): Promise<ExportTable> {
  await getDocument(views, campaignsView, campaign, principal, 'campaign');
  const filter = { streamPrefixes: [stream.campaign(campaign), streamPrefix.contactsOf(campaign)] };
  async function* rows() {
    let batch: EventBody[] = [];
    for await (const event of stored.readAll({ filter })) {
      // A prefix also lets the streams of campaigns through whose ids begin alike.
      if (event.stream.startsWith(streamPrefix.campaign) && event.stream !== stream.campaign(campaign)) continue;
      batch.push(showEvent(event, language));
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
  return {
    of: 'log',
    name: 'events',
    campaignId: campaign,
    count: () => Promise.resolve(null),
    pour: (into) => into(eventsReport, rows()),
  };
}

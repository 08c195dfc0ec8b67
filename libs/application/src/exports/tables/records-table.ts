import { messagesView } from '@arauto/read-models/reporting';
import { recordsReport } from '@arauto/reporting';
import type { QueryContext } from '../../context';
import { RecordFilters, type RecordsFileQuery } from '../../reports/record-filters';
import { StreamRecordsReport, StreamRecordsReportHandler } from '../../reports/stream-records-report';
import { type ExportSources, type ExportTable, MOST_LOOKED_AT, type OpenOrder } from './table';

/** Some index of messages is entered by it, or has its order. */
function isOfIndex({ field }: { readonly field: string }): boolean {
  return field === 'campaignId' || field === 'subaccountId' || field === 'sentAt';
}

/** The status of every record of a campaign, or of all. */
export async function recordsTable(
  { views, vault }: ExportSources,
  context: QueryContext,
  asked: RecordsFileQuery,
  { timeZone }: OpenOrder,
): Promise<ExportTable> {
  const input = { ...asked, timeZone };
  const filters = new RecordFilters(views);
  const where = await filters.records(context, input);
  const handler = new StreamRecordsReportHandler(views, filters, vault);
  const rows = await handler.execute(new StreamRecordsReport(context, input));
  const { campaign } = asked;
  const campaignId = campaign === 'all' ? null : await filters.campaignId(context.principal, campaign);
  return {
    of: 'reporting',
    name: 'records',
    campaignId,
    async count(cap) {
      if (cap === undefined) {
        const [counted] = await views.reporting.countBy(messagesView, where, []);
        return { value: counted?.count ?? 0, relation: 'exact' };
      }
      const [along, rest] = [where.filter(isOfIndex), where.filter((condition) => !isOfIndex(condition))];
      return views.reporting.countWalk(messagesView, { along, where: rest, most: MOST_LOOKED_AT, cap });
    },
    pour: (into) => into(recordsReport, rows),
  };
}

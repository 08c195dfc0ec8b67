import { consolidatedReport } from '@arauto/reporting';
import type { QueryContext } from '../../context';
import { ConsolidatedGroups } from '../../reports/consolidated-groups';
import type { ConsolidatedQuery } from '../../reports/consolidated-query';
import { ConsolidatedReport, ConsolidatedReportHandler } from '../../reports/consolidated-report';
import type { RowFilters } from '../../reports/row-filters';
import type { ExportSources, ExportTable, OpenOrder } from './table';
import { once } from './once';

/** Counts and rates of the detailed report, a row per group. */
export async function consolidatedTable(
  { views, vault, rows }: ExportSources & { readonly rows: RowFilters },
  context: QueryContext,
  asked: ConsolidatedQuery,
  { language, timeZone }: OpenOrder,
): Promise<ExportTable> {
  const handler = new ConsolidatedReportHandler(views, rows, new ConsolidatedGroups(views, vault));
  const { items } = await handler.execute(new ConsolidatedReport(context, { ...asked, language, timeZone }));
  const { type = 'MT', groupBy, campaign = null } = asked;
  return {
    of: 'reporting',
    name: type === 'MO' ? 'consolidated-mo' : 'consolidated-mt',
    campaignId: campaign,
    count: () => Promise.resolve({ value: items.length, relation: 'exact' }),
    pour: (into) => into(consolidatedReport(type, groupBy), once(items)),
  };
}

import type { Principal } from '@arauto/access';
import type { ExportReport } from '@arauto/domain';
import type { QueryContext } from '../context';
import { saidOfFilters } from '../reports/given-filters';
import { RowFilters } from '../reports/row-filters';
import { type FiltersOf, readFilters } from './export-filters';
import { campaignEvents } from './tables/campaign-events';
import { consolidatedTable } from './tables/consolidated-table';
import { contactsTable } from './tables/contacts-table';
import { detailedTable } from './tables/detailed-table';
import { recordsTable } from './tables/records-table';
import type { ExportSources, ExportTable, OpenOrder } from './tables/table';
import { verdictsTable } from './tables/verdicts-table';

type Openers = {
  readonly [Name in ExportReport]: (
    sources: ExportSources & { readonly rows: RowFilters },
    context: QueryContext,
    filters: FiltersOf[Name],
    order: OpenOrder,
  ) => Promise<ExportTable>;
};

const OPENERS: Openers = {
  detailed: detailedTable,
  consolidated: consolidatedTable,
  records: recordsTable,
  verdicts: verdictsTable,
  contacts: contactsTable,
  events: campaignEvents,
};

/**
 * Finds what an order is about, as the principal sees it.
 * @throws Refusal `validation_failed`, `not_found` for what is foreign or unknown; ViewsBeingMade
 */
export async function openTable(sources: ExportSources, principal: Principal, order: OpenOrder): Promise<ExportTable> {
  const { views, vault, identities } = sources;
  const rows = new RowFilters(views, vault, identities);
  return openAs(order.report);

  async function openAs<Name extends ExportReport>(report: Name): Promise<ExportTable> {
    const open: Openers[Name] = OPENERS[report];
    const filters = readFilters(report, order.filters);
    try {
      return await open({ ...sources, rows }, { principal, language: order.language }, filters, order);
    } catch (error) {
      throw saidOfFilters(error);
    }
  }
}

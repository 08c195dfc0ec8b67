import type { Total, ViewReader } from '@arauto/read-models';
import { messagesView, repliesView } from '@arauto/read-models/reporting';
import { detailedReport, repliesReport, withColumns } from '@arauto/reporting';
import type { QueryContext } from '../../context';
import { MoRows } from '../../reports/mo-rows';
import { MtRows } from '../../reports/mt-rows';
import {
  type DetailedFileQuery,
  StreamDetailedReport,
  StreamDetailedReportHandler,
} from '../../reports/stream-detailed-report';
import { during } from '../../reports/tallied';
import { countRows, type RowQuestion } from '../../reports/walked-page';
import type { RowFilters } from '../../reports/row-filters';
import { type ExportSources, type ExportTable, MOST_LOOKED_AT, type OpenOrder } from './table';

/** A row per message that was sent (MT), or that people wrote (MO). */
export async function detailedTable(
  { views, vault, rows: filters }: ExportSources & { readonly rows: RowFilters },
  context: QueryContext,
  asked: DetailedFileQuery,
  { columns, format, language, timeZone }: OpenOrder,
): Promise<ExportTable> {
  const input = { ...asked, language, timeZone, ...(columns && { columns }) };
  const handler = new StreamDetailedReportHandler(views, filters, new MtRows(views, vault), new MoRows(views, vault));
  const found = await handler.execute(new StreamDetailedReport(context, input));
  const keys = columns ?? undefined;
  const onPaper = format === 'pdf';
  return {
    of: 'reporting',
    name: found.type === 'MO' ? 'detailed-mo' : 'detailed-mt',
    campaignId: asked.campaign ?? null,
    async count(cap) {
      if (found.type === 'MO') return countOf(views.reporting, repliesView, await filters.mo(context, input), cap);
      return countOf(views.reporting, messagesView, await filters.mt(context, input), cap);
    },
    pour: (into) =>
      found.type === 'MO'
        ? into(withColumns(repliesReport, keys, onPaper), found.rows)
        : into(withColumns(detailedReport, keys, onPaper), found.rows),
  };
}

async function countOf<V extends typeof messagesView | typeof repliesView>(
  reader: ViewReader,
  view: V,
  question: RowQuestion<V> | undefined,
  cap: number | undefined,
): Promise<Total> {
  if (!question) return { value: 0, relation: 'exact' };
  if (cap === undefined) {
    const [counted] = await countRows(reader, view, question, []);
    return { value: counted?.count ?? 0, relation: 'exact' };
  }
  const along = [...question.along, during(view, question.period)];
  return reader.countWalk(view, { along, where: question.where, most: MOST_LOOKED_AT, cap });
}

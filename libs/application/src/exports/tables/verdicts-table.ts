import { uploadsView } from '@arauto/read-models/operational';
import { verdictsReport } from '@arauto/reporting';
import type { QueryContext } from '../../context';
import { totalOf } from '../../uploads/list-verdicts';
import { StreamVerdicts, StreamVerdictsHandler } from '../../uploads/stream-verdicts';
import { VerdictRows } from '../../uploads/verdict-rows';
import { getDocument } from '../../use-case/get-document';
import type { FiltersOf } from '../export-filters';
import type { ExportSources, ExportTable } from './table';

/** A row per row of a contact file. */
export async function verdictsTable(
  { views, vault, events }: ExportSources,
  context: QueryContext,
  { upload: uploadId, verdict }: FiltersOf['verdicts'],
): Promise<ExportTable> {
  const upload = await getDocument(views, uploadsView, uploadId, context.principal, 'upload');
  const handler = new StreamVerdictsHandler(views, new VerdictRows(views, vault, events));
  const rows = await handler.execute(new StreamVerdicts(context, { uploadId, ...(verdict && { verdict }) }));
  return {
    of: 'operational',
    name: 'verdicts',
    campaignId: upload.campaignId,
    count: () => Promise.resolve(totalOf(upload, verdict ?? [])),
    pour: (into) => into(verdictsReport, rows),
  };
}

import { createHash } from 'node:crypto';
import { type Clock, instant } from '@arauto/clock';
import type { KeptFiles } from '@arauto/contact-files';
import { type ExportMoment, Refusal } from '@arauto/domain';
import type { Position } from '@arauto/event-store';
import { campaignsView, searchesView } from '@arauto/read-models/operational';
import { MOST_PDF_ROWS } from '@arauto/reporting';
import { TooManyColumns, TooManyRows } from '@arauto/reporting/pdf';
import { openTable } from '../exports/export-tables';
import {
  exportFile,
  type ExportJob,
  ExportRefused,
  type HeardOfExport,
  ofPlace,
  type WrittenExport,
} from '../exports/export-writer';
import { allFilters, FiltersErased } from '../exports/filters-in-vault';
import type { ExportSources, ExportTable } from '../exports/tables/table';
import { aboutExport } from './about-export';
import { bytesOf } from './bytes-of';
import { fileNameOf } from './file-name';
import { shownFilters } from './shown-filters';

/** Sources that stand still, where each of them stands, and since when. */
export interface MomentOfViews {
  readonly at: number;
  readonly positions: { readonly [Of in ExportTable['of']]: Position };
  readonly sources: ExportSources;
}

/** Rows between two words of how far it is. */
const TELL_EVERY = 1000;

/**
 * Makes the file of a job.
 * @throws ExportRefused for what would be the same another time; FilesUnreachable, SnapshotLost and errors of the stores
 */
export async function writeExport(
  { exportId, run, order }: ExportJob,
  { at, positions, sources }: MomentOfViews,
  files: Pick<KeptFiles, 'keep'>,
  clock: Clock,
  { began, progress }: HeardOfExport,
): Promise<WrittenExport> {
  try {
    const filters = await allFilters(sources.vault, order);
    const table = await openTable(sources, order.askedBy, { ...order, filters });
    const moment: ExportMoment = { at: instant(at), position: positions[table.of] };
    began(moment);
    const campaign = await campaignOf(sources, table.campaignId);
    const of = (await table.count())?.value ?? null;
    if (order.format === 'pdf' && of !== null && of > MOST_PDF_ROWS) throw new TooManyRows();
    progress({ rows: 0, of });
    let rows = 0;
    async function* counted<Row>(batches: AsyncIterable<readonly Row[]>) {
      let told = 0;
      for await (const batch of batches) {
        rows += batch.length;
        yield batch;
        if (rows - told < TELL_EVERY) continue;
        told = rows;
        progress({ rows, of });
      }
    }
    // The campaign stands among the facts, by its name.
    const { campaign: _, ...others } = filters;
    const shown = await shownFilters(sources, order, campaign === null ? filters : others);
    const about = aboutExport(order, shown, moment, campaign, of);
    const content = table.pour((report, all) => bytesOf(report, counted(all), order, about, new Date(clock.now())));
    const hash = createHash('sha256');
    async function* hashed() {
      for await (const chunk of content) {
        hash.update(chunk);
        yield chunk;
      }
    }
    const { bytes } = await files.keep(exportFile(exportId, run), hashed()).catch((error: unknown) => {
      throw ofPlace(error);
    });
    const fileName = fileNameOf(table.name, order, filters, moment, {
      campaign,
      search: await searchOf(sources, order),
    });
    return { rows, bytes, sha256: hash.digest('hex'), fileName };
  } catch (error) {
    throw refused(error);
  }
}

/** How people call it: its number and name. */
async function campaignOf({ views }: ExportSources, campaignId: string | null): Promise<string | null> {
  if (campaignId === null) return null;
  const campaign = await views.operational.get(campaignsView, campaignId);
  return campaign ? `${campaign.number} ${campaign.name}` : campaignId;
}

/** What the search that asked for it is called by now. */
async function searchOf({ views }: ExportSources, { searchId }: ExportJob['order']): Promise<string | null> {
  if (searchId === undefined) return null;
  return (await views.operational.get(searchesView, searchId))?.name ?? null;
}

function refused(error: unknown): unknown {
  if (error instanceof TooManyRows) return new ExportRefused('too_many_rows', sentence(error.message));
  if (error instanceof TooManyColumns) return new ExportRefused('too_many_columns', sentence(error.message));
  if (error instanceof FiltersErased) return new ExportRefused('filters_erased', error.message);
  if (error instanceof Refusal) return new ExportRefused(error.code, error.message);
  return error;
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

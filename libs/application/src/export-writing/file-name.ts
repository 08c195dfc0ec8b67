import type { ExportMoment, ExportOrder } from '@arauto/domain';
import type { GivenFilters } from '../exports/export-filters';
import { dayOf, dayOfFilter } from './about-export';

const LONGEST = 60;

/**
 * What a file is called where it is saved: report, campaign, the search that made it, and the days it is of, or that of its moment. In ASCII, so that it is called so
 * everywhere.
 */
export function fileNameOf(
  table: string,
  { format, timeZone }: Pick<ExportOrder, 'format' | 'timeZone'>,
  filters: GivenFilters,
  { at }: ExportMoment,
  { campaign, search }: { readonly campaign: string | null; readonly search: string | null },
): string {
  const days = [dayOfFilter(filters['from'], timeZone), dayOfFilter(filters['to'], timeZone)].filter(
    (day) => day !== undefined,
  );
  const parts = [
    table,
    ...(campaign === null ? [] : [plain(campaign)]),
    ...(search === null ? [] : [plain(search)]),
    ...(days.length > 0 ? days : [dayOf(at, timeZone)]),
  ];
  return `${parts.filter((part) => part !== '').join('_')}.${format}`;
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST);
}

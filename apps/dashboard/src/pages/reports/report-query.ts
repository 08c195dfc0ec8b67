import type { paths } from '../../api/schema';
import { type Days, dayAfter, dayIn, daysOf } from './report-days';
import {
  type Column,
  COLUMNS,
  type FilterName,
  FILTERS,
  filtersOf,
  type GroupBy,
  lacking,
  type MessageType,
  type Report,
  type ReportsSearch,
  reportsSearch,
  SHOWN,
} from './search';

export const DEFAULT_PERIOD = 'last_7_days';
const DEFAULT_GROUPS: readonly GroupBy[] = ['day'];

export function reportOf({ report }: ReportsSearch): Report {
  return report ?? 'detailed';
}

export function typeOf({ type }: ReportsSearch): MessageType {
  return type ?? 'MT';
}

export function zoneOf({ timeZone }: ReportsSearch): string {
  return timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function columnsOf(search: ReportsSearch): readonly Column[] {
  return search.columns ?? SHOWN[typeOf(search)];
}

export function groupsOf({ groupBy = DEFAULT_GROUPS }: ReportsSearch): readonly GroupBy[] {
  return groupBy;
}

/** Counted from today; undefined where days are given, and of records of any time. */
export function periodOf(search: ReportsSearch): string | undefined {
  if (search.from !== undefined || search.to !== undefined) return undefined;
  return search.period ?? (search.report === 'records' ? undefined : DEFAULT_PERIOD);
}

/**
 * The days that are looked at, as an address has them.
 * @param now milliseconds
 */
export function daysShown(search: ReportsSearch, now: number): Partial<Days> {
  const period = periodOf(search);
  return period === undefined
    ? {
        ...(search.from !== undefined && { from: search.from }),
        ...(search.to !== undefined && { to: search.to }),
      }
    : daysOf(period, dayIn(zoneOf(search), now));
}

/** Whether anything is left out by choice. */
export function isFiltered(search: ReportsSearch): boolean {
  return filtersOf(reportOf(search), typeOf(search)).some(
    (name) => name !== 'subaccount' && search[name] !== undefined,
  );
}

/** No message of the platform is older. */
const BEFORE_EVERYTHING = '2015-01-01';

type Query = paths['/v1/reports/detailed']['get']['parameters']['query'];
type AskedFilters = Partial<Pick<Query, FilterName>> & { readonly type?: 'MO'; readonly groupBy?: GroupBy[] };

/** What the API is asked for besides the time: of a query, an export or a saved search alike. */
export function filtersAsked(search: ReportsSearch): AskedFilters {
  const report = reportOf(search);
  const asked: Record<string, unknown> = {};
  for (const name of filtersOf(report, typeOf(search))) {
    const value = search[name];
    if (value === undefined) continue;
    asked[name] = FILTERS[name].value === 'flag' ? value === 'yes' : value;
  }
  if (report === 'records') asked['campaign'] ??= 'all';
  else if (search.type) asked['type'] = search.type;
  if (report === 'consolidated') asked['groupBy'] = groupsOf(search);
  return asked;
}

/** Beginning and end as the API takes them: the end is exclusive. @param now milliseconds */
export function timeAsked(search: ReportsSearch, now: number): { from?: string; to?: string; timeZone: string } {
  const { from, to } = daysShown(search, now);
  // A report other than the records has both ends.
  const needs = search.report !== 'records';
  const today = dayIn(zoneOf(search), now);
  const first = from ?? (needs ? BEFORE_EVERYTHING : undefined);
  const last = to ?? (needs ? today : undefined);
  return {
    ...(first !== undefined && { from: first }),
    ...(last !== undefined && { to: last.includes('T') ? last : dayAfter(last) }),
    timeZone: zoneOf(search),
  };
}

/** Where a saved search is shown, by what the API says of it. */
export function addressOf(saved: {
  readonly id: string;
  readonly report: Report;
  readonly filters: object;
  readonly period: string | null;
  readonly columns: readonly string[] | null;
  readonly timeZone: string;
  readonly subaccountId: string | null;
}): ReportsSearch {
  const { id, report, filters, period, columns, timeZone, subaccountId } = saved;
  const { from, to, groupBy, type, ...others } = filters as Record<string, unknown>;
  const told = Object.entries(others).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? (value ? 'yes' : 'no') : value,
  ]);
  return reportsSearch({
    // It is run within its subaccount, whoever runs it.
    ...(subaccountId !== null && { subaccount: subaccountId }),
    ...Object.fromEntries(told),
    ...{ report, type, groupBy, timeZone, search: id },
    ...(period !== null && { period }),
    ...(columns !== null && { columns: [...columns] }),
    ...(typeof from === 'string' && { from }),
    // Of days the last is shown, and the one after it is asked for.
    ...(typeof to === 'string' && { to: to.includes('T') ? to : dayBefore(to) }),
  });
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 24 * 3_600_000).toISOString().slice(0, 10);
}

/** Whether two addresses ask for the same, wherever in the list they are and however they show it. */
export function askTheSame(one: ReportsSearch, other: ReportsSearch): boolean {
  const asked = (search: ReportsSearch) => {
    const { from, to } = search;
    const columns = reportOf(search) === 'detailed' ? columnsOf(search) : undefined;
    const filters = Object.entries(filtersAsked(search)).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([
      reportOf(search),
      filters,
      periodOf(search) ?? { from, to },
      columns,
      zoneOf(search),
      search.subaccount,
    ]);
  };
  return asked(one) === asked(other);
}

/** What is left of an address when it shows another type or report: filters and columns that the other has not are gone, and so is the place in the list. */
export function elsewhere(search: ReportsSearch, to: { report?: Report; type?: MessageType }): ReportsSearch {
  const { columns } = search;
  const rest = lacking(search, 'cursor', 'row', 'total', 'search', 'columns');
  const type = to.type ?? typeOf(search);
  const kept = type === typeOf(search) ? columns : columns?.filter((name) => COLUMNS[type].includes(name as never));
  return reportsSearch({ ...rest, ...(kept && { columns: kept }), ...to, type });
}

/** The same, the API's path and parameters, for whoever goes on with a program. The key stays out of it. */
export function curlOf(origin: string, path: string, query: object): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat() as unknown[]) parameters.append(name, String(one));
  }
  // What a shell would look at is written by its number; the quotes keep the rest.
  return `curl -sS -H "Authorization: Bearer $ARAUTO_KEY" \\\n  '${origin}${path}?${parameters.toString().replaceAll("'", '%27')}'`;
}

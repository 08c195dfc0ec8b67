import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import type { EventsSearch } from './search';

export type LogEvent = components['schemas']['Event'];

const A_PAGE = 100;

function queryOf({ from, to, order, follow: _, type, ...rest }: EventsSearch) {
  return {
    ...rest,
    limit: A_PAGE,
    order: order ?? ('desc' as const),
    ...(type !== undefined && { type: type.split(/[\s,]+/).filter((one) => one !== '') }),
    ...(from !== undefined && { from: startOfDay(from, 0) }),
    ...(to !== undefined && { to: startOfDay(to, 1) }),
  };
}

/** In the zone of the browser, in which the day was chosen. */
function startOfDay(day: string, more: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + more).toISOString();
}

export function eventsQuery(search: EventsSearch) {
  const { follow: _, ...asked } = search;
  return infiniteQueryOptions({
    queryKey: ['events', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => pageOf(asked, pageParam, signal),
    // The last page of `asc` has a cursor, too: to go on from as events arrive.
    getNextPageParam: ({ items, nextCursor }) =>
      search.order === 'asc' && items.length === 0 ? undefined : (nextCursor ?? undefined),
    // What is read stands in the log for good; what is new comes by following.
    staleTime: Infinity,
    refetchOnMount: 'always',
    placeholderData: (before) => before,
  });
}

export function pageOf(search: EventsSearch, cursor: string | undefined, signal: AbortSignal) {
  const query = { ...queryOf(search), ...(cursor !== undefined && { cursor }) };
  return answerOf(api.GET('/v1/events', { signal, params: { query } }));
}

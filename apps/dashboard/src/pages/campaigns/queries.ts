import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { live } from '../../live/live';
import type { CampaignsSearch } from './search';

export type Campaign = components['schemas']['Campaign'];
export type Sender = components['schemas']['Sender'];

const A_PAGE = 50;
const LIST = ['campaigns', 'list'] as const;

/** Pages of the list, the next by the cursor of the one before; each remembers how far the stream was when it was asked for. */
export function campaignsQuery(search: CampaignsSearch) {
  const { from, to, ...rest } = search;
  return infiniteQueryOptions({
    queryKey: [...LIST, search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const since = live.now().heard.position;
      const query = {
        ...rest,
        limit: A_PAGE,
        ...(from !== undefined && { from: startOfDay(from, 0) }),
        ...(to !== undefined && { to: startOfDay(to, 1) }),
        ...(cursor !== undefined && { cursor }),
        ...(since !== '' && { after: since }),
      };
      const page = await answerOf(api.GET('/v1/campaigns', { signal, params: { query } }));
      return { ...page, since };
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    // What was filtered before stays until the next is there: nothing jumps.
    placeholderData: (before) => before,
  });
}

/** In the zone of the browser, in which the day was chosen. */
function startOfDay(day: string, more: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + more).toISOString();
}

export function sendersQuery(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['senders', { subaccount }],
    // How full a tier is changes with every message.
    refetchInterval: 15_000,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/senders', {
          signal,
          params: { query: { limit: 100, ...(subaccount !== undefined && { subaccount }) } },
        }),
      ),
  });
}

/** How often the list is asked for again at the most, milliseconds. */
const THROTTLE = 1500;

/** Asks for the list again when a campaign came, or came to another status: it may belong elsewhere now, and the counts have changed. */
export function useListNews(shown: readonly Campaign[]): void {
  const queries = useQueryClient();
  const known = useRef(new Map<string, Campaign['status']>());
  useEffect(() => {
    for (const { id, status } of shown) known.current.set(id, status);
  }, [shown]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: LIST });
    };
    const stop = live.listen((changed) => {
      const moved = changed?.filter(({ id, status }) => known.current.get(id) !== status) ?? [];
      for (const { id, status } of moved) known.current.set(id, status);
      if (changed === null || moved.length > 0) timer ??= setTimeout(again, changed === null ? 0 : THROTTLE);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries]);
}

/** @returns those that are paused now, and what kept others from it */
export async function pauseAll(ids: readonly string[]): Promise<{ done: string[]; failed: unknown[] }> {
  return each(ids, (id) => answerOf(api.POST('/v1/campaigns/{id}/pause', { params: { path: { id } }, body: {} })));
}

export async function resumeAll(ids: readonly string[]): Promise<{ done: string[]; failed: unknown[] }> {
  return each(ids, (id) => answerOf(api.POST('/v1/campaigns/{id}/resume', { params: { path: { id } } })));
}

async function each(ids: readonly string[], act: (id: string) => Promise<unknown>) {
  const settled = await Promise.allSettled(ids.map(act));
  return {
    done: ids.filter((_, n) => settled[n]?.status === 'fulfilled'),
    failed: settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
  };
}

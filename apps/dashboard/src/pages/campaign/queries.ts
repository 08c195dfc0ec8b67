import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { ofCampaign } from '../../live/one-campaign';
import type { SeriesStep } from './search';

/** What it costs nobody knows yet. */
export type Preflight = Omit<components['schemas']['Preflight'], 'cost'>;
export type Series = components['schemas']['Series'];
export type Upload = components['schemas']['Upload'];
export type TimelineItem = components['schemas']['TimelineItem'];

const AT_ONCE = 100;

export function preflightQuery(id: string, what: Preflight['for']) {
  return queryOptions({
    queryKey: ['preflight', id, what],
    // It is asked for when somebody is about to decide: never of before.
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/campaigns/{id}/preflight', { signal, params: { path: { id }, query: { for: what } } })),
  });
}

export interface SeriesOf {
  readonly step: SeriesStep;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function seriesQuery(id: string, { step, from, to }: SeriesOf) {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const range = from !== undefined && to !== undefined ? { from, to } : {};
  return queryOptions({
    queryKey: [...ofCampaign(id), 'series', step, range],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns/{id}/series', {
          signal,
          params: { path: { id }, query: { step, timeZone, ...range } },
        }),
      ),
  });
}

export function timelineQuery(id: string) {
  return queryOptions({
    queryKey: [...ofCampaign(id), 'timeline'],
    queryFn: async ({ signal }) => {
      const items: TimelineItem[] = [];
      let cursor: string | null = null;
      // Tens of events: all of them, the newest first.
      do {
        const query = { limit: AT_ONCE, ...(cursor !== null && { cursor }) };
        const page: { items: TimelineItem[]; nextCursor: string | null } = await answerOf(
          api.GET('/v1/campaigns/{id}/timeline', { signal, params: { path: { id }, query } }),
        );
        items.push(...page.items);
        cursor = page.items.length > 0 ? page.nextCursor : null;
      } while (cursor !== null);
      return items.reverse();
    },
  });
}

export function uploadsQuery(id: string) {
  return queryOptions({
    queryKey: [...ofCampaign(id), 'uploads'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/campaigns/{id}/uploads', { signal, params: { path: { id }, query: { limit: AT_ONCE } } })),
    // While a file is read, its counts grow; the stream says nothing of them.
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'reading') ? 1000 : false),
  });
}

export function senderQuery(id: string) {
  return queryOptions({
    queryKey: ['senders', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/senders/{id}', { signal, params: { path: { id } } })),
  });
}

export function templateQuery(id: string) {
  return queryOptions({
    queryKey: ['templates', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/templates/{id}', { signal, params: { path: { id } } })),
  });
}

/** Campaigns that retry whom this one did not reach. */
export function linkedQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', 'linked', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/campaigns', { signal, params: { query: { source: id, limit: 20 } } })),
  });
}

const path = (id: string) => ({ params: { path: { id } } });

/** What can be done to a campaign. Each answers when the engine has it, and what is shown holds it then. */
export const commands = {
  start: (id: string) => answerOf(api.POST('/v1/campaigns/{id}/start', { ...path(id), body: {} })),
  pause: (id: string) => answerOf(api.POST('/v1/campaigns/{id}/pause', { ...path(id), body: {} })),
  resume: (id: string) => answerOf(api.POST('/v1/campaigns/{id}/resume', path(id))),
  cancel: (id: string) => answerOf(api.POST('/v1/campaigns/{id}/cancel', path(id))),
  unschedule: (id: string) => answerOf(api.POST('/v1/campaigns/{id}/unschedule', path(id))),
  note: (id: string, note: string | null) =>
    answerOf(api.POST('/v1/campaigns/{id}/note', { ...path(id), body: { note } })),
  schedule: (id: string, localTime: string, timeZone: string) =>
    answerOf(api.POST('/v1/campaigns/{id}/schedule', { ...path(id), body: { localTime, timeZone } })),
  retryFailed: (id: string) =>
    answerOf(api.POST('/v1/campaigns/{id}/retry-failed', { ...path(id), body: { which: 'failed' } })),
};

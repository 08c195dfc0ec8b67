import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { components } from '../../api/schema';
import type { ConversationsSearch } from './search';

export type Conversation = components['schemas']['Conversation'];
export type ConversationItem = components['schemas']['ConversationItem'];
export type Message = Conversation['messages'][number];

const A_PAGE = 50;
/** How often it is asked whether somebody wrote, milliseconds: the list, and the thread that is read. */
const NEWS_OF_ALL = 15_000;
const NEWS_OF_ONE = 5_000;

export function conversationsQuery(search: ConversationsSearch) {
  const { from, to, ...filters } = search;
  return infiniteQueryOptions({
    queryKey: ['conversations', 'list', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      answerOf(
        api.GET('/v1/conversations', {
          signal,
          params: {
            query: {
              ...filters,
              limit: A_PAGE,
              ...(from !== undefined && { from: startOfDay(from, 0) }),
              ...(to !== undefined && { to: startOfDay(to, 1) }),
              ...(cursor !== undefined && { cursor }),
            },
          },
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: NEWS_OF_ALL,
  });
}

/** In the zone of the browser, in which the day was chosen. */
function startOfDay(day: string, more: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date + more).toISOString();
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ['conversations', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/v1/conversations/{id}', { signal, params: { path: { id } } })),
    refetchInterval: NEWS_OF_ONE,
  });
}

export function sendersOf(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['senders', 'found', subaccount],
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/senders', {
          signal,
          params: { query: { limit: 200, ...(subaccount !== undefined && { subaccount }) } },
        }),
      ),
  });
}

export function campaignsOf(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['campaigns', 'found', '', subaccount],
    staleTime: 30_000,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/v1/campaigns', {
          signal,
          params: { query: { limit: 100, ...(subaccount !== undefined && { subaccount }) } },
        }),
      ),
  });
}

export function campaignNamed(id: string) {
  return queryOptions({
    queryKey: ['campaigns', 'one', id, 'name'],
    staleTime: 60_000,
    retry: false,
    queryFn: async ({ signal }) => {
      const { name, number } = await answerOf(api.GET('/v1/campaigns/{id}', { signal, params: { path: { id } } }));
      return { name, number };
    },
  });
}

/** Where the file of a message is. */
export function mediaPath(conversationId: string, messageId: string): string {
  return `/v1/conversations/${encodeURIComponent(conversationId)}/messages/${encodeURIComponent(messageId)}/media`;
}

/** @throws Problem that says why there is none */
export async function mediaFile(path: string): Promise<Blob> {
  const response = await fetch(path);
  if (!response.ok) throw await Problem.of(response);
  return response.blob();
}

/** A player says only that it could not: this asks why. Null where the file is there, and the browser cannot play it. */
export async function whyNoMedia(path: string): Promise<Problem | null> {
  const response = await fetch(path);
  if (!response.ok) return Problem.of(response);
  await response.body?.cancel();
  return null;
}

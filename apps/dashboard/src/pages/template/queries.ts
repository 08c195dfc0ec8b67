import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';

export type Template = components['schemas']['Template'];
export type RegisterTemplate = components['schemas']['RegisterTemplateBody'];

export function templateQuery(id: string) {
  return queryOptions({
    queryKey: ['templates', 'one', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/templates/{id}', { signal, params: { path: { id }, query: afterWritten() } })),
  });
}

/** As a person would see it with these values, by the same rules as a message is made. */
export function previewQuery(id: string, parameters: Readonly<Record<string, string>>) {
  return queryOptions({
    queryKey: ['templates', 'preview', id, parameters],
    queryFn: ({ signal }) =>
      answerOf(api.POST('/v1/templates/{id}/preview', { signal, params: { path: { id } }, body: { parameters } })),
    placeholderData: (before) => before,
  });
}

export function historyQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['templates', 'history', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = { limit: 200, ...(cursor !== undefined && { cursor }) };
      return answerOf(api.GET('/v1/templates/{id}/history', { signal, params: { path: { id }, query } }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

export function sendersQuery(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['senders', 'names', { subaccount }],
    queryFn: async ({ signal }) => {
      const query = { limit: 500, ...(subaccount !== undefined && { subaccount }), ...afterWritten() };
      return (await answerOf(api.GET('/v1/senders', { signal, params: { query } }))).items;
    },
  });
}

/** @throws Problem `validation_failed`, `already_exists` */
export async function registerTemplate(body: RegisterTemplate): Promise<string> {
  return noted(await answerOf(api.POST('/v1/templates', { body }))).id;
}

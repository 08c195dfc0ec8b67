import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';

export type Template = components['schemas']['Template'];

const A_PAGE = 500;

/** All of them: an account has some hundreds, and the engine lists them without a filter by name or status. */
export function templatesQuery(subaccount: string | undefined) {
  return queryOptions({
    queryKey: ['templates', 'list', { subaccount }],
    queryFn: async ({ signal }) => {
      const found: Template[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const query = {
          limit: A_PAGE,
          ...(subaccount !== undefined && { subaccount }),
          ...(cursor !== undefined && { cursor }),
          ...afterWritten(),
        };
        const page = await answerOf(api.GET('/v1/templates', { signal, params: { query } }));
        found.push(...page.items);
        cursor = page.nextCursor;
      }
      return found;
    },
    placeholderData: (before) => before,
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

export async function syncTemplates(subaccountId: string) {
  return noted(await answerOf(api.POST('/v1/templates/sync', { body: { subaccountId } })));
}

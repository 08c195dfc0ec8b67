import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import { Problem } from '../../api/problem';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';
import type { SuppressionsSearch } from './search';

export type Suppression = components['schemas']['Suppression'];
export type SuppressPerson = components['schemas']['SuppressPersonBody'];

const A_PAGE = 100;
const NONE = { items: [] as Suppression[], nextCursor: null };

export function suppressionsQuery(search: SuppressionsSearch) {
  return infiniteQueryOptions({
    queryKey: ['suppressions', search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = { ...search, limit: A_PAGE, ...(cursor !== undefined && { cursor }), ...afterWritten() };
      try {
        return await answerOf(api.GET('/v1/suppressions', { signal, params: { query } }));
      } catch (error) {
        // Of a number that is still being typed there is nobody.
        if (error instanceof Problem && error.errors.some(({ path }) => path === 'phone')) return NONE;
        throw error;
      }
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

/** @throws Problem `validation_failed` */
export async function suppressPerson(body: SuppressPerson): Promise<void> {
  noted(await answerOf(api.POST('/v1/suppressions', { body })));
}

/** Whatever keeps the person from being messaged in that category, whoever said it. */
export async function liftSuppression({ subaccountId, category }: Suppression, phone: string): Promise<void> {
  noted(await answerOf(api.DELETE('/v1/suppressions', { body: { subaccountId, category, phone } })));
}

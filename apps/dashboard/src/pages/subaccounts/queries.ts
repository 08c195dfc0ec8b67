import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';

export type CreateSubaccount = components['schemas']['CreateSubaccountBody'];

const A_PAGE = 200;

export const subaccountsQuery = infiniteQueryOptions({
  queryKey: ['subaccounts'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: cursor, signal }) => {
    const query = { limit: A_PAGE, ...(cursor !== undefined && { cursor }), ...afterWritten() };
    return answerOf(api.GET('/v1/subaccounts', { signal, params: { query } }));
  },
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

/** @throws Problem `validation_failed` */
export async function createSubaccount(body: CreateSubaccount): Promise<void> {
  noted(await answerOf(api.POST('/v1/subaccounts', { body })));
}

import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';

export type Key = components['schemas']['Key'];
export type CreateKey = components['schemas']['CreateKeyBody'];
export type KeyCreated = components['schemas']['KeyCreated'];

export const ROLES = [
  'admin',
  'operator',
  'auditor',
  'reporter',
] as const satisfies readonly CreateKey['roles'][number][];

const A_PAGE = 200;

export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam: cursor, signal }) => {
    const query = { limit: A_PAGE, ...(cursor !== undefined && { cursor }), ...afterWritten() };
    return answerOf(api.GET('/v1/keys', { signal, params: { query } }));
  },
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

/** Its secret is in the answer, and nowhere else ever after. */
export async function createKey(body: CreateKey): Promise<KeyCreated> {
  return noted(await answerOf(api.POST('/v1/keys', { body })));
}

export async function revokeKey(id: string): Promise<void> {
  noted(await answerOf(api.DELETE('/v1/keys/{id}', { params: { path: { id } } })));
}

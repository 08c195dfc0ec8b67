import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';

export type Projection = components['schemas']['Projection'];

/** How often is asked how far they are, milliseconds. */
const EVERY = 3000;

export const projectionsQuery = queryOptions({
  queryKey: ['projections'],
  refetchInterval: EVERY,
  queryFn: async ({ signal }) => (await answerOf(api.GET('/v1/projections', { signal }))).items,
});

export async function rebuild(name: string): Promise<void> {
  await answerOf(api.POST('/v1/projections/{name}/rebuild', { params: { path: { name } } }));
}

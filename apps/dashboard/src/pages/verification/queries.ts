import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';

export type Verification = components['schemas']['Verification'];

/** How often a recount is asked how far it is, milliseconds. */
const EVERY = 1000;

/** One place where a view says something else than the log, as the engine's document leaves it open. */
export interface Difference {
  readonly campaignId: string;
  readonly view: string;
  readonly id: string;
  readonly field: string;
  readonly log: unknown;
  readonly shown: unknown;
}

export async function startVerification(campaign: string | undefined): Promise<Verification> {
  return answerOf(api.POST('/v1/verify', { body: campaign === undefined ? {} : { campaign } }));
}

export function verificationQuery(id: string) {
  return queryOptions({
    queryKey: ['verifications', id],
    queryFn: ({ signal }): Promise<Verification> =>
      answerOf(api.GET('/v1/verify/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? EVERY : false),
  });
}

/** Those that a recount may be narrowed to. */
export const campaignsQuery = queryOptions({
  queryKey: ['campaigns', 'to-verify'],
  queryFn: async ({ signal }) =>
    (await answerOf(api.GET('/v1/campaigns', { signal, params: { query: { limit: 100 } } }))).items,
});

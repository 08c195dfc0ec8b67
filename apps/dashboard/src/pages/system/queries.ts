import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';

export type System = components['schemas']['System'];
export type Readiness = components['schemas']['Readiness'];

/** How often is asked anew, milliseconds. */
const EVERY = 5000;

export const systemQuery = queryOptions({
  queryKey: ['system'],
  refetchInterval: EVERY,
  queryFn: ({ signal }) => answerOf(api.GET('/v1/system', { signal })),
});

/** What is not ready answers 503, with the same body. */
export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  refetchInterval: EVERY,
  queryFn: async ({ signal }): Promise<Readiness> => {
    const response = await fetch('/health/ready', { signal, cache: 'no-store' });
    return (await response.json()) as Readiness;
  },
});

import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten } from '../../api/written';
import type { SendersSearch } from './search';

export type Sender = components['schemas']['Sender'];

const A_PAGE = 60;

export function sendersQuery({ subaccount }: SendersSearch) {
  return infiniteQueryOptions({
    queryKey: ['senders', 'list', { subaccount }],
    initialPageParam: undefined as string | undefined,
    // How full a tier is changes with every message.
    refetchInterval: 15_000,
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = {
        limit: A_PAGE,
        ...(subaccount !== undefined && { subaccount }),
        ...(cursor !== undefined && { cursor }),
        ...afterWritten(),
      };
      return answerOf(api.GET('/v1/senders', { signal, params: { query } }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: (before) => before,
  });
}

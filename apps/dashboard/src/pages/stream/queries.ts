import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';

const A_PAGE = 200;

/** A stream from its beginning, page by page. */
export function streamQuery(name: string) {
  return infiniteQueryOptions({
    queryKey: ['streams', name],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) => {
      const query = { limit: A_PAGE, ...(cursor !== undefined && { cursor }) };
      return answerOf(api.GET('/v1/streams/{name}', { signal, params: { path: { name }, query } }));
    },
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

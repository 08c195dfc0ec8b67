import i18next from 'i18next';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isPassing, Problem } from '../api/problem';
import { reach } from '../api/reach';
import { live } from '../live/live';
import { meQuery } from '../session/me';

/** Tries of what is away for a moment. */
const TRIES = 5;

/** What was read stays until something newer is there; what may have changed is asked for again when somebody looks. */
export function makeQueries(): QueryClient {
  const onError = (error: unknown) => {
    // The session has ended: the shell shows the way back in.
    if (error instanceof Problem && error.status === 401) queries.setQueryData(meQuery.queryKey, null);
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => isPassing(error) && failures < TRIES,
        // The engine may be on this very machine, without any network.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  // Back again: everything that is shown is asked for anew.
  reach.listen(() => {
    if (reach.since() !== null) return;
    live.beginAnew();
    void queries.invalidateQueries();
  });
  // Sentences of the engine are in the language that they were asked in.
  i18next.on('languageChanged', () => void queries.invalidateQueries());
  return queries;
}

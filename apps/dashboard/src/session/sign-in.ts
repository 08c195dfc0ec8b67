import type { QueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { live } from '../live/live';
import { meQuery } from './me';

type Proof = { readonly key: string } | { readonly token: string };

/** @throws Problem `unauthenticated`, `too_many_requests` */
export async function signIn(queries: QueryClient, proof: Proof): Promise<void> {
  await answerOf(api.POST('/v1/login', { body: proof }));
  queries.clear();
  await queries.fetchQuery({ ...meQuery, staleTime: 0 });
}

/** The browser forgets the session, and this tab all that it has read. */
export async function signOut(queries: QueryClient): Promise<void> {
  await answerOf(api.DELETE('/v1/login'));
  live.end();
  queries.clear();
  queries.setQueryData(meQuery.queryKey, null);
}

import type { QueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api/client';
import { live } from '../live/live';
import { meQuery } from './me';

type Proof = { readonly key: string } | { readonly token: string };

/** @throws Problem `unauthenticated`, `too_many_requests` */
export async function signIn(queries: QueryClient, proof: Proof): Promise<void> {
  await answerOf(api.POST('/v1/login', { body: proof }));
  forget(queries);
  // One that is under way was asked before anybody was signed in.
  await queries.cancelQueries({ queryKey: meQuery.queryKey });
  await queries.fetchQuery({ ...meQuery, staleTime: 0 });
}

/** The browser forgets the session, and this tab all that it has read. */
export async function signOut(queries: QueryClient): Promise<void> {
  await answerOf(api.DELETE('/v1/login'));
  live.end();
  queries.setQueryData(meQuery.queryKey, null);
  forget(queries);
}

/** What somebody else was shown; who is signed in stays, since what is on the screen hangs on it. */
function forget(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey: [first] }) => first !== meQuery.queryKey[0] });
}

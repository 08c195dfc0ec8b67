import { type Principal, sees } from '@arauto/access';
import { type Search, searchAggregate } from '@arauto/domain';
import { Forbidden } from '../errors';
import type { CommandRunner } from '../use-case/command-runner';
import { notFound } from '../use-case/problems';

/** A search that was saved, whether it is still there or not. */
export type KnownSearch = Exclude<Search, { readonly status: 'none' }>;

/** What decides who sees a search. */
export type SharedSearch = Pick<KnownSearch, 'owner' | 'shared' | 'subaccountId'>;

/** Whoever saved it sees a search, and everybody of its subaccount if it is shared. */
export function seesSearch(principal: Principal, { owner, shared, subaccountId }: SharedSearch): boolean {
  if (subaccountId !== null && !sees(principal, subaccountId)) return false;
  return owner === principal.id || (shared && subaccountId !== null);
}

/** Whoever asks, within the subaccount of a search. */
export function within(principal: Principal, subaccountId: string | null): Principal {
  return subaccountId === null ? principal : { ...principal, subaccountIds: [subaccountId] };
}

/** A search as the log has it, of whoever sees it. @throws Refusal `not_found` */
export async function loadSearch(
  runner: CommandRunner,
  principal: Principal,
  searchId: string,
): Promise<{ readonly search: KnownSearch; readonly revision: number }> {
  const { state: search, revision } = await runner.load(searchAggregate, searchId);
  if (search.status === 'none' || !seesSearch(principal, search)) throw notFound('search');
  return { search, revision };
}

/** Who saved it changes a search, and so does an admin one that is shared. @throws Forbidden */
export function requireOwner(principal: Principal, { owner }: SharedSearch): void {
  if (owner === principal.id || principal.roles.includes('admin')) return;
  throw new Forbidden('Only whoever saved a search, or an admin, may change it. It can be copied.');
}

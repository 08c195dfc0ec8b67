import { type Principal, sees, seesEverything } from '@arauto/access';
import { type Subaccount, subaccountAggregate } from '@arauto/domain';
import type { ConditionOn } from '@arauto/read-models';
import { subaccountsView } from '@arauto/read-models/operational';
import { Forbidden } from '../errors';
import type { Views } from '../views';
import type { CommandRunner } from './command-runner';
import { invalid, notFound } from './problems';

export type KnownSubaccount = Extract<Subaccount, { status: 'active' }> & { readonly id: string };

/**
 * The subaccount that a command is for: named in the body, or the only one of a key with one.
 * @throws Refusal `not_found` for a foreign or unknown one, `validation_failed` when it must be named
 */
export async function subaccountOf(
  runner: CommandRunner,
  principal: Principal,
  subaccountId: string | undefined,
): Promise<KnownSubaccount> {
  const id = subaccountId ?? onlyOne(principal);
  if (!sees(principal, id)) throw notFound('subaccount');
  const { state } = await runner.load(subaccountAggregate, id);
  if (state.status === 'none') throw notFound('subaccount');
  return { ...state, id };
}

function onlyOne({ subaccountIds }: Principal): string {
  const [only, ...others] = subaccountIds;
  if (only !== undefined && only !== '*' && others.length === 0) return only;
  throw invalid('subaccountId', 'required', 'subaccountId must be given: this key is not for one subaccount alone.');
}

/** What a state must say for its owner to be checked. */
type Owned = { readonly status: string; readonly subaccountId?: string };

/** A thing that the principal sees. @throws Refusal `not_found` */
export function owned<State extends Owned>(
  principal: Principal,
  state: State,
  what: string,
): Exclude<State, { status: 'none' }> {
  if (state.status === 'none' || !sees(principal, state.subaccountId ?? '')) throw notFound(what);
  return state as Exclude<State, { status: 'none' }>;
}

/** Narrows a list to what the principal sees, and to one subaccount if asked. @throws Refusal `not_found` */
export async function scopeOf(
  views: Views,
  principal: Principal,
  subaccount: string | undefined,
): Promise<readonly ConditionOn<'subaccountId', string>[]> {
  if (subaccount === undefined) {
    return seesEverything(principal) ? [] : [{ field: 'subaccountId', in: principal.subaccountIds }];
  }
  if (!sees(principal, subaccount) || !(await views.operational.get(subaccountsView, subaccount))) {
    throw notFound('subaccount');
  }
  return [{ field: 'subaccountId', equals: subaccount }];
}

/** @throws Forbidden unless it is a key of every subaccount, there is and will be */
export function requireEverySubaccount(principal: Principal): void {
  if (seesEverything(principal)) return;
  throw new Forbidden('Only a key of every subaccount (*) can do that.');
}

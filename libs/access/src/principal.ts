import type { Role } from '@arauto/domain';

/** Who asks: an API key. `subaccountIds` is `['*']` for every subaccount there is and will be. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly subaccountIds: readonly string[];
}

/** Whether it is a key of the whole installation: every subaccount there is and will be. */
export function seesEverything({ subaccountIds }: Principal): boolean {
  return subaccountIds.includes('*');
}

/** Whether a principal sees what belongs to a subaccount. What it may not see does not exist for it (404, never 403). */
export function sees(principal: Principal, subaccountId: string): boolean {
  return seesEverything(principal) || principal.subaccountIds.includes(subaccountId);
}

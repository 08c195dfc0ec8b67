import { CreateSubaccountHandler } from './create-subaccount';
import { ListSubaccountsHandler } from './list-subaccounts';

export { CreateSubaccount, CreateSubaccountBody } from './create-subaccount';
export { ListSubaccounts } from './list-subaccounts';

/** What is told and asked of tenants, and what its handlers are given. */
export const subaccountUseCases = [CreateSubaccountHandler, ListSubaccountsHandler] as const;

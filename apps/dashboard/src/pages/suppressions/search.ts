import { type Search, textIn } from '../../app/search-params';

export interface SuppressionsSearch {
  /** A whole number, in any notation. */
  readonly phone?: string;
  readonly subaccount?: string;
}

export function suppressionsSearch(search: Search): SuppressionsSearch {
  const phone = textIn(search['phone']);
  const subaccount = textIn(search['subaccount']);
  return { ...(phone !== undefined && { phone }), ...(subaccount !== undefined && { subaccount }) };
}

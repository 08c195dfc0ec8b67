import { oneOf, type Search, textIn } from '../../app/search-params';

export interface SenderSearch {
  /** The number is being edited. */
  readonly edit?: 'yes';
  readonly subaccount?: string;
}

export function senderSearch(search: Search): SenderSearch {
  const edit = oneOf(['yes'], search['edit']);
  const subaccount = textIn(search['subaccount']);
  return { ...(edit && { edit }), ...(subaccount !== undefined && { subaccount }) };
}

import { type Search, textIn } from '../../app/search-params';

export interface SendersSearch {
  readonly subaccount?: string;
}

export function sendersSearch(search: Search): SendersSearch {
  const subaccount = textIn(search['subaccount']);
  return subaccount === undefined ? {} : { subaccount };
}

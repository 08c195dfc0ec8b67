import { type Search, textIn } from '../../app/search-params';

export interface ContactSearch {
  readonly subaccount?: string;
}

export function contactSearch(search: Search): ContactSearch {
  const subaccount = textIn(search['subaccount']);
  return subaccount === undefined ? {} : { subaccount };
}

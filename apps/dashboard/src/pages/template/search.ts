import { type Search, textIn } from '../../app/search-params';

export interface TemplateSearch {
  readonly subaccount?: string;
}

export function templateSearch(search: Search): TemplateSearch {
  const subaccount = textIn(search['subaccount']);
  return subaccount === undefined ? {} : { subaccount };
}

import { oneOf, type Search } from '../../app/search-params';

export interface StreamSearch {
  /** Sentences by default. */
  readonly as?: 'json';
}

export function streamSearch(search: Search): StreamSearch {
  const as = oneOf(['json'], search['as']);
  return as ? { as } : {};
}

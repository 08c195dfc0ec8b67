import { oneOf, type Search } from '../../app/search-params';

export interface KeysSearch {
  /** Those that work by default. */
  readonly show?: 'revoked' | 'all';
}

export function keysSearch(search: Search): KeysSearch {
  const show = oneOf(['revoked', 'all'], search['show']);
  return show ? { show } : {};
}

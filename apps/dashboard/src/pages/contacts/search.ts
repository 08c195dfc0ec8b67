import { oneOf, type Search, someOf, textIn } from '../../app/search-params';
import { CONTACT_STATES, type ContactState } from '../../parts/contact-states';

/** Which contacts of a campaign are shown: all of it stands in the address. */
export interface ContactsSearch {
  readonly state?: ContactState[];
  readonly q?: string;
  /** A code. */
  readonly error?: string;
  readonly needsAttention?: 'true';
  readonly subaccount?: string;
}

export function contactsSearch(search: Search): ContactsSearch {
  const state = someOf(CONTACT_STATES, search['state']);
  const [q, error, subaccount] = [textIn(search['q']), textIn(search['error']), textIn(search['subaccount'])];
  return {
    ...(state && { state }),
    ...(q !== undefined && { q }),
    ...(error !== undefined && { error }),
    ...(oneOf(['true'], search['needsAttention']) && { needsAttention: 'true' }),
    ...(subaccount !== undefined && { subaccount }),
  };
}

/** Whether anybody is left out by choice. */
export function isFiltered({ state, q, error, needsAttention }: ContactsSearch): boolean {
  return state !== undefined || q !== undefined || error !== undefined || needsAttention !== undefined;
}

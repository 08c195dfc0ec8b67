import { oneOf, type Search, someOf, textIn } from '../../app/search-params';

const STATES = [
  'initial',
  'in_progress',
  'retry_scheduled',
  'sent',
  'delivered',
  'read',
  'error',
  'sending_failed',
  'delivery_failed',
  'invalid_record',
  'removed',
  'canceled_by_admin',
] as const;

/** Which contacts of a campaign are shown: all of it stands in the address. */
export interface ContactsSearch {
  readonly state?: (typeof STATES)[number][];
  readonly q?: string;
  /** A code. */
  readonly error?: string;
  readonly needsAttention?: 'true';
  readonly subaccount?: string;
}

export function contactsSearch(search: Search): ContactsSearch {
  const state = someOf(STATES, search['state']);
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

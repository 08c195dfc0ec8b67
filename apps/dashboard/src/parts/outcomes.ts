import type { components } from '../api/schema';

type Campaign = components['schemas']['Campaign'];

/** Contacts that ended without the message, each counted once. */
export function failedOf({ counters }: Pick<Campaign, 'counters'>): number {
  return counters.error + counters.sending_failed + counters.delivery_failed;
}

/** Contacts that nothing was to be sent to: bad rows, and who was taken out. */
export function leftOutOf({ counters }: Pick<Campaign, 'counters'>): number {
  return counters.invalid_record + counters.removed + counters.canceled_by_admin;
}

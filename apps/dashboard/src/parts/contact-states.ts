import type { components } from '../api/schema';

export type ContactState = components['schemas']['Contact']['state'];

/** In the order in which a contact may come to them. */
export const CONTACT_STATES = [
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
] as const satisfies readonly ContactState[];

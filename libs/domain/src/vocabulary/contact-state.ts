/** The twelve contact states, in the order people read them. */
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
] as const;

export type ContactState = (typeof CONTACT_STATES)[number];

/** States in which a contact waits to be sent to, if no attempt is open. */
export const WAITING_STATES: readonly ContactState[] = ['initial', 'retry_scheduled'];

/** States that say what went wrong last: until a better word comes, the error stays. */
export const FAILED_STATES: ReadonlySet<ContactState> = new Set<ContactState>([
  'error',
  'sending_failed',
  'delivery_failed',
]);

/** What a message of a contact has been through, each counted once per contact. */
export const MILESTONES = ['accepted', 'sent', 'delivered', 'read'] as const;

export type Milestone = (typeof MILESTONES)[number];

/** Rank by which statuses fold: never by arrival. 0 is nothing yet. */
export const MILESTONE_RANK: Readonly<Record<Milestone, number>> = { accepted: 2, sent: 3, delivered: 4, read: 5 };

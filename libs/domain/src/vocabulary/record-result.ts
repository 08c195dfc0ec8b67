import type { ContactState } from './contact-state';

/** Results of the campaign records report. */
export const RECORD_RESULTS = ['accepted', 'submitted', 'delivered', 'read', 'failed'] as const;

export type RecordResult = (typeof RECORD_RESULTS)[number];

/**
 * The result of a contact in the records report, or null while there is none: before the provider took the message, and for
 * ever where it never did and nothing failed. What is tried again keeps its last result.
 */
export function recordResult(contact: {
  readonly state: ContactState;
  /** Some attempt was accepted by the provider. */
  readonly accepted: boolean;
  /** How the provider says that it took a message: Gupshup *submitted*, Cloud API *accepted* or held for review. */
  readonly as?: 'accepted' | 'submitted' | 'held';
}): RecordResult | null {
  switch (contact.state) {
    case 'delivered':
    case 'read':
      return contact.state;
    case 'error':
    case 'sending_failed':
    case 'delivery_failed':
      return 'failed';
    case 'invalid_record':
      return null;
    case 'initial':
    case 'in_progress':
    case 'retry_scheduled':
    case 'sent':
    case 'removed':
    case 'canceled_by_admin':
      if (!contact.accepted) return null;
      return contact.as === 'submitted' ? 'submitted' : 'accepted';
  }
}

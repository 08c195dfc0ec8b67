import type { ContactState } from './contact-state';

/** Statuses of the detailed report, in the order people read them. */
export const REPORT_STATUSES = [
  'queued',
  'sent',
  'delivered',
  'read',
  'ttl_expired',
  'carrier_communication_failure',
  'carrier_rejected',
  'not_delivered',
  'invalid_destination',
  'opted_out',
  'invalid_session',
  'internal_error',
  'invalid_content',
  'warm_up_blocked',
  'tier_limit',
  'invalid_parameter',
] as const;

export type ReportStatus = (typeof REPORT_STATUSES)[number];

/** Results of the campaign records report. */
export const RECORD_RESULTS = ['accepted', 'submitted', 'delivered', 'read', 'failed'] as const;

export type RecordResult = (typeof RECORD_RESULTS)[number];

/** As a record is kept: of what nobody knows it has no word until it is decided, and says of what it waits. */
export type KeptResult = RecordResult | 'undecided';

/** Where a contact stands, as far as the reports depend on it. */
export interface Stands {
  readonly state: ContactState;
  readonly needsAttention: boolean;
  /** Some attempt was accepted by the provider. */
  readonly accepted: boolean;
  /** How the provider says that it took a message: Gupshup *submitted*, Cloud API *accepted* or held for review. */
  readonly as?: 'accepted' | 'submitted' | 'held';
  /** No attempt left us. Only matters to a contact that failed. */
  readonly unattempted?: boolean;
  /** What the error catalogue says of the error it failed with; left out when there is none. */
  readonly errorReportStatus?: ReportStatus | null;
}

/** The same facts in the words of both reports. */
export interface Reported {
  /** In the detailed report; null where the contact has no row there. */
  readonly status: ReportStatus | null;
  /** In the records report; null where it has no record: no attempt left us. */
  readonly result: KeptResult | null;
}

/**
 * The one mapping from contact states to the words of the reports: a row for every state, the
 * flag of an unknown outcome before them all: the communication failed, whether the message did nobody knows. A contact that waits for another try is queued, whatever the error of the last one,
 * and keeps its last result.
 */
export function reported({ state, needsAttention, accepted, as, unattempted, errorReportStatus }: Stands): Reported {
  if (needsAttention) return { status: 'carrier_communication_failure', result: 'undecided' };
  const taken = !accepted ? null : as === 'submitted' ? 'submitted' : 'accepted';
  // Without an error only where a person assumed that nothing was sent.
  const failed = (otherwise: ReportStatus): Reported => ({
    status: errorReportStatus ?? otherwise,
    result: unattempted === true ? null : 'failed',
  });
  switch (state) {
    case 'initial':
      return { status: null, result: taken };
    case 'in_progress':
      return { status: accepted ? 'sent' : 'queued', result: taken };
    case 'retry_scheduled':
      return { status: 'queued', result: taken };
    case 'sent':
      return { status: 'sent', result: taken };
    case 'delivered':
    case 'read':
      return { status: state, result: state };
    case 'error':
    case 'delivery_failed':
      return failed('not_delivered');
    case 'sending_failed':
      return failed('invalid_destination');
    case 'invalid_record':
      return { status: 'invalid_parameter', result: null };
    case 'removed':
    case 'canceled_by_admin':
      return { status: null, result: taken };
  }
}

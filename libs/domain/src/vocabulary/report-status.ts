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

/** Where a contact stands, as far as its row in a report depends on it. */
export interface Reported {
  readonly state: ContactState;
  /** Some attempt was accepted by the provider. */
  readonly accepted: boolean;
  readonly needsAttention: boolean;
  /** There was an attempt; it may have been withdrawn. Only matters to a contact that is Initial. */
  readonly attempted?: boolean;
  /** What the error catalogue says of the error it failed with; left out when there is none. */
  readonly errorReportStatus?: ReportStatus | null;
}

/**
 * The status of a contact's row in the detailed report, or null where it has none: not attempted yet, removed, canceled.
 * A contact that waits for another try is queued, whatever the error of the last one.
 */
export function reportStatus({
  state,
  accepted,
  needsAttention,
  attempted = false,
  errorReportStatus,
}: Reported): ReportStatus | null {
  if (needsAttention) return 'carrier_communication_failure';
  switch (state) {
    case 'initial':
      return attempted ? 'queued' : null;
    case 'in_progress':
      return accepted ? 'sent' : 'queued';
    case 'retry_scheduled':
      return 'queued';
    case 'sent':
    case 'delivered':
    case 'read':
      return state;
    // Without an error only where a person assumed that nothing was sent.
    case 'error':
    case 'delivery_failed':
      return errorReportStatus ?? 'not_delivered';
    case 'sending_failed':
      return errorReportStatus ?? 'invalid_destination';
    case 'invalid_record':
      return 'invalid_parameter';
    case 'removed':
    case 'canceled_by_admin':
      return null;
  }
}

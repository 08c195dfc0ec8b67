/** Whose fault an error is. The first of several is the main one; a main fault of `recipient` never trips a guard rail. */
export type Fault = 'recipient' | 'content' | 'account' | 'platform' | 'throttle' | 'engine';

/** What the engine does about an error. The delays of the classes that wait are in `retry-plan.ts`. */
export type PolicyClass =
  /** Terminal for this contact and message. */
  | 'never'
  /** Terminal, and the person goes on the marketing suppression list. */
  | 'suppress'
  /** Transient at the provider. */
  | 'server'
  /** The whole sender slows down, or its account; costs no attempt. */
  | 'throttle'
  /** Only this recipient waits. */
  | 'pair'
  /** A short maintenance window; costs no attempt. */
  | 'maintenance'
  /** Not before a day has passed. */
  | 'day'
  /** Our own ledger has no room now: the contact stays where it was; costs no attempt. */
  | 'wait'
  /** The campaign, number or account pauses; the contact is queued again as if it had not been tried. */
  | 'pause_campaign'
  | 'pause_number'
  | 'pause_account'
  /** The fallback template, or the end as an invalid session. */
  | 'session'
  /** The message may be on its way: never resent. */
  | 'unknown';

export interface ErrorPolicy {
  readonly class: PolicyClass;
  /** Retries at most where the table names a number; without it the plan of the class and the campaign decide. */
  readonly retries?: number;
  /** What holds when `retries` are used up. */
  readonly then?: PolicyClass;
  /** What holds when many contacts of a campaign meet it: then it is no longer about one contact. */
  readonly ifRepeated?: PolicyClass;
  /** The first delay where the table asks for another than the plan of the class, milliseconds. */
  readonly delayMs?: number;
  /** Whom a slow-down is about; the number where it does not say. */
  readonly of?: 'account';
}

/** Where a code can occur: on sending, on what people send us, or only while a number or template is set up. */
export type ErrorScope = 'send' | 'inbound' | 'setup';

/** Machine codes of the detailed report that an error can end in. */
export type ErrorReportStatus =
  | 'ttl_expired'
  | 'carrier_communication_failure'
  | 'carrier_rejected'
  | 'not_delivered'
  | 'invalid_destination'
  | 'opted_out'
  | 'invalid_session'
  | 'internal_error'
  | 'invalid_content'
  | 'warm_up_blocked'
  | 'tier_limit'
  | 'invalid_parameter';

/** Contact states that an error can end in. */
export type ErrorContactState =
  'in_progress' | 'error' | 'sending_failed' | 'delivery_failed' | 'invalid_record' | 'removed' | 'canceled_by_admin';

/** One code of the catalogue, and everything that follows from it. */
export interface ErrorInfo {
  readonly code: string;
  /** English; a short statement of what happened. */
  readonly title: string;
  /** English; one sentence that tells an admin what to do. */
  readonly advice: string;
  readonly scope: ErrorScope;
  readonly faults: readonly [Fault, ...Fault[]];
  readonly policy: ErrorPolicy;
  /** Status of the detailed report once it is final; null where the contact has no row in it. */
  readonly reportStatus: ErrorReportStatus | null;
  /** State of the contact once a refusal is final, as the reference has it; for an attempt ask `finalContactState`. */
  readonly contactState: ErrorContactState | null;
  /** `provisional` keeps the last result while retries remain and is Failed then; null where there is no record. */
  readonly recordResult: 'failed' | 'provisional' | null;
}

import type { FreeFormType } from '../campaign/free-form';
import { type ContactState, FAILED_STATES, type Milestone } from '../vocabulary/contact-state';

/** Where a contact stands. `open`: an attempt without outcome. */
export type Situation = {
  readonly state: ContactState;
  readonly open: boolean;
  readonly needsAttention: boolean;
};

/**
 * Carried by every contact event, so that counters and roll-ups are plain additions: no look-up, and no order between streams.
 * `from` is null on the first event of a contact.
 */
export type Move = {
  readonly from: Situation | null;
  readonly to: Situation;
  /** The first time the contact settles; never again, unless an upload took it back. */
  readonly settles?: true;
  /** Instant of the first acceptance, once there is one. */
  readonly acceptedAt?: string;
  /** The word of the provider that took the last message, where that is not *accepted*: reports have it until they know more. */
  readonly takenAs?: 'submitted';
};

/** Why a message failed: a code of the error catalogue; what the provider said stays in the vault under `ref`. */
export type SendError = { readonly code: string; readonly ref?: string };

export type Conversation = {
  readonly id: string;
  readonly type: 'business_initiated' | 'user_initiated' | 'free_entry_point';
  readonly expiresAt: string;
};

/** What a row of the report needs before there is an attempt to take it from. */
export type RowFacts = {
  readonly subaccountId: string;
  readonly ref: string;
  readonly correlationId?: string;
  /** The personKey, where the contact's own key is another: test messages. */
  readonly person?: string;
};

/** `why`: a word for what lies behind the code, from which the message is made; never what the row holds. */
export type InvalidReason = { readonly code: string; readonly column: string | null; readonly why?: string };

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type ContactUploaded = Event<
  'ContactUploaded',
  Move &
    RowFacts & {
      readonly uploadId: string;
      readonly row: number;
      readonly dueAt: string;
      /** Of the number, ISO 3166-1 alpha-2; contacts of before it was told have none, nor have tests. */
      readonly country?: string;
    } & Partial<Return>
>;
/** What a contact that had been removed, or had ended as opted out, says of itself when it is uploaded again. */
export type Return = {
  readonly again: true;
  /** Takes the settling back: it may settle once more. */
  readonly unsettles: true;
  /** Number of the last attempt before; left out where there was none. */
  readonly attempt: number;
  /** The error that no longer counts. */
  readonly overcomes: string;
};
export type InvalidRecordUploaded = Event<
  'InvalidRecordUploaded',
  Move & RowFacts & { readonly uploadId: string; readonly row: number; readonly reasons: readonly InvalidReason[] }
>;
export type ContactRemoved = Event<'ContactRemoved', Move & { readonly cause: 'admin' | 'erasure' }>;
export type SendAttempted = Event<
  'SendAttempted',
  Move &
    RowFacts & {
      readonly attempt: number;
      /** Attempts that count against the policy, this one included. */
      readonly attempts: number;
      readonly claim: string;
      readonly senderId: string;
      readonly withSession: boolean;
      /** What goes out; absent: the template. */
      readonly contentType?: FreeFormType;
      readonly conversation: Conversation;
      readonly attemptedAt: string;
      /** When, without an answer or a webhook, the outcome is recorded as unknown. */
      readonly outcomeDueAt: string;
      /** Seconds from acceptance to the inferred expiry. */
      readonly expiresAfter: number;
    }
>;
export type SendWithdrawn = Event<
  'SendWithdrawn',
  Move & {
    readonly attempt: number;
    readonly attempts: number;
    readonly claim: string;
    readonly reason: 'gate_closed' | 'too_late' | 'could_not_call';
    readonly ref: string;
    readonly dueAt: string;
  }
>;
export type MessageSent<Type extends 'TemplateSent' | 'SessionMessageSent'> = Event<
  Type,
  Move & {
    readonly attempt: number;
    /** Keyed hash of the provider's message id; the id itself (it contains the phone) is in the vault under `messageRef`. */
    readonly messageHash: string;
    readonly messageRef: string;
    readonly senderId: string;
    /** As in the facts of a row: only where the contact's own key is not the person's. */
    readonly person?: string;
    readonly as: 'accepted' | 'submitted' | 'held';
    /** Concluded from a status that came before the provider's answer. */
    readonly inferred?: true;
    /** Milestones counted by this event: none when the contact had been accepted before. */
    readonly milestones: readonly Milestone[];
    readonly expiresAt: string;
  }
>;
export type RetryScheduled = Event<
  'RetryScheduled',
  Move & {
    readonly attempt: number;
    readonly attempts: number;
    readonly ref: string;
    readonly dueAt: string;
    readonly error: SendError;
    readonly class: string;
  }
>;
/** A status that moved a contact up. `implied` are milestones that were skipped and are counted here. */
type Progress = Move & {
  readonly attempt: number;
  readonly implied: readonly Milestone[];
  readonly statusAt: string;
  /** Where the status had it. */
  readonly pricing?: Pricing;
  /** What else the message is called, the first time that it is told. */
  readonly alias?: MessageAlias;
};
/** Another id of a message: a provider in between has one of its own, and forgets it sooner than WhatsApp forgets its. */
export type MessageAlias = { readonly messageHash: string; readonly senderId: string };
/** What the platform charges a message as, in its words: `marketing`, `regular`. */
export type Pricing = { readonly category: string; readonly type: string; readonly billable: boolean };
export type SentConfirmed = Event<'SentConfirmed', Progress>;
/** Evidence wins over a state that had ended: that state, and the error that no longer counts. */
type Overruling = { readonly supersedes?: ContactState; readonly overcomes?: string };
export type Delivered = Event<'Delivered', Progress & Overruling>;
export type Read = Event<'Read', Progress & Overruling>;
/** `unattempted` marks a contact of whom no attempt left us: its report row begins here. */
export type SendErrored = Event<
  'SendErrored',
  Move &
    RowFacts & {
      readonly attempt: number;
      readonly error: SendError;
      readonly unattempted?: true;
      /** What would have gone out, where that is known and no template. */
      readonly contentType?: FreeFormType;
    }
>;
export type SendingFailed = Event<
  'SendingFailed',
  Move & { readonly attempt: number; readonly error: SendError; readonly statusAt?: string }
>;
export type DeliveryFailed = Event<
  'DeliveryFailed',
  Move & { readonly attempt: number; readonly error: SendError; readonly statusAt: string }
>;
export type Expired = Event<'Expired', Move & { readonly attempt: number }>;
export type SendOutcomeUnknown = Event<'SendOutcomeUnknown', Move & { readonly attempt: number }>;
export type OutcomeAssumed = Event<
  'OutcomeAssumed',
  Move & { readonly attempt: number; readonly outcome: 'delivered' | 'not_sent' }
>;
/** What a failed status comes to once the message is known to have been accepted. */
export type FailureOutcome = {
  readonly final: 'delivery_failed' | 'sending_failed';
  /** Only where the campaign's policy names the code. */
  readonly retry: { readonly dueAt: string; readonly class: string } | null;
  readonly statusAt: string;
};
/** A failure that changes nothing. `ifAccepted`: it came before any evidence of acceptance, and counts when some comes. */
export type LateFailureRecorded = Event<
  'LateFailureRecorded',
  Move & { readonly attempt: number; readonly error: SendError; readonly ifAccepted?: FailureOutcome }
>;
export type CanceledByAdmin = Event<'CanceledByAdmin', Move>;
/**
 * The person wrote back: said of the first message that is attributed to the contact, of the first tap on each button of its template, and of the first
 * message that is an opt-out.
 */
export type Replied = Event<
  'Replied',
  Move & {
    /** Of the person's message. */
    readonly messageHash: string;
    /** The person's stamp. */
    readonly repliedAt: string;
    /** The milestone, counted once per contact. */
    readonly first?: true;
    /** Index among the buttons of the frozen template. */
    readonly button?: number;
    /** It asks for no more marketing; counted once per contact, whatever was lifted meanwhile. */
    readonly optOut?: true;
  }
>;

export type ContactEvent =
  | ContactUploaded
  | InvalidRecordUploaded
  | ContactRemoved
  | SendAttempted
  | SendWithdrawn
  | MessageSent<'TemplateSent'>
  | MessageSent<'SessionMessageSent'>
  | RetryScheduled
  | SentConfirmed
  | Delivered
  | Read
  | SendErrored
  | SendingFailed
  | DeliveryFailed
  | Expired
  | SendOutcomeUnknown
  | OutcomeAssumed
  | LateFailureRecorded
  | CanceledByAdmin
  | Replied;

/**
 * What went wrong with a contact, as it is shown from this event on: an error, or null when none counts any more. Undefined where the event
 * leaves it as it was.
 */
export function errorOf(event: ContactEvent): SendError | null | undefined {
  switch (event.type) {
    case 'RetryScheduled':
    case 'SendErrored':
    case 'SendingFailed':
    case 'DeliveryFailed':
      return event.data.error;
    case 'Expired':
      return EXPIRED;
    case 'SendOutcomeUnknown':
      return UNKNOWN;
    case 'ContactUploaded':
      return event.data.again ? null : undefined;
    case 'TemplateSent':
    case 'SessionMessageSent':
      // What went wrong with the attempts before is history once a message is accepted, unless the contact has failed and stays so.
      return FAILED_STATES.has(event.data.to.state) ? undefined : null;
    case 'Delivered':
    case 'Read':
      return goesOn(event) ? undefined : null;
    case 'OutcomeAssumed':
      return event.data.outcome === 'delivered' ? null : undefined;
    default:
      return undefined;
  }
}

const EXPIRED: SendError = { code: 'ENG_TTL_EXPIRED' };
const UNKNOWN: SendError = { code: 'ENG_AMBIGUOUS' };

/** A delivery only goes on from what was heard before: there is no error. Any other ends what a failure left behind. */
function goesOn({ data: { from } }: Delivered | Read): boolean {
  return from?.state === 'sent' || from?.state === 'delivered';
}

/** The error that a contact fails of by this event: counted among its campaign's errors until it is overcome. Null for any other event. */
export function failureCodeOf(event: ContactEvent): string | null {
  if (event.type === 'OutcomeAssumed') return event.data.outcome === 'not_sent' ? UNKNOWN.code : null;
  return FAILED_STATES.has(event.data.to.state) ? (errorOf(event)?.code ?? null) : null;
}

/** The milestones an event counts. */
export function milestonesOf(event: ContactEvent): readonly Milestone[] {
  switch (event.type) {
    case 'TemplateSent':
    case 'SessionMessageSent':
      return event.data.milestones;
    case 'SentConfirmed':
      return [...event.data.implied, 'sent'];
    case 'Delivered':
      return [...event.data.implied, 'delivered'];
    case 'Read':
      return [...event.data.implied, 'read'];
    default:
      return [];
  }
}

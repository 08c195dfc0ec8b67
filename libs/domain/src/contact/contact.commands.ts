import type { Milestone } from '../vocabulary/contact-state';
import type { Conversation, InvalidReason, RowFacts, SendError } from './contact.events';

/** Instants are RFC 3339 UTC texts; they arrive on the command, as does everything drawn by chance. */
export type ContactCommand =
  /** A row of an upload that became a contact. `suppressed` ends it at once. */
  | ({
      readonly type: 'AcceptRow';
      readonly uploadId: string;
      readonly row: number;
      readonly at: string;
      readonly suppressed: boolean;
    } & RowFacts)
  | ({
      readonly type: 'RejectRow';
      readonly uploadId: string;
      readonly row: number;
      readonly reasons: readonly InvalidReason[];
    } & RowFacts)
  | { readonly type: 'RemoveContact'; readonly cause: 'admin' | 'erasure' }
  /** The claim: whoever appends its event may call the provider, nobody else. */
  | {
      readonly type: 'ClaimAttempt';
      readonly claim: string;
      readonly senderId: string;
      readonly withSession: boolean;
      readonly conversation: Conversation;
      readonly at: string;
      readonly outcomeDueAt: string;
      readonly expiresAfter: number;
    }
  /** Nothing left this machine: sending had stopped, it was too late, or the call could not be begun. */
  | {
      readonly type: 'WithdrawAttempt';
      readonly claim: string;
      readonly reason: 'gate_closed' | 'too_late' | 'could_not_call';
      readonly dueAt: string;
    }
  | {
      readonly type: 'RecordAccepted';
      readonly attempt: number;
      readonly messageHash: string;
      readonly messageRef: string;
      readonly as: 'accepted' | 'submitted' | 'held';
      readonly at: string;
    }
  /** The provider refused, or was never reached. `retry` is the plan of the error catalogue; null is final. */
  | {
      readonly type: 'RecordRefused';
      readonly attempt: number;
      readonly error: SendError;
      readonly retry: { readonly dueAt: string; readonly class: string; readonly consumesAttempt: boolean } | null;
      readonly final: 'error' | 'sending_failed';
    }
  /** A provider's status for one attempt. `attempt` is that of the callback data or the message index. */
  | ({
      readonly type: 'RecordStatus';
      readonly attempt: number;
      readonly messageHash: string;
      readonly messageRef: string;
      readonly statusAt: string;
      readonly as: 'accepted' | 'submitted';
    } & (
      | { readonly status: Exclude<Milestone, 'accepted'> }
      | {
          readonly status: 'failed';
          readonly error: SendError;
          readonly final: 'delivery_failed' | 'sending_failed';
          /** Only where the campaign's policy names the code. */
          readonly retry: { readonly dueAt: string; readonly class: string } | null;
        }
    ))
  /** Decided before any attempt or between attempts: suppressed, content that cannot be rendered, a start that was refused. */
  | { readonly type: 'EndInError'; readonly error: SendError }
  /** `assume` is what the campaign wants to assume then: said at once, since nothing comes back to an attempt that was given up on. */
  | { readonly type: 'RecordUnknownOutcome'; readonly attempt: number; readonly assume?: 'delivered' | 'not_sent' }
  | { readonly type: 'AssumeOutcome'; readonly outcome: 'delivered' | 'not_sent' }
  | { readonly type: 'ExpireContact' }
  | { readonly type: 'CancelContact' };

import type { Waiting } from '@arauto/dispatch';
import type { CampaignSettings, ContactState, Milestone } from '@arauto/domain';
import type { EventBody } from '../events/event.body';

/** A campaign in a list. */
export interface CampaignBody {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly subaccountId: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly remedy: string | null;
  readonly allowed: readonly string[];
  readonly contacts: number;
  readonly settled: number;
  /** Settled ÷ contacts, 0 to 1; 0 while there are none. */
  readonly progress: number;
  readonly needsAttention: number;
  readonly counters: Readonly<Record<ContactState, number>>;
  /** `replied` is 0 until inbound messages have a view. */
  readonly milestones: Readonly<Record<Milestone | 'replied', number>>;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly startsAt: string | null;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly sourceCampaignId: string | null;
  readonly revision: number;
}

/** One campaign, with what costs a look-up of its own: errors by cause, pace, and why it waits. */
export interface CampaignDetails extends CampaignBody {
  /** Messages per second: what is allowed now, and what the last minute had. */
  readonly pace: { readonly limit: number | null; readonly lastMinute: number };
  readonly waiting: Waiting | null;
  readonly errors: readonly ErrorCause[];
  readonly openUploads: number;
  readonly user: string | null;
  readonly settings: CampaignSettings;
}

export interface ErrorCause {
  readonly code: string;
  readonly title: string;
  readonly advice: string;
  readonly contacts: number;
}

/** A change in a campaign's life, with what it made of the status. */
export interface TimelineItem extends EventBody {
  /** The status afterwards; null where it did not change. */
  readonly status: string | null;
  readonly by: string | null;
  readonly reason: string | null;
  readonly remedy: string | null;
}

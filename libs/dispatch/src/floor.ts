import type { Position } from '@arauto/event-store';

/** Why a campaign that could be sending is not: a stable code, a sentence, and until when if that is known (RFC 3339). */
export interface Waiting {
  readonly code: string;
  readonly text: string;
  readonly until: string | null;
}

/** The places of a portfolio that are taken in these 24 hours, and, where all are, when the next is free; milliseconds since the epoch. */
export interface TierUse {
  readonly used: number;
  readonly freesAt: number | null;
}

/** What the dispatcher knows of a campaign at this moment, for people and for commands that wait for a closed gate. */
export interface SendingFloor {
  /** Resolves when every gate of this process has seen the log up to `position`: a pause at or before it holds. */
  seen(position: Position): Promise<void>;
  /** Calls to the provider that have no answer right now. A claim whose call has not begun is none: a closed gate withdraws it. */
  inFlight(campaignId: string): number;
  /** Messages per second: what is allowed, and what the last 60 s had. */
  pace(campaignId: string): { readonly limit: number | null; readonly lastMinute: number };
  waiting(campaignId: string): Waiting | null;
  /** Of the portfolio of a number; null where it has no limit, or nobody has counted yet. */
  tier(senderId: string): TierUse | null;
  /** Sends one message to a test contact that is already in the log, whatever the campaign's status. Resolves at once where it is another process's to send. */
  sendTest(campaignId: string, contactKey: string): Promise<void>;
}

import type { Position } from '@arauto/event-store';

/** Why a campaign that could be sending is not: a stable code, a sentence, and until when if that is known (RFC 3339). */
export interface Waiting {
  readonly code: string;
  readonly text: string;
  readonly until: string | null;
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
  /** Sends one message to a test contact that is already in the log, whatever the campaign's status. */
  sendTest(campaignId: string, contactKey: string): Promise<void>;
}

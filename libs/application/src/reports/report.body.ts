/** A row of the detailed report, message terminated. */
export interface MtRow {
  readonly id: string;
  readonly sentAt: string;
  readonly status: string;
  readonly statusLabel: string;
  readonly phone: string | null;
  readonly senderPhone: string | null;
  readonly campaignId: string;
  readonly campaignName: string | null;
  readonly user: string | null;
  readonly subaccountId: string;
  readonly contentType: string;
  /** As rendered; null once erased, or where there was none. */
  readonly message: string | null;
  readonly withSession: boolean | null;
  readonly conversationId: string | null;
  readonly conversationType: string | null;
  readonly conversationExpiresAt: string | null;
  readonly correlationId: string | null;
  readonly attempts: number;
  readonly error: { readonly code: string; readonly title: string; readonly advice: string } | null;
  readonly updatedAt: string;
}

/** A row of the campaign records report. `error` is `code title: details`. */
export interface RecordRow {
  readonly campaignId: string;
  readonly telephone: string | null;
  /** accepted, submitted, delivered, read, failed; null while there is none. */
  readonly result: string | null;
  readonly error: string | null;
  readonly date: string;
  readonly lastUpdate: string;
}

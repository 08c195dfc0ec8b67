import type { ContactState, RecordResult, ReportStatus } from '@arauto/domain';

/** A message as the reporting view has it. */
export interface MessageDocument {
  readonly campaignId: string;
  readonly contactKey: string;
  readonly subaccountId: string;
  readonly senderId: string | null;
  readonly ref: string;
  readonly correlationId: string | null;
  readonly contentType: string;
  readonly sentAt: number;
  readonly attempted: boolean;
  readonly attempts: number;
  readonly state: ContactState;
  readonly status: ReportStatus;
  readonly result: RecordResult | null;
  readonly errorCode: string | null;
  readonly errorRef: string | null;
  readonly withSession: boolean | null;
  readonly conversationId: string | null;
  readonly conversationType: string | null;
  readonly conversationExpiresAt: string | null;
  readonly updatedAt: number;
}

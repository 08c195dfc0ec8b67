import type { CampaignSettings, CampaignStatus, FrozenTemplate, PauseReason } from '@arauto/domain';

/** A campaign as its view has it. */
export interface CampaignDocument extends CampaignSettings {
  readonly number: number;
  readonly name: string;
  readonly subaccountId: string;
  readonly status: CampaignStatus;
  readonly pauseReasons: readonly PauseReason[];
  readonly failure: { readonly reason: string; readonly remedy: string } | null;
  readonly template: FrozenTemplate | null;
  readonly contacts: number;
  readonly openUploads: number;
  readonly sourceCampaignId: string | null;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly startsAt: number | null;
  readonly startedAt: number | null;
  readonly user: string | null;
  readonly completedAt: number | null;
  readonly revision: number;
}

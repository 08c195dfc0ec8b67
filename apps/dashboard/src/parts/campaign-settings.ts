import type { components } from '../api/schema';

export type ParameterMapping = NonNullable<components['schemas']['ContentBody']['parameterMapping']>;
export type SendWindow = Required<components['schemas']['SendWindowBody']>;

export type GuardRails = Required<components['schemas']['GuardRailsBody']>;

/** What a campaign was told, as the engine keeps it; in its document an open object. */
export interface CampaignSettings {
  readonly senderIds: readonly string[];
  readonly content: {
    readonly type: 'template';
    readonly templateId: string;
    readonly parameterMapping: ParameterMapping;
  };
  readonly pace: { readonly messagesPerSecond: number } | null;
  readonly timeZone: string | null;
  readonly retryPolicy: { readonly maxAttempts: number };
  readonly reportingHorizonSeconds: number;
  readonly unknownOutcome: {
    readonly graceSeconds: number;
    readonly then: 'ask' | 'assume_delivered' | 'assume_not_sent';
  };
  readonly whenTierIsFull: 'wait' | 'fail';
  readonly whenWarmUpIsFull: 'wait' | 'fail';
  readonly whenSenderStops: 'wait' | 'move';
  readonly sendWindow: SendWindow | null;
  readonly guardRails: GuardRails | null;
}

export function settingsOf(campaign: Pick<components['schemas']['CampaignDetails'], 'settings'>): CampaignSettings {
  return campaign.settings as unknown as CampaignSettings;
}

export * from './campaign.actions';
export type * from './campaign.commands';
export { campaignDecider } from './campaign.decider';
export type * from './campaign.events';
export { parameterValues, requiredFields, type ContactFields } from './parameter-values';
export {
  CAMPAIGN_STATUSES,
  noCampaign,
  type Campaign,
  type CampaignStatus,
  type KnownCampaign,
} from './campaign.state';
export { PHONE_READING, type PhoneReading } from './phone-reading';

export * from './campaign.actions';
export { CAMPAIGN_FILES, fileOf, kindOfFile, uploadedFileOf } from './campaign-file';
export type * from './campaign.commands';
export { campaignAggregate, campaignDecider } from './campaign.decider';
export type * from './campaign.events';
export {
  contentTypeOf,
  fillFreeForm,
  type FilledFreeForm,
  fillWords,
  FREE_FORM_LIMITS,
  FREE_FORM_TYPES,
  type FreeFormType,
  isFreeForm,
  longestWords,
  placeholdersOf,
  requiredOf,
  shownFreeForm,
  templateIdOf,
  templatePathOf,
  usedOf,
  wordsOf,
  wrongPlaceholders,
} from './free-form';
export { cleanParameter, holdsControl, isLongerThan, lengthOf, LONGEST_PARAMETER } from './parameter-text';
export { type ContactFields, fieldOf, parameterValues, requiredFields, usedFields, valueOf } from './parameter-values';
export {
  CAMPAIGN_STATUSES,
  CANARY_SENT,
  isOfCanary,
  noCampaign,
  sendersOf,
  type Campaign,
  type CampaignStatus,
  type KnownCampaign,
  type KnownCanary,
} from './campaign.state';
export { type BrokenRail, brokenRail, type GuardRails, looksOfUse, type SendsSoFar } from './guard-rails';
export { SEND_DAYS, type SendDay, type SendWindow } from './send-window';
export { stickySender, type WeightedSender } from './sticky-sender';
export { PHONE_READING, type PhoneReading } from './phone-reading';

export { FileBrokeOff } from './calls/download';
export * from './errors';
export { providerHosts, type ProviderHosts } from './hosts/provider-hosts';
export type {
  FreeForm,
  FreeFormFile,
  HistoryEntry,
  ListedTemplate,
  MediaFile,
  MessageHistory,
  NoMedia,
  NumberFacts,
  OutboundMessage,
  Provider,
  SendOutcome,
  UploadedFile,
} from './provider';
export type { ProviderError } from './provider-error';
export type { ProviderKind, WebhookRequest } from './provider-kind';
export {
  namesOf,
  openerOn,
  type OpenProvider,
  PROVIDER_NAMES,
  providerKind,
  PROVIDERS,
  type RegisteredNumber,
} from './providers';
export { LONGEST_SETTING, settingProblems, type Settings, UnfitSettings } from './settings';
export * from './templates';
export {
  type AccountEffect,
  type AccountElement,
  type ElementNames,
  type CorrectionElement,
  type InboundContent,
  type InboundElement,
  type PreferenceElement,
  type StatusElement,
  type TemplateEffect,
  type TemplateElement,
  type WebhookElement,
  WebhookNotJson,
} from './webhook-element';

export * from './errors';
export * from './hosts';
export * from './provider';
export type { ProviderKind, WebhookRequest } from './provider-kind';
export {
  LATER_PROVIDERS,
  namesOf,
  openerOn,
  type OpenProvider,
  PROVIDER_NAMES,
  providerKind,
  PROVIDERS,
  type RegisteredNumber,
} from './providers';
export { settingProblems, type SettingProblem, type Settings, UnfitSettings } from './settings';
export * from './templates';
export * from './webhook-element';

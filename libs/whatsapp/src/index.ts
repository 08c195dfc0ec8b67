export * from './errors';
export * from './hosts';
export * from './provider';
export * from './templates';
export { type SettingProblem, UnfitSettings } from './unfit-setting';
export * from './webhooks';

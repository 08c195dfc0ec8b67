export { PlatformChanges } from './platform-changes';
export { type WebhookDeps, WebhookReceiver } from './receive-webhook';

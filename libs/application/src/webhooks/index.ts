export { ForeignCallbacks } from './foreign-callbacks';
export { PlatformChanges } from './platform-changes';
export { type WebhookDeps, WebhookReceiver } from './receive-webhook';
export { SenderDirectory } from './sender-directory';

export { ForeignCallbacks } from './foreign-callbacks';
export { type OptOutDeps, OptOuts } from './opt-outs';
export { PlatformChanges } from './platform-changes';
export { type WebhookDeps, WebhookReceiver } from './receive-webhook';
export { SenderDirectory } from './sender-directory';
export { LocalWebhookArrivals, SharedWebhookArrivals, type WebhookArrivals } from './webhook-arrivals';

export { parseWebhook, WebhookNotJson } from './parse-webhook';
export { accountEffects, PLATFORM_WORDS, restrictedUntil, templateEffect, type WordEffect } from './platform-words';
export { handshake, verifySignature } from './signature';
export type {
  AccountElement,
  ElementNames,
  IgnoredElement,
  InboundContentType,
  InboundElement,
  MalformedElement,
  PreferenceElement,
  StatusElement,
  StatusError,
  TemplateElement,
  WebhookElement,
} from './webhook-element';

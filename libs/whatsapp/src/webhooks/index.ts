export { parseWebhook, WebhookNotJson } from './parse-webhook';
export { handshake, verifySignature } from './signature';
export type {
  AccountElement,
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

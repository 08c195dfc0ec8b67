export * from './template.decider';
export {
  frozenTemplate,
  type KnownTemplate,
  type Template,
  type TemplateEvent,
  type TemplateHeard,
} from './template.state';
export { TEMPLATE_STATUSES, type TemplateStatus } from './template.words';
export { deliveryWait, timeToLiveOf } from './time-to-live';
export { type QuickReply, quickRepliesOf } from './quick-replies';

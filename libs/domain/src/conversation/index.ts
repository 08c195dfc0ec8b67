export type * from './conversation.events';

export { conversationDecider, type ConversationCommand } from './conversation.decider';
export type * from './conversation.events';

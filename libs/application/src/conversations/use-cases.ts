import { GetConversationHandler } from './get-conversation';
import { ListConversationsHandler } from './list-conversations';

export { GetConversation } from './get-conversation';
export { ListConversations, ListConversationsQuery } from './list-conversations';

/** What is asked of conversations, and what its handlers are given. */
export const conversationUseCases = [ListConversationsHandler, GetConversationHandler] as const;

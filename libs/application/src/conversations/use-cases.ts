import { GetConversationHandler } from './get-conversation';
import { GetMediaHandler } from './get-media';
import { ListConversationsHandler } from './list-conversations';

export { GetConversation } from './get-conversation';
export { GetMedia, type NamedMediaFile } from './get-media';
export { ListConversations, ListConversationsQuery } from './list-conversations';

/** What is asked of conversations, and what its handlers are given. */
export const conversationUseCases = [ListConversationsHandler, GetConversationHandler, GetMediaHandler] as const;
